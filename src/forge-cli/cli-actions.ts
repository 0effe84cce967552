import * as vscode from 'vscode';
import type { PickItem } from '../vscode/prompts.ts';
import type { Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';
import { type ChosenApp, chooseManifestApp, pickEnvironment, runCliTask } from './cli-commands.ts';
import type { CliServices } from './cli-services.ts';
import { commandDetail, commandLabel } from './cli-words.ts';
import { cliCommandNames } from './model/cli-tasks.ts';

type Action = () => unknown;

/** Lets the user choose what the Forge CLI does with an app, in the workspace's environment of it. */
export async function showCliActions(targets: Targets, services: CliServices): Promise<void> {
  const { prompts } = services.shared;
  const title = vscode.l10n.t('Forge CLI');
  const chosen = await chooseManifestApp(targets, title, services);
  if (chosen === undefined) return;
  const [target] = targets ?? [];
  const environment =
    target?.kind === 'environment' ? target.environment.key : services.defaults.of(chosen.manifest.appId);
  const action = await prompts.pick(actions(chosen, environment, services), {
    title: plain(chosen.app?.name ?? title),
    placeholder: vscode.l10n.t('Choose what to do in {0}', plain(environment)),
  });
  await action?.();
}

function actions(chosen: ChosenApp, environment: string, services: CliServices): PickItem<Action>[] {
  const { shared, tunnels, defaults } = services;
  const { manifest, app } = chosen;
  const open: PickItem<Action>[] = app
    ? [{ label: vscode.l10n.t('Open App'), value: () => shared.actions.open(app) }]
    : [];
  const manage: PickItem<Action> = {
    label: vscode.l10n.t('Manage Workspace Trust'),
    detail: vscode.l10n.t('In Restricted Mode the Forge CLI isn’t run: it runs code of the workspace'),
    value: () => vscode.commands.executeCommand('workbench.trust.manage'),
  };
  if (!vscode.workspace.isTrusted) return [...open, manage];
  const running = tunnels.of(manifest.appId);
  const stop: PickItem<Action>[] = running
    ? [{ label: vscode.l10n.t('Stop Tunnel in {0}', plain(running.environment)), value: running.stop }]
    : [];
  return [
    ...stop,
    ...cliCommandNames
      .filter((command) => command !== 'tunnel' || running === undefined)
      .map((command) => ({
        label: commandLabel(command, plain(environment)),
        detail: commandDetail(command),
        value: () => runCliTask(chosen, { command, environment }, services),
      })),
    {
      label: vscode.l10n.t('Change Default Environment…'),
      description: plain(defaults.of(manifest.appId)),
      detail: vscode.l10n.t('The environment that this workspace works with'),
      value: () => changeDefault(chosen, services),
    },
    ...open,
  ];
}

async function changeDefault(chosen: ChosenApp, services: CliServices): Promise<void> {
  const key = await pickEnvironment(chosen, vscode.l10n.t('Change Default Environment'), services);
  if (key !== undefined) await services.defaults.set(chosen.manifest.appId, key);
}
