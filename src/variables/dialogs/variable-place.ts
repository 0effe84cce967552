import type { AppRef } from '../../apps/model/app-ref.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import { fetchVariables } from '../../gateway/operations/fetch-variables.ts';
import type { Shared } from '../../shared.ts';
import type { OwnChanges } from '../model/own-changes.ts';
import { type VariablePlace, variablesIn } from '../model/variable-changes.ts';

/** What the dialogs about variables need. */
export interface VariableServices {
  readonly shared: Shared;
  readonly own: OwnChanges;
}

/** An environment whose variables are changed, with those that it has. */
export interface KnownPlace {
  readonly app: AppRef;
  readonly environment: EnvironmentVariables;
  readonly variables: NonNullable<EnvironmentVariables['variables']>;
  readonly isProduction: boolean;
}

/** Loads the variables of an app. Throws as `fetchVariables` does. */
export function loadVariables({ data, id }: AppRef, signal: AbortSignal): Promise<readonly EnvironmentVariables[]> {
  return fetchVariables(data.client, id, signal);
}

/** The place of an environment by its key. Throws as `variablesIn` does. */
export function placeIn(app: AppRef, all: readonly EnvironmentVariables[], key: string): KnownPlace {
  const variables = variablesIn(all, key);
  const environment = all.find((one) => one.environment === key);
  if (environment === undefined) throw new TypeError('an environment with variables');
  return { app, environment, variables, isProduction: environment.kind === 'production' };
}

/** The same for the engine of changes. */
export function toVariablePlace({ app, environment }: KnownPlace): VariablePlace {
  const { data, id, name } = app;
  return { account: data.account, client: data.client, app: { id, name }, environment: environment.environment };
}
