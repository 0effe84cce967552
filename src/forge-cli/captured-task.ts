import * as vscode from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { deploymentFilter } from '../logs/model/deployment-filter.ts';
import { plain } from '../vscode/text.ts';
import { type AppManifest, appFolder, appName } from './app-manifests.ts';
import { appTask } from './app-tasks.ts';
import { checkLogin } from './check-login.ts';
import type { CliServices } from './cli-services.ts';
import { type CliEnd, createCliTerminal } from './cli-terminal.ts';
import { noCliText } from './cli-words.ts';
import { confirmDeployment } from './confirm-production.ts';
import { findCli } from './find-cli.ts';
import { forgeCliSetting, openForgeCliSetting } from './forge-cli-setting.ts';
import type { CliProblem } from './model/cli-output.ts';
import { argumentsOf, changesProduction, type CliTask } from './model/cli-tasks.ts';

export interface CapturedTask {
  readonly manifest: AppManifest;
  readonly task: CliTask;
  /** The app as an account lists it; looked up by its id where it is not given. */
  readonly app?: AppRef | undefined;
  /** Whether the person has just confirmed it. Each further run asks again, such as *Rerun Last Task*. */
  readonly isConfirmed?: boolean;
  readonly definition?: vscode.TaskDefinition;
  /** Hears how each run ended. */
  readonly onEnd?: (end: CliEnd) => void;
}

/** A task whose output is read for problems. A deployment to production asks before it starts, whoever starts it. */
export function capturedTask(options: CapturedTask, services: CliServices): vscode.Task {
  const { manifest, task, definition } = options;
  const folder = appFolder(manifest);
  let isConfirmed = options.isConfirmed ?? !changesProduction(task);
  const execution = new vscode.CustomExecution(() => {
    const wasConfirmed = isConfirmed;
    isConfirmed = !changesProduction(task);
    return Promise.resolve(
      createCliTerminal({
        folder: folder.fsPath,
        args: argumentsOf(task),
        find: () => findCli(manifest),
        confirm: () => (wasConfirmed ? Promise.resolve(true) : confirmInTerminal(options, services)),
        words: {
          noCli: noCliText(forgeCliSetting()),
          notConfirmed: vscode.l10n.t('Nothing was deployed.'),
        },
        onStart: () => services.problems.clear(folder),
        onEnd(end, problems) {
          options.onEnd?.(end);
          services.problems.show(folder, problems);
          if (task.command === 'deploy') void afterDeployment(options, end, problems, services);
        },
      }),
    );
  });
  return appTask(manifest, task, execution, definition);
}

async function confirmInTerminal({ manifest, task }: CapturedTask, services: CliServices): Promise<boolean> {
  const { prompts } = services.shared;
  const [cli, app] = [await findCli(manifest), await listedApp(manifest, services)];
  const login = cli && (await checkLogin({ cli, manifest, app, prompts }));
  if (cli === undefined || login === undefined) return false;
  return confirmDeployment({ manifest, app, environment: task.environment, cli, login }, services);
}

/** The app of a manifest, from the account that acts on it. Undefined if none lists it, or the user doesn't choose one. */
export async function listedApp({ appId }: AppManifest, { shared }: CliServices): Promise<AppRef | undefined> {
  const data = await shared.actions.accountFor(appId);
  const app = data?.apps.state.value?.apps.get(appId);
  return data && app && { data, id: appId, name: app.name };
}

/** Fetches what a deployment changes, and says how it ended. */
async function afterDeployment(
  { manifest, task, app }: CapturedTask,
  end: CliEnd,
  problems: readonly CliProblem[],
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
  const chosen = await shared.prompts.message(failedText(end, name, plain(environment)), buttons, {
    severity: 'error',
  });
  if (chosen === open) await openForgeCliSetting();
  if (chosen === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (chosen === logs && app) await shared.actions.showLogs(app, deploymentFilter(environment, shared.now()));
}

function failedText(end: CliEnd, name: string, environment: string): string {
  if (end === 'notStarted')
    return vscode.l10n.t(
      'Couldn’t start the Forge CLI, so {0} wasn’t deployed to {1}. The terminal says why.',
      name,
      environment,
    );
  if (end === 'stopped')
    return vscode.l10n.t(
      'The deployment of {0} to {1} was stopped. What reached Atlassian by then may still be deployed.',
      name,
      environment,
    );
  return vscode.l10n.t('Couldn’t deploy {0} to {1}. The terminal says why.', name, environment);
}
