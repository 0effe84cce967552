import { l10n } from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import type { EnvironmentVariables } from '../core/variable.ts';
import { plain } from '../vscode/text.ts';
import { copyForTunnel, copyFromEnvironment, copyToEnvironment } from './dialogs/copy-variables.ts';
import { compareEnvFile, importEnvFile } from './dialogs/env-files.ts';
import { askAndRemove } from './dialogs/remove-variables.ts';
import { askAndSet } from './dialogs/ask-and-set.ts';
import { loadVariables, placeIn, type VariableServices } from './dialogs/variable-place.ts';
import type { VariableAction } from './variables-protocol.ts';

/** The environment that an action is about, by its key, and the variable if it is about one. */
export interface ActionSubject {
  readonly app: AppRef;
  readonly environment: string;
  readonly key?: string | undefined;
  /** A name for a new one, which people can change. */
  readonly suggestedKey?: string | undefined;
}

/** Loads the variables and runs an action on an environment; says what went wrong. */
export async function runVariableAction(
  action: VariableAction,
  { app, environment, key, suggestedKey }: ActionSubject,
  services: VariableServices,
): Promise<void> {
  const all = await load(app, services);
  if (all === undefined) return;
  const place = placeIn(app, all, environment);
  const actions: Record<VariableAction, () => Promise<void>> = {
    set: () => askAndSet(place, { key, suggestedKey }, services),
    remove: () => askAndRemove(place, key, services),
    import: () => importEnvFile(place, services),
    compare: () => compareEnvFile(place, services),
    copyTo: () => copyToEnvironment(place, all, services),
    copyForTunnel: () => copyForTunnel(place, services),
  };
  await actions[action]();
}

/** Loads the variables, and copies those that the person chooses from another environment to this one, by its key. */
export async function copyVariablesTo(app: AppRef, environment: string, services: VariableServices): Promise<void> {
  const all = await load(app, services);
  if (all !== undefined) await copyFromEnvironment(placeIn(app, all, environment), all, services);
}

/** Undefined if they couldn't be loaded, which is said. */
function load(
  app: AppRef,
  { shared: { prompts, notify } }: VariableServices,
): Promise<readonly EnvironmentVariables[] | undefined> {
  return prompts
    .progress(l10n.t('Loading the variables of {0}', plain(app.name)), (_report, signal) => loadVariables(app, signal))
    .catch(async (error: unknown) => {
      await notify.error(l10n.t('Couldn’t load the variables of {0}', plain(app.name)), error);
      return undefined;
    });
}
