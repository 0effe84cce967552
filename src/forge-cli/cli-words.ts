import { l10n } from 'vscode';
import { changesProduction, type CliCommand } from './model/cli-tasks.ts';

/** What a command does, as an item of a list. */
export function commandLabel(command: CliCommand, environment: string): string {
  const labels: Record<CliCommand, string> = {
    deploy: changesProduction({ command, environment })
      ? l10n.t('Deploy to {0}…', environment)
      : l10n.t('Deploy to {0}', environment),
    lint: l10n.t('Lint'),
    tunnel: l10n.t('Start Tunnel in {0}', environment),
    build: l10n.t('Build'),
    install: l10n.t('Install from {0} on a Site…', environment),
    upgrade: l10n.t('Upgrade an Installation of {0}…', environment),
    eligibility: l10n.t('Check Runs on Atlassian Eligibility in {0}', environment),
  };
  return labels[command];
}

/** The same in a sentence, for lists whose items are explained. */
export function commandDetail(command: CliCommand): string {
  const details: Record<CliCommand, string> = {
    deploy: l10n.t('Uploads the app’s code and makes a new version of it'),
    lint: l10n.t('Checks code and manifest, and lists what it finds in Problems'),
    tunnel: l10n.t('Runs the app’s functions on this computer until you stop it'),
    build: l10n.t('Uploads the app’s code as a build that can be deployed later'),
    install: l10n.t('Asks for the site and the Atlassian app in the terminal'),
    upgrade: l10n.t('Asks in the terminal which installation'),
    eligibility: l10n.t('Says whether the deployed version qualifies for the badge, and if not, why'),
  };
  return details[command];
}

/** What a terminal says if there is no Forge CLI. */
export function noCliText(setting: string): string {
  return setting === ''
    ? l10n.t('The Forge CLI isn’t installed on this computer. To install it: npm install --global @forge/cli')
    : l10n.t('The path in the setting forgeConsole.forgeCli.path isn’t that of a Forge CLI: {0}', setting);
}
