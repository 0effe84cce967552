import * as vscode from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { PickItem } from '../vscode/prompts.ts';
import type { Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';
import { type AppManifest, appName, type FoundManifest, isOfApp, isOnDisk } from './app-manifests.ts';
import { appTask, interactiveTask } from './app-tasks.ts';
import type { CliEnd } from './cli-terminal.ts';
import { capturedTask, listedApp } from './captured-task.ts';
import { checkLogin } from './check-login.ts';
import type { CliServices } from './cli-services.ts';
import { confirmDeployment } from './confirm-production.ts';
import { changesProduction, type CliCommand, cliCommands, type CliTask, isEnvironmentKey } from './model/cli-tasks.ts';
import { requireCli, requireTrustForCli } from './require-cli.ts';

/** An app in whose folder the Forge CLI runs. */
export interface ChosenApp {
  readonly manifest: AppManifest;
  /** The app as an account lists it; undefined if none does. */
  readonly app: AppRef | undefined;
}

/** How the environment of a command is found: `default` takes that of the workspace where no row names one. */
export type EnvironmentChoice = 'ask' | 'default';

/** Runs a command of the Forge CLI on what a command was invoked on, otherwise on what the user chooses. */
export async function runCliCommand(
  command: CliCommand,
  targets: Targets,
  how: { readonly title: string; readonly environment: EnvironmentChoice },
  services: CliServices,
): Promise<void> {
  if (!(await requireTrustForCli(services.shared.prompts))) return;
  const chosen = await chooseManifestApp(targets, how.title, services);
  if (chosen === undefined) return;
  const environment = await environmentFor(targets, chosen, how, services);
  if (environment !== undefined) await runCliTask(chosen, { command, environment }, services);
}

/**
 * Runs a task in an app's folder once the CLI is found and its login is what it is expected to be. Resolves once it has
 * started; undefined if it hasn't, which was said. `onEnd` hears how a captured task ended.
 */
export async function runCliTask(
  { manifest, app }: ChosenApp,
  task: CliTask,
  services: CliServices,
  onEnd?: (end: CliEnd) => void,
): Promise<vscode.TaskExecution | undefined> {
  const { prompts } = services.shared;
  if (!(await requireTrustForCli(prompts))) return undefined;
  if (app?.data.account.kind === 'sample') return sayOnlySample(app, services);
  if (!isEnvironmentKey(task.environment)) {
    const text = vscode.l10n.t(
      'The Forge CLI can’t be given {0} as the name of an environment, so nothing was run for {1}. Choose another environment.',
      plain(task.environment),
      plain(appName(manifest, app)),
    );
    await prompts.message(text, [], { severity: 'error' });
    return undefined;
  }
  const cli = await requireCli(manifest, prompts);
  const login = cli && (await checkLogin({ cli, manifest, app, prompts }));
  if (cli === undefined || login === undefined) return undefined;
  if (changesProduction(task)) {
    const deployment = { manifest, app, environment: task.environment, cli, login };
    if (!(await confirmDeployment(deployment, services))) return undefined;
  }
  const created = cliCommands[task.command].isCaptured
    ? capturedTask({ manifest, task, app, login, ...(onEnd && { onEnd }) }, services)
    : appTask(manifest, task, interactiveTask(cli, manifest, task));
  return vscode.tasks.executeTask(created);
}

/** The app and its manifest; undefined if the user cancelled, or if there is no manifest, which is shown. */
export async function chooseManifestApp(
  targets: Targets,
  title: string,
  services: CliServices,
): Promise<ChosenApp | undefined> {
  const { manifests, choose, shared } = services;
  const target = targets?.find((one) => one.kind !== 'account');
  if (target === undefined) {
    const manifest = await choose.byEditor(title);
    if (manifest === undefined) return undefined;
    if (!isOfApp(manifest) || !isOnDisk(manifest)) return sayUnfit(manifest, services);
    return { manifest, app: await listedApp(manifest, services) };
  }
  const app = target.kind === 'unlisted' ? undefined : target;
  const found = manifests.of(target.id).filter(isOnDisk);
  if (found.length > 0) {
    const manifest = await choose.among(found, title);
    return manifest && { manifest, app };
  }
  const text = vscode.l10n.t(
    'The Forge CLI runs in the folder of {0}, which isn’t open. Open the folder with its manifest.yml first.',
    plain(app?.name ?? target.id),
  );
  await shared.prompts.message(text, [], { severity: 'info' });
  return undefined;
}

async function sayUnfit(manifest: FoundManifest, { shared }: CliServices): Promise<undefined> {
  const path = plain(vscode.workspace.asRelativePath(manifest.uri));
  const text = isOfApp(manifest)
    ? vscode.l10n.t('The Forge CLI runs in folders on disk, and {0} isn’t in one. Nothing was run.', path)
    : vscode.l10n.t('{0} has no app ID, so nothing was run. To get one, run forge register in its folder.', path);
  await shared.prompts.message(text, [], { severity: 'info' });
  return undefined;
}

async function sayOnlySample({ name }: AppRef, { shared }: CliServices): Promise<undefined> {
  const text = vscode.l10n.t('{0} is a sample app, which the Forge CLI can’t reach. Nothing was run.', plain(name));
  await shared.prompts.message(text, [], { severity: 'info' });
  return undefined;
}

async function environmentFor(
  targets: Targets,
  chosen: ChosenApp,
  { title, environment }: { readonly title: string; readonly environment: EnvironmentChoice },
  services: CliServices,
): Promise<string | undefined> {
  const [target] = targets ?? [];
  if (target?.kind === 'environment') return target.environment.key;
  return environment === 'default'
    ? services.defaults.of(chosen.manifest.appId)
    : pickEnvironment(chosen, title, services);
}

/** Asks for an environment: those of the app if they can be loaded, otherwise those that every app has. */
export async function pickEnvironment(
  { manifest, app }: ChosenApp,
  title: string,
  { shared, defaults }: CliServices,
): Promise<string | undefined> {
  const usual = defaults.of(manifest.appId);
  const items = async (): Promise<PickItem<string>[]> => {
    const known = await knownEnvironments(app);
    const rest =
      known.length > 0 ? known : ['production', 'staging', 'development'].map((key) => ({ key, version: '' }));
    const sorted = rest.toSorted((a, b) => Number(b.key === usual) - Number(a.key === usual));
    return sorted.map(({ key, version }) => ({ label: plain(key), description: plain(version), value: key }));
  };
  return shared.prompts.pick(items(), { title, placeholder: vscode.l10n.t('Choose an environment') });
}

async function knownEnvironments(app: AppRef | undefined) {
  if (app === undefined) return [];
  const { environments } = app.data.details(app.id);
  if (environments.state?.value === undefined) await environments.refresh();
  return (environments.state?.value ?? [])
    .filter(({ key }) => isEnvironmentKey(key))
    .map(({ key, latest }) => ({ key, version: latest?.version ?? vscode.l10n.t('Never deployed') }));
}
