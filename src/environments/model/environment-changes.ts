import type { ChangedApp } from '../../apps/model/app-ref.ts';
import type { Change, Look } from '../../changes/model/change.ts';
import type { Environment } from '../../core/environment.ts';
import { createEnvironment } from '../../gateway/operations/create-app-environment.ts';
import { deleteEnvironment } from '../../gateway/operations/delete-app-environment.ts';
import { fetchEnvironments, gatewayEnvironmentKey } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchRemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { type NamedRow, realRows, withHostNames } from '../../removal/model/named-rows.ts';

/** Creates an environment of the type DEVELOPMENT: one step, made out by looking for its key. */
export function creationOf(app: ChangedApp, key: string): Change<never, never> {
  return {
    ...subjectOf(app, 'createEnvironment', key),
    send: (signal) => createEnvironment(app.data.client, app.id, key, signal),
    look: () => lookFor(app, ({ key: other }) => other === key, 'done'),
    sameSubjectMeansSame: true,
  };
}

/** What is looked at before an environment is deleted. */
export interface EnvironmentFacts {
  /** Undefined once it is deleted. */
  readonly environment: Environment | undefined;
  /** Its installations, without the gateway's technical rows. */
  readonly installed: readonly NamedRow[];
}

/** What makes an environment another one than the person confirmed to delete. */
export type EnvironmentDifference =
  | { readonly kind: 'installed'; readonly site: string }
  | { readonly kind: 'deployed'; readonly version: string }
  /** Deleted and created again with the same key. */
  | { readonly kind: 'replaced' };

/** Loads what is to be known before an environment is deleted. Throws as the gateway does. */
export async function loadEnvironmentFacts(
  { data, id }: ChangedApp,
  key: string,
  signal?: AbortSignal,
): Promise<EnvironmentFacts> {
  const [environments, { rows }] = await Promise.all([
    fetchEnvironments(data.client, id, signal),
    fetchRemovalFacts(data.client, id, signal),
  ]);
  const gatewayKey = gatewayEnvironmentKey(key);
  const here = realRows(rows).filter(({ environmentKey }) => environmentKey === gatewayKey);
  return {
    environment: environments.find((environment) => environment.key === key),
    installed: await withHostNames(data.client, here, signal),
  };
}

/**
 * Deletes an environment that was confirmed without installations. What changed since, an installation or a deployment,
 * keeps it.
 */
export function deletionOf(app: ChangedApp, confirmed: Environment): Change<EnvironmentFacts, EnvironmentDifference> {
  return {
    ...subjectOf(app, 'deleteEnvironment', confirmed.key),
    check: {
      load: (signal) => loadEnvironmentFacts(app, confirmed.key, signal),
      differences: (now) => differencesTo(confirmed, now),
      isDone: ({ environment }) => environment === undefined,
    },
    send: (signal) => deleteEnvironment(app.data.client, app.id, gatewayEnvironmentKey(confirmed.key), signal),
    look: () => lookFor(app, ({ id }) => id === confirmed.id, 'notDone'),
    sameSubjectMeansSame: true,
  };
}

/** What is different from an environment that was confirmed. */
function differencesTo(
  confirmed: Environment,
  { environment, installed }: EnvironmentFacts,
): readonly EnvironmentDifference[] {
  if (environment === undefined) return [];
  if (environment.id !== confirmed.id) return [{ kind: 'replaced' }];
  const { latest } = environment;
  const isDeployed = latest !== undefined && latest.deployedAt.getTime() !== confirmed.latest?.deployedAt.getTime();
  return [
    ...installed.map(({ site }) => ({ kind: 'installed' as const, site })),
    ...(isDeployed ? [{ kind: 'deployed' as const, version: latest.version }] : []),
  ];
}

function subjectOf({ data, id, name }: ChangedApp, action: 'createEnvironment' | 'deleteEnvironment', key: string) {
  return { action, account: data.account, app: { id, name }, environment: key };
}

/** `found` is what it means that there is such an environment. */
async function lookFor(
  { data, id }: ChangedApp,
  matches: (environment: Environment) => boolean,
  found: 'done' | 'notDone',
): Promise<Look> {
  const isThere = (await fetchEnvironments(data.client, id)).some(matches);
  if (isThere) return found;
  return found === 'done' ? 'notDone' : 'done';
}
