import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { isDeployment } from '../model/deploy-command.ts';
import type { DeploymentRefresher } from '../model/deployment-refresh.ts';

/** Refreshes apps after a `forge deploy` in a task or terminal, and when the window gets the focus. */
export function refreshAfterDeployments(refresher: DeploymentRefresher): Disposable {
  /** Terminals with a running deployment. */
  const deploying = new WeakSet<vscode.Terminal>();

  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess(({ execution }) => {
      if (isDeployment(commandLineOf(execution.task))) refresher.onDeployed();
    }),
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      if (isDeployment(execution.commandLine.value)) deploying.add(terminal);
    }),
    vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
      if (!isDeployment(execution.commandLine.value)) return;
      deploying.delete(terminal);
      refresher.onDeployed();
    }),
    vscode.window.onDidCloseTerminal((terminal) => {
      if (deploying.delete(terminal)) refresher.onDeployed();
      // Without shell integration it is not known what ran in the terminal.
      else if (terminal.shellIntegration === undefined && terminal.state.isInteractedWith) refresher.onMaybeDeployed();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) refresher.onFocus();
    }),
  ];

  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The command line of a task, or its name for tasks that do not expose one, such as npm scripts. */
function commandLineOf({ execution, name }: vscode.Task): string {
  const argument = (text: string | vscode.ShellQuotedString | undefined) =>
    typeof text === 'object' ? text.value : (text ?? '');
  if (execution instanceof vscode.ShellExecution)
    return execution.commandLine ?? [execution.command, ...(execution.args ?? [])].map(argument).join(' ');
  if (execution instanceof vscode.ProcessExecution) return [execution.process, ...execution.args].join(' ');
  return name;
}
