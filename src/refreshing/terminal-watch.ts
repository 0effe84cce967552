import * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.ts';
import type { ChangeLooks } from './model/change-looks.ts';
import { changesBy } from './model/changed-parts.ts';
import { scriptsBelow } from './read-scripts.ts';

/** A command line, and the folder in which it runs if that is known. */
interface Running {
  readonly line: string;
  readonly folder: vscode.Uri | undefined;
}

/** Looks for changes after the Forge CLI ran in a terminal or task, and when the window gets the focus. */
export function watchTerminals(looks: ChangeLooks): Disposable {
  const running = new WeakMap<vscode.Terminal, Running>();

  async function onEnd({ line, folder }: Running): Promise<void> {
    const { parts, isUnclear } = await changesBy(line, scriptsBelow(folder));
    if (parts.size > 0) looks.onRan(parts);
    else if (isUnclear) looks.onMaybeRan();
  }

  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess(({ execution }) => void onEnd(taskCommand(execution.task))),
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      running.set(terminal, { line: execution.commandLine.value, folder: execution.cwd });
    }),
    vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
      const started = running.get(terminal);
      running.delete(terminal);
      void onEnd({ line: execution.commandLine.value, folder: started?.folder ?? execution.cwd });
    }),
    vscode.window.onDidCloseTerminal((terminal) => {
      const started = running.get(terminal);
      if (started) void onEnd(started);
      // Without shell integration it is not known what ran in the terminal.
      else if (terminal.shellIntegration === undefined && terminal.state.isInteractedWith) looks.onMaybeRan();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) looks.onFocus();
    }),
  ];
  return vscode.Disposable.from(...subscriptions);
}

/** What a task runs; its name stands for the command line of tasks that do not expose one. */
function taskCommand({ execution, name, scope }: vscode.Task): Running {
  const root = typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
  if (execution instanceof vscode.ShellExecution) {
    const argument = (text: string | vscode.ShellQuotedString | undefined) =>
      typeof text === 'object' ? `"${text.value}"` : (text ?? '');
    const line = execution.commandLine ?? [execution.command, ...(execution.args ?? [])].map(argument).join(' ');
    return { line, folder: taskFolder(root, execution.options?.cwd) };
  }
  if (execution instanceof vscode.ProcessExecution) {
    const line = [execution.process, ...execution.args].map((word) => `"${word}"`).join(' ');
    return { line, folder: taskFolder(root, execution.options?.cwd) };
  }
  return { line: name, folder: root };
}

/** The folder of a task; undefined if it depends on a variable other than the workspace folder. */
function taskFolder(root: vscode.Uri | undefined, cwd: string | undefined): vscode.Uri | undefined {
  const relative = (cwd ?? '').replace(/^\$\{workspaceFolder\}[\\/]?/, '');
  if (relative === '') return root;
  if (relative.includes('${')) return undefined;
  const isAbsolute = /^[\\/]|^[A-Za-z]:/.test(relative);
  if (!isAbsolute) return root && vscode.Uri.joinPath(root, relative);
  return vscode.workspace.workspaceFolders
    ?.map(({ uri }) => uri.with({ path: vscode.Uri.file(relative).path }))
    .find((uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
}
