import * as vscode from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { plain } from '../vscode/text.ts';
import { chooseManifestApp, runCliTask } from './cli-commands.ts';
import type { CliServices } from './cli-services.ts';

/**
 * Deploys an app to an environment, by its key, in a task, and waits until that has ended, which can be cancelled.
 * Returns whether it was deployed; why not is said by the task.
 */
export async function deployAndWait(app: AppRef, environment: string, services: CliServices): Promise<boolean> {
  const { prompts } = services.shared;
  const [name, key] = [plain(app.name), plain(environment)];
  const title = vscode.l10n.t('Deploy {0}', name);
  const chosen = await chooseManifestApp([{ kind: 'app', ...app }], title, services);
  if (chosen === undefined) return false;
  let isDeployed = false;
  const ended = new Set<vscode.TaskExecution>();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let execution: vscode.TaskExecution | undefined;
  const subscription = vscode.tasks.onDidEndTask((event) => {
    ended.add(event.execution);
    if (event.execution === execution) resolve(undefined);
  });
  try {
    const task = { command: 'deploy', environment } as const;
    execution = await runCliTask(chosen, task, services, (end) => (isDeployed = end === 0));
    if (execution === undefined) return false;
    if (ended.has(execution)) return isDeployed;
    const running = execution;
    await prompts.progress(vscode.l10n.t('Deploying {0} to {1}', name, key), async (_report, signal) => {
      signal.addEventListener('abort', () => running.terminate(), { once: true });
      await promise;
    });
    return isDeployed;
  } finally {
    subscription.dispose();
  }
}
