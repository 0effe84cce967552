import type { AccountData } from '../../apps/model/account-data.ts';
import type { Resource } from '../../apps/model/resource.ts';
import { isAboutConnection } from '../../core/errors.ts';
import type { Loadable } from '../../core/loadable.ts';
import type { ChangedPart } from './forge-commands.ts';

/** Something that is shown and may have changed elsewhere. */
export interface ChangeSource {
  readonly part: ChangedPart;
  /** The key of its account. */
  readonly account: string;
  readonly shown: Pick<Resource<unknown>, 'state' | 'refreshQuietly'>;
  /** How many rows it has: many take many requests. */
  readonly size: number;
}

/**
 * What is shown of these accounts: their lists, and the environments with their variables, deployments and installations
 * of apps that were opened, the latest first. What was never loaded is left out, and so is what waits for the connection
 * or a new token.
 */
export function changeSources(accounts: readonly AccountData[]): readonly ChangeSource[] {
  const all = accounts.flatMap(({ account: { key: account }, apps, opened }): ChangeSource[] => [
    { part: 'list', account, shown: apps, size: apps.state.value?.apps.size ?? 0 },
    ...opened.flatMap(({ environments, variables, deployments, builds, installations }): ChangeSource[] => [
      { part: 'environments', account, shown: environments, size: environments.state?.value?.length ?? 0 },
      { part: 'variables', account, shown: variables, size: variables.state?.value?.length ?? 0 },
      { part: 'deployments', account, shown: deployments, size: deployments.state?.value?.rows.length ?? 0 },
      { part: 'builds', account, shown: builds, size: builds.state?.value?.rows.length ?? 0 },
      { part: 'installations', account, shown: installations, size: installations.state?.value?.rows.length ?? 0 },
    ]),
  ]);
  return all.filter(({ shown }) => shown.state !== undefined && isSettled(shown.state));
}

function isSettled(state: Loadable<unknown>): boolean {
  if (state.status !== 'failed') return state.status === 'ready';
  return !isAboutConnection(state.error) && state.error.kind !== 'signedOut';
}
