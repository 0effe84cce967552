import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';
import { inBackground } from '../gateway/priority.ts';
import { isDeployment } from '../manifest/deploy-command.ts';
import type { LiveApp } from './live-apps.ts';

/** How long after a deployment the environments are looked at, in milliseconds, until one of them has a new version. */
const looksAfter = [0, 5_000, 20_000];

/** How old what is known may be when a window gets the focus again, in milliseconds. */
const maxAgeMs = 2 * 60_000;

/**
 * Looks at the environments of apps again after a `forge deploy` in a task or terminal ended, and when the window gets the
 * focus after a while. `apps` gives those whose manifests are open.
 */
export function watchDeployments(apps: () => readonly LiveApp[]): Disposable {
  const timers = new Set<NodeJS.Timeout>();

  function look(app: LiveApp, [wait, ...later]: readonly number[], before: string): void {
    if (wait === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void app.details.environments.refresh().then(() => {
        if (versionsOf(app) === before) look(app, later, before);
      });
    }, wait);
    timers.add(timer);
  }

  function deployed(): void {
    for (const app of apps()) look(app, looksAfter, versionsOf(app));
  }

  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess(({ execution }) => {
      if (isDeployment(lineOf(execution.task))) deployed();
    }),
    vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
      if (isDeployment(execution.commandLine.value)) deployed();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      for (const { details } of apps()) if (Date.now() - (details.environments.state?.at?.getTime() ?? 0) > maxAgeMs) void inBackground(() => details.environments.refresh());
    }),
  ];

  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function versionsOf({ details }: LiveApp): string {
  return (details.environments.state?.value ?? []).map(({ id, latest }) => `${id} ${latest?.version ?? ''} ${latest?.deployedAt.getTime() ?? 0}`).join();
}

/** What a task runs, as one line; its name where it doesn't say, as that of an npm script. */
function lineOf({ execution, name }: vscode.Task): string {
  const word = (text: string | vscode.ShellQuotedString | undefined) => (typeof text === 'object' ? text.value : (text ?? ''));
  if (execution instanceof vscode.ShellExecution) return execution.commandLine ?? [execution.command, ...(execution.args ?? [])].map(word).join(' ');
  if (execution instanceof vscode.ProcessExecution) return [execution.process, ...execution.args].join(' ');
  return name;
}
