import type { Account } from '../../core/account.ts';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { isAboutConnection } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchAppPage } from '../../gateway/operations/fetch-app-list.ts';
import { fetchListedApp } from '../../gateway/operations/fetch-listed-app.ts';
import { isReached } from '../../gateway/operations/fetch-me.ts';
import { pages } from '../../gateway/paging.ts';
import { createAppDetails, type AppDetails } from './app-details.ts';
import type { AppListCache } from './app-list-cache.ts';
import { createAppList, type AppList } from './app-list.ts';
import { createRemovals, type Removals } from './removals.ts';
import type { Resource } from './resource.ts';

/** All that is known of one account's apps. */
export interface AccountData {
  readonly account: Account;
  readonly client: GatewayClient;
  /** Apps of which something is being removed. */
  readonly removals: Removals;
  readonly apps: AppList;
  /** The details of an app; the same object each time. */
  details(id: AppAri): AppDetails;
  /**
   * Shows the list of the last time at once and fetches the present one; only the first call does something. Never
   * throws.
   */
  start(): Promise<void>;
  /** Fetches the list and everything under it that has been looked at. Never throws. */
  refresh(): Promise<void>;
  /** Whether something could not be fetched because the gateway was not reached. */
  readonly isCutOff: boolean;
  /** Fires when that may have changed. */
  readonly onDidChangeReach: Event<undefined>;
  /**
   * Fetches anew what could not be fetched so, once the gateway answers; until then asks it once, for next to nothing.
   * Never throws.
   */
  comeBack(): Promise<void>;
  /** Forgets an app that is known to be gone. */
  drop(id: AppAri): void;
  /** Removes what is kept on disk. */
  forget(): Promise<void>;
  dispose(): void;
}

/** The data of one account over its own client; `pageSize` is asked before each fetch of the list. */
export function createAccountData(
  account: Account,
  client: GatewayClient,
  cache: AppListCache,
  pageSize: () => number,
): AccountData {
  const details = new Map<AppAri, AppDetails>();
  let started: Promise<void> | undefined;

  const apps = createAppList({
    cache,
    fetchPages: (signal) => {
      const first = pageSize();
      return pages((after) => fetchAppPage(client, first, after, signal));
    },
    fetchApp: (id, signal) => fetchListedApp(client, id, signal),
  });

  const reach = createEmitter<undefined>();
  const lifetime = new AbortController();
  const wasUnreached = ({ state }: Pick<Resource<unknown>, 'state'>) =>
    state?.status === 'failed' && isAboutConnection(state.error);
  const unreached = () => [apps, ...[...details.values()].flatMap(({ parts }) => parts)].filter(wasUnreached);
  apps.onDidChange(() => reach.fire(undefined));

  function watch(known: AppDetails): void {
    for (const part of known.parts) part.onDidChange(() => reach.fire(undefined));
    for (const resource of [known.environments, known.profile]) {
      resource.onDidChange(() => {
        // An app that is gone was deleted elsewhere: the list has to follow.
        const { state } = resource;
        if (state?.status === 'failed' && state.error.kind === 'notFound') void apps.refresh();
      });
    }
  }

  return {
    account,
    client,
    removals: createRemovals(),
    apps,
    drop(id) {
      details.get(id)?.dispose();
      details.delete(id);
      apps.remove(id);
    },
    details(id) {
      const known =
        details.get(id) ?? createAppDetails(client, id, () => apps.state.value?.apps.get(id)?.developerSpaceId);
      if (!details.has(id)) {
        details.set(id, known);
        watch(known);
      }
      return known;
    },
    start() {
      started ??= apps.restore().then(() => apps.refresh());
      return started;
    },
    async refresh() {
      await Promise.all([apps.refresh(), ...[...details.values()].map((known) => known.refresh())]);
    },
    get isCutOff() {
      return unreached().length > 0;
    },
    onDidChangeReach: reach.event,
    async comeBack() {
      if (unreached().length === 0 || !(await isReached(client, lifetime.signal))) return;
      await Promise.all(unreached().map((part) => part.refresh()));
    },
    forget: () => cache.clear(),
    dispose() {
      lifetime.abort();
      apps.dispose();
      for (const known of details.values()) known.dispose();
      reach.dispose();
    },
  };
}
