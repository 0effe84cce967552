import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { isDeployment } from '../model/deploy-command.ts';
import type { DeploymentRefresher } from '../model/deployment-refresh.ts';

/**
 * Looks for what was deployed when a `forge deploy` in a task or terminal ended, and when the window gets the focus.
 */
export function watchDeployments(looks: DeploymentRefresher): Disposable {
  /** Terminals in which a deployment runs. */
  const deploying = new WeakSet<vscode.Terminal>();

  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess(({ execution }) => {
      if (isDeployment(lineOf(execution.task))) looks.onDeployed();
    }),
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      if (isDeployment(execution.commandLine.value)) deploying.add(terminal);
    }),
    vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
      if (!isDeployment(execution.commandLine.value)) return;
      deploying.delete(terminal);
      looks.onDeployed();
    }),
    vscode.window.onDidCloseTerminal((terminal) => {
      if (deploying.delete(terminal)) looks.onDeployed();
      // Without shell integration nothing is known of what a person ran there.
      else if (terminal.shellIntegration === undefined && terminal.state.isInteractedWith) looks.onMaybeDeployed();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) looks.onFocus();
    }),
  ];

  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** What a task runs, as one line; its name where it doesn't say, as that of an npm script. */
function lineOf({ execution, name }: vscode.Task): string {
  const word = (text: string | vscode.ShellQuotedString | undefined) =>
    typeof text === 'object' ? text.value : (text ?? '');
  if (execution instanceof vscode.ShellExecution)
    return execution.commandLine ?? [execution.command, ...(execution.args ?? [])].map(word).join(' ');
  if (execution instanceof vscode.ProcessExecution) return [execution.process, ...execution.args].join(' ');
  return name;
}
