import * as vscode from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { deploymentFilter } from '../logs/model/deployment-filter.ts';
import { plain } from '../vscode/text.ts';
import { type AppManifest, appFolder, appName } from './app-manifests.ts';
import { appTask } from './app-tasks.ts';
import { checkLogin, type KnownLogin } from './check-login.ts';
import type { CliServices } from './cli-services.ts';
import { type CliEnd, createCliTerminal, type RecordEnd } from './cli-terminal.ts';
import { noCliText } from './cli-words.ts';
import { confirmDeployment } from './confirm-production.ts';
import { findCli } from './find-cli.ts';
import { forgeCliSetting, openForgeCliSetting } from './forge-cli-setting.ts';
import type { CliProblem } from './model/cli-output.ts';
import { argumentsOf, changesProduction, type CliTask } from './model/cli-tasks.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';
import type { DeploymentEnd } from './model/judge-deployment.ts';
import { recordDeployment } from './record-deployment.ts';

export interface CapturedTask {
  readonly manifest: AppManifest;
  readonly task: CliTask;
  /** The app as an account lists it; looked up by its id where it is not given. */
  readonly app?: AppRef | undefined;
  /** The CLI's login, where it was just checked and what it does confirmed. *Rerun Last Task* asks again. */
  readonly login?: KnownLogin;
  readonly definition?: vscode.TaskDefinition;
  /** Hears how each run ended. */
  readonly onEnd?: (end: CliEnd) => void;
}

/** A task whose output is read for problems. A deployment to production asks before it starts, whoever starts it. */
export function capturedTask(options: CapturedTask, services: CliServices): vscode.Task {
  const { manifest, task, definition } = options;
  const folder = appFolder(manifest);
  let checked = options.login;
  const execution = new vscode.CustomExecution(() => {
    const login = checked;
    checked = undefined;
    return Promise.resolve(
      createCliTerminal({
        folder: folder.fsPath,
        args: argumentsOf(task),
        find: () => findCli(manifest),
        begin: (cli) => beginTask(cli, { ...options, ...(login && { login }) }, services),
        words: { noCli: noCliText(forgeCliSetting()), notStarted: vscode.l10n.t('Nothing was run.') },
        onStart: () => services.problems.clear(folder),
        onEnd(end, problems, became) {
          options.onEnd?.(end);
          services.problems.show(folder, problems);
          if (task.command === 'deploy') void afterDeployment(options, { end, became, problems }, services);
        },
      }),
    );
  });
  return appTask(manifest, task, execution, definition);
}

/** Leave to start a task, or why it isn’t started. A deployment is journalled, and confirmed before where that is due. */
async function beginTask(cli: ForgeCli, options: CapturedTask, services: CliServices): Promise<RecordEnd | string> {
  const { manifest, task } = options;
  if (task.command !== 'deploy') return () => Promise.resolve(undefined);
  const login = options.login ?? (await confirmInTerminal(cli, options, services));
  if (login === undefined) return vscode.l10n.t('Nothing was deployed.');
  return recordDeployment({ manifest, environment: task.environment, login }, services);
}

async function confirmInTerminal(
  cli: ForgeCli,
  options: CapturedTask,
  services: CliServices,
): Promise<KnownLogin | undefined> {
  const { manifest, task } = options;
  const isProduction = changesProduction(task);
  const app = options.app ?? (isProduction ? await listedApp(manifest, services) : undefined);
  const login = await checkLogin({ cli, manifest, app, prompts: services.shared.prompts });
  if (login === undefined || !isProduction) return login;
  const deployment = { manifest, app, environment: task.environment, cli, login };
  return (await confirmDeployment(deployment, services)) ? login : undefined;
}

/** The app of a manifest, from the account that acts on it. Undefined if none lists it, or the user doesn't choose one. */
export async function listedApp({ appId }: AppManifest, { shared }: CliServices): Promise<AppRef | undefined> {
  const data = await shared.actions.accountFor(appId);
  const app = data?.apps.state.value?.apps.get(appId);
  return data && app && { data, id: appId, name: app.name };
}

interface EndedDeployment {
  readonly end: CliEnd;
  /** What became of it, where that is known. */
  readonly became: DeploymentEnd | undefined;
  readonly problems: readonly CliProblem[];
}

/** Fetches what a deployment changes, and says how it ended. */
async function afterDeployment(
  { manifest, task, app }: CapturedTask,
  { end, became, problems }: EndedDeployment,
  { shared }: CliServices,
): Promise<void> {
  const { environment } = task;
  const name = plain(appName(manifest, app));
  for (const { details } of shared.data
    .forApp(manifest.appId)
    .map((data) => ({ details: data.details(manifest.appId) })))
    if (details.environments.state !== undefined) void details.refresh();
  if (end === 0) {
    const text = vscode.l10n.t('{0} was deployed to {1}.', name, plain(environment));
    await shared.prompts.message(text, [], { severity: 'info' });
    return;
  }
  const show = vscode.l10n.t('Show Problems');
  const open = vscode.l10n.t('Open Setting');
  const logs = vscode.l10n.t('View Logs');
  const buttons = [
    ...(end === 'notStarted' ? [open] : []),
    ...(problems.length > 0 ? [show] : []),
    ...(app && end !== 'notStarted' ? [logs] : []),
  ];
  const chosen = await shared.prompts.message(failedText({ end, became }, name, plain(environment)), buttons, {
    severity: 'error',
  });
  if (chosen === open) await openForgeCliSetting();
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (chosen === logs && app) await shared.actions.showLogs(app, deploymentFilter(environment, shared.now()));
}

function failedText(
  { end, became = 'unknown' }: Pick<EndedDeployment, 'end' | 'became'>,
  name: string,
  environment: string,
): string {
  if (end === 'notStarted')
    return vscode.l10n.t(
      'Couldn’t start the Forge CLI, so {0} wasn’t deployed to {1}. The terminal says why.',
      name,
      environment,
    );
  switch (became) {
    case 'done':
      return vscode.l10n.t(
        'The Forge CLI didn’t end well, but Atlassian lists the deployment of {0} to {1} as done. The terminal says more.',
        name,
        environment,
      );
    case 'failed':
      return vscode.l10n.t(
        'The deployment of {0} to {1} failed, and {1} stays as it was. The terminal says why.',
        name,
        environment,
      );
    case 'running':
      return vscode.l10n.t(
        'The Forge CLI has ended, but Atlassian is still deploying {0} to {1}. The terminal says more.',
        name,
        environment,
      );
    case 'nothing':
      return vscode.l10n.t(
        'Couldn’t deploy {0} to {1}: nothing was deployed. The terminal says why.',
        name,
        environment,
      );
    case 'unknown':
      return end === 'stopped'
        ? vscode.l10n.t(
            'The deployment of {0} to {1} was stopped. What reached Atlassian by then may still be deployed.',
            name,
            environment,
          )
        : vscode.l10n.t('Couldn’t deploy {0} to {1}. The terminal says why.', name, environment);
  }
}
