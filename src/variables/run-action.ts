import { l10n } from 'vscode';
import type { AppRef } from '../apps/model/app-ref.ts';
import { plain } from '../vscode/text.ts';
import { copyForTunnel, copyToEnvironment } from './dialogs/copy-variables.ts';
import { compareEnvFile, importEnvFile } from './dialogs/env-files.ts';
import { askAndRemove } from './dialogs/remove-variables.ts';
import { askAndSet } from './dialogs/set-variable.ts';
import { loadVariables, placeIn, type VariableServices } from './dialogs/variable-place.ts';
import type { VariableAction } from './variables-protocol.ts';

/** The environment that an action is about, by its key, and the variable if it is about one. */
export interface ActionSubject {
  readonly app: AppRef;
  readonly environment: string;
  readonly key?: string | undefined;
}

/** Loads the variables and runs an action on an environment; says what went wrong. */
export async function runVariableAction(
  action: VariableAction,
  { app, environment, key }: ActionSubject,
  services: VariableServices,
): Promise<void> {
  const { prompts, notify } = services.shared;
  const all = await prompts
    .progress(l10n.t('Loading the variables of {0}', plain(app.name)), () => loadVariables(app))
    .catch(async (error: unknown) => {
      await notify.error(l10n.t('Couldn’t load the variables of {0}', plain(app.name)), error);
      return undefined;
    });
  if (all === undefined) return;
  const place = placeIn(app, all, environment);
  const actions: Record<VariableAction, () => Promise<void>> = {
    set: () => askAndSet(place, key, services),
    remove: () => askAndRemove(place, key, services),
    import: () => importEnvFile(place, services),
    compare: () => compareEnvFile(place, services),
    copyTo: () => copyToEnvironment(place, all, services),
    copyForTunnel: () => copyForTunnel(place, services),
  };
  await actions[action]();
}
