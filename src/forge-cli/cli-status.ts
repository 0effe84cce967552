import * as vscode from 'vscode';
import { documentation } from '../core/documentation.ts';
import { plain } from '../vscode/text.ts';
import { appFolder } from './app-manifests.ts';
import { chooseManifestApp } from './cli-commands.ts';
import type { CliServices } from './cli-services.ts';
import { openForgeCliSetting } from './forge-cli-setting.ts';
import { cliLogin, type CliLogin } from './model/cli-login.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';
import { supportEnd } from './model/support-end.ts';
import { requireCli, requireTrustForCli } from './require-cli.ts';

/** Says which Forge CLI is used for an app, how long it is supported, and whose login it has. */
export async function showCliStatus(services: CliServices): Promise<void> {
  const { prompts, now } = services.shared;
  if (!(await requireTrustForCli(prompts))) return;
  const chosen = await chooseManifestApp(undefined, vscode.l10n.t('Show Forge CLI Status'), services);
  const cli = chosen && (await requireCli(chosen.manifest, prompts));
  if (chosen === undefined || cli === undefined) return;
  const folder = appFolder(chosen.manifest).fsPath;
  const found = await prompts.progress(vscode.l10n.t('Asking the Forge CLI and npm'), async (_report, signal) => {
    const [login, end] = await Promise.all([
      cliLogin(cli, folder, process.env, signal),
      supportEnd(cli.version, folder, process.env, signal),
    ]);
    return signal.aborted ? undefined : { login, end };
  });
  if (found === undefined) return;
  const { login, end } = found;
  const isOver = end !== undefined && end <= now();
  const [open, learn] = [vscode.l10n.t('Open Setting'), vscode.l10n.t('Learn More')];
  const detail = [sourceText(cli), supportText(cli, end, isOver), loginText(login)].join('\n\n');
  const text = vscode.l10n.t('Forge CLI {0}', plain(cli.version));
  const chosenAction = await prompts.message(text, [open, learn], {
    severity: isOver ? 'warning' : 'info',
    modal: true,
    detail,
  });
  if (chosenAction === open) await openForgeCliSetting();
  if (chosenAction === learn) await prompts.openExternal(documentation.supportedForgeCli);
}

function sourceText({ path, from }: ForgeCli): string {
  const texts: Record<ForgeCli['from'], string> = {
    setting: vscode.l10n.t('From your settings: {0}', plain(path)),
    nodeModules: vscode.l10n.t('From the app’s node_modules: {0}', plain(path)),
    path: vscode.l10n.t('From PATH: {0}', plain(path)),
  };
  return texts[from];
}

function supportText({ from }: ForgeCli, end: Date | undefined, isOver: boolean): string {
  if (end === undefined)
    return vscode.l10n.t(
      'Atlassian supports each version for six months. Couldn’t find out until when that is for this one: npm wasn’t reached, or doesn’t have it.',
    );
  const day = end.toISOString().slice(0, 10);
  return isOver ? endedText(from, day) : vscode.l10n.t('Supported until {0}, six months after its release.', day);
}

/** Says how it is updated where it is. */
function endedText(from: ForgeCli['from'], day: string): string {
  const texts: Record<ForgeCli['from'], string> = {
    setting: vscode.l10n.t(
      'Support ended on {0}, six months after its release. Update it there, or change the setting.',
      day,
    ),
    nodeModules: vscode.l10n.t(
      'Support ended on {0}, six months after its release. To update it, run this in the app’s folder: npm install --save-dev @forge/cli@latest',
      day,
    ),
    path: vscode.l10n.t(
      'Support ended on {0}, six months after its release. To update it: npm install --global @forge/cli@latest',
      day,
    ),
  };
  return texts[from];
}

function loginText(login: CliLogin): string {
  if (login.kind === 'known') return vscode.l10n.t('Signed in as {0}', plain(`${login.name} (${login.email})`));
  if (login.kind === 'none') return vscode.l10n.t('Not signed in. To sign in, run forge login in a terminal.');
  return login.said === ''
    ? vscode.l10n.t(
        'Couldn’t find out whose login it uses: it said nothing. Run forge whoami in a terminal to see why.',
      )
    : vscode.l10n.t('Couldn’t find out whose login it uses. It said: {0}', plain(login.said));
}
