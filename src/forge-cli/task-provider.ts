import * as vscode from 'vscode';
import { type AppManifest, isOnDisk, manifestIn } from './app-manifests.ts';
import { appTask, definitionOf, interactiveTask } from './app-tasks.ts';
import { capturedTask } from './captured-task.ts';
import type { CliServices } from './cli-services.ts';
import { createCliTerminal } from './cli-terminal.ts';
import { noCliText } from './cli-words.ts';
import { findCli, knownCli } from './find-cli.ts';
import { forgeCliSetting } from './forge-cli-setting.ts';
import { cliCommandNames, cliCommands, type CliTask, readCliTask } from './model/cli-tasks.ts';
import type { ForgeCli } from './model/find-forge-cli.ts';

/** The tasks of all apps of the workspace; none in Restricted Mode and without a Forge CLI. */
export async function cliTasks(services: CliServices): Promise<vscode.Task[]> {
  if (!vscode.workspace.isTrusted) return [];
  const all = services.manifests.list.filter(isOnDisk).map(async (manifest) => {
    const cli = await knownCli(manifest);
    if (cli === undefined) return [];
    const environment = services.defaults.of(manifest.appId);
    return cliCommandNames.map((command) => taskOf(manifest, { command, environment }, cli, services));
  });
  return (await Promise.all(all)).flat();
}

/** The task of a definition in tasks.json; undefined if it is none of ours, or there is no manifest in its folder. */
export async function resolveCliTask(task: vscode.Task, services: CliServices): Promise<vscode.Task | undefined> {
  const { definition, scope } = task;
  const read = readCliTask(definition);
  if (!vscode.workspace.isTrusted || read === undefined) return undefined;
  const root = typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
  const folder: unknown = definition.folder ?? '';
  if (root === undefined || typeof folder !== 'string') return undefined;
  const manifest = manifestIn(services.manifests.list, vscode.Uri.joinPath(root, folder));
  return manifest && taskOf(manifest, read, await findCli(manifest), services, definition);
}

/** A task of an app. Without a CLI it says so in its terminal. */
function taskOf(
  manifest: AppManifest,
  task: CliTask,
  cli: ForgeCli | undefined,
  services: CliServices,
  definition = definitionOf(manifest, task),
): vscode.Task {
  if (cliCommands[task.command].isCaptured) return capturedTask({ manifest, task, definition }, services);
  const execution = cli ? interactiveTask(cli, manifest, task) : saysThereIsNone();
  return appTask(manifest, task, execution, definition);
}

function saysThereIsNone(): vscode.CustomExecution {
  const nothing = () => undefined;
  return new vscode.CustomExecution(() =>
    Promise.resolve(
      createCliTerminal({
        folder: '',
        args: [],
        find: () => Promise.resolve(undefined),
        begin: () => Promise.resolve(''),
        words: { noCli: noCliText(forgeCliSetting()), notStarted: '' },
        onStart: nothing,
        onEnd: nothing,
      }),
    ),
  );
}
