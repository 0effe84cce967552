import * as vscode from 'vscode';
import { type AppManifest, appFolder, folderInWorkspace } from './app-manifests.ts';
import { argumentsOf, cliCommands, type CliTask } from './model/cli-tasks.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';
import { notInFolder } from './model/run-program.ts';

/** The type of our tasks, in package.json and tasks.json. */
export const taskType = 'forge';

/** The definition of a task for an app. */
export function definitionOf(manifest: AppManifest, { command, environment }: CliTask): vscode.TaskDefinition {
  const folder = folderInWorkspace(manifest);
  return {
    type: taskType,
    command,
    ...(cliCommands[command].hasEnvironment && { environment }),
    ...(folder !== '' && { folder }),
  };
}

/** A task for an app; `definition` is that of tasks.json, if it comes from there. */
export function appTask(
  manifest: AppManifest,
  task: CliTask,
  execution: vscode.CustomExecution | vscode.ProcessExecution | vscode.ShellExecution,
  definition = definitionOf(manifest, task),
): vscode.Task {
  const scope = vscode.workspace.getWorkspaceFolder(manifest.uri) ?? vscode.TaskScope.Workspace;
  const created = new vscode.Task(definition, scope, taskName(manifest, task), taskType, execution, []);
  const { command } = task;
  const asks = command === 'install' || command === 'upgrade';
  created.presentationOptions = {
    reveal: command === 'lint' ? vscode.TaskRevealKind.Silent : vscode.TaskRevealKind.Always,
    focus: asks,
    panel: command === 'tunnel' ? vscode.TaskPanelKind.Dedicated : vscode.TaskPanelKind.Shared,
  };
  if (command === 'build') created.group = vscode.TaskGroup.Build;
  created.isBackground = command === 'tunnel';
  return created;
}

/** A run of the CLI in a terminal of its own, for commands that ask. */
function interactive(
  { path }: ForgeCli,
  args: readonly string[],
  folder: vscode.Uri,
): vscode.ProcessExecution | vscode.ShellExecution {
  const options = { cwd: folder.fsPath, env: { ...notInFolder } };
  // Windows starts scripts of npm only with a shell.
  return process.platform === 'win32'
    ? new vscode.ShellExecution({ value: path, quoting: vscode.ShellQuoting.Strong }, [...args], options)
    : new vscode.ProcessExecution(path, [...args], options);
}

/** The execution of a task that asks in its terminal. */
export function interactiveTask(cli: ForgeCli, manifest: AppManifest, task: CliTask) {
  return interactive(cli, argumentsOf(task), appFolder(manifest));
}

function taskName(manifest: AppManifest, { command, environment }: CliTask): string {
  const folder = folderInWorkspace(manifest);
  const words = cliCommands[command].hasEnvironment ? `${command} ${environment}` : command;
  return folder === '' ? words : `${words} – ${folder}`;
}

/** Signs the Forge CLI in: it asks for e-mail address and token in its terminal. */
export function loginTask(cli: ForgeCli, manifest: AppManifest): vscode.Task {
  const scope = vscode.workspace.getWorkspaceFolder(manifest.uri) ?? vscode.TaskScope.Workspace;
  const execution = interactive(cli, ['login'], appFolder(manifest));
  const task = new vscode.Task({ type: taskType, command: 'login' }, scope, 'login', taskType, execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true };
  return task;
}
