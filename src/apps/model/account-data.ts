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
import { type LoadedFacts, loadedFacts } from './loaded-facts.ts';
import type { MySites } from './my-sites.ts';
import { createRemovals, type Removals } from './removals.ts';
import type { Resource } from './resource.ts';

/** One account's apps and their details. */
export interface AccountData {
  readonly account: Account;
  readonly client: GatewayClient;
  /** The apps that are being deleted or uninstalled. */
  readonly removals: Removals;
  /** The sites that the person marked as their own. */
  readonly mySites: MySites;
  readonly apps: AppList;
  /** The details of an app; the same object for each call. */
  details(id: AppAri): AppDetails;
  /** What search and menus know of apps whose details are loaded; another map after each change. */
  readonly loaded: ReadonlyMap<AppAri, LoadedFacts>;
  /** Fires when `loaded` changed. */
  readonly onDidLoad: Event<undefined>;
  /** The details of apps that were needed so far, the latest first. */
  readonly opened: readonly AppDetails[];
  /** Shows the cached list and fetches it again; calls after the first do nothing. Never throws. */
  start(): Promise<void>;
  /** Fetches the list again, and the details that have been needed so far. Never throws. */
  refresh(): Promise<void>;
  /** Whether something could not be fetched because the gateway was unreachable. */
  readonly isOffline: boolean;
  /** Fires when `isOffline` may have changed. */
  readonly onDidChangeOffline: Event<undefined>;
  /**
   * Sends one cheap request if something is missing because the gateway was unreachable, and fetches it if the gateway
   * answers. Never throws.
   */
  reconnect(): Promise<void>;
  /** Drops a deleted app. */
  drop(id: AppAri): void;
  /** Removes the files on disk. */
  forget(): Promise<void>;
  dispose(): void;
}

/** Creates the data of one account, with its own client. `pageSize` is read before each fetch of the list. */
export function createAccountData(
  account: Account,
  client: GatewayClient,
  cache: AppListCache,
  mySites: MySites,
  pageSize: () => number,
): AccountData {
  return new LoadedAccountData(account, client, cache, mySites, pageSize);
}

class LoadedAccountData implements AccountData {
  readonly account: Account;
  readonly client: GatewayClient;
  readonly removals = createRemovals();
  readonly mySites: MySites;
  readonly apps: AppList;
  readonly #cache: AppListCache;
  readonly #details = new Map<AppAri, AppDetails>();
  readonly #offline = createEmitter<undefined>();
  readonly #load = createEmitter<undefined>();
  #loaded: ReadonlyMap<AppAri, LoadedFacts> = new Map();
  readonly #lifetime = new AbortController();
  readonly onDidChangeOffline = this.#offline.event;
  readonly onDidLoad = this.#load.event;
  #starting: Promise<void> | undefined;

  constructor(account: Account, client: GatewayClient, cache: AppListCache, mySites: MySites, pageSize: () => number) {
    this.account = account;
    this.client = client;
    this.mySites = mySites;
    this.#cache = cache;
    this.apps = createAppList({
      cache,
      fetchPages(signal) {
        const first = pageSize();
        return pages((after) => fetchAppPage(client, first, after, signal));
      },
      fetchApp: (id, signal) => fetchListedApp(client, id, signal),
    });
    this.apps.onDidChange(() => this.#offline.fire(undefined));
  }

  details(id: AppAri): AppDetails {
    const existing = this.#details.get(id);
    if (existing) return existing;
    const details = createAppDetails(this.client, id, () => this.apps.state.value?.apps.get(id)?.developerSpaceId);
    this.#details.set(id, details);
    this.#watch(id, details);
    return details;
  }

  get loaded(): ReadonlyMap<AppAri, LoadedFacts> {
    return this.#loaded;
  }

  get opened(): readonly AppDetails[] {
    return [...this.#details.values()].reverse();
  }

  start(): Promise<void> {
    this.#starting ??= this.apps.restore().then(() => this.apps.refresh());
    return this.#starting;
  }

  async refresh(): Promise<void> {
    await Promise.all([this.apps, ...this.#details.values()].map((part) => part.refresh()));
  }

  get isOffline(): boolean {
    return this.#unreached().length > 0;
  }

  async reconnect(): Promise<void> {
    if (!this.isOffline || !(await isReached(this.client, this.#lifetime.signal))) return;
    await Promise.all(this.#unreached().map((part) => part.refresh()));
  }

  drop(id: AppAri): void {
    this.#details.get(id)?.dispose();
    this.#details.delete(id);
    this.#loaded = new Map([...this.#loaded].filter(([other]) => other !== id));
    this.apps.remove(id);
  }

  async forget(): Promise<void> {
    await this.#cache.clear();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.apps.dispose();
    for (const details of this.#details.values()) details.dispose();
    this.#offline.dispose();
    this.#load.dispose();
  }

  #unreached(): readonly Pick<Resource<unknown>, 'state' | 'refresh'>[] {
    const parts = [...this.#details.values()].flatMap((details) => details.parts);
    return [this.apps, ...parts].filter(({ state }) => state?.status === 'failed' && isAboutConnection(state.error));
  }

  #watch(id: AppAri, details: AppDetails): void {
    for (const part of details.parts) part.onDidChange(() => this.#offline.fire(undefined));
    for (const part of [details.profile, details.environments, details.installations, details.contributors])
      part.onDidChange(() => {
        this.#loaded = new Map(this.#loaded).set(id, loadedFacts(details));
        this.#load.fire(undefined);
      });
    for (const resource of [details.environments, details.profile]) {
      resource.onDidChange(() => {
        const { state } = resource;
        const wasDeleted = state?.status === 'failed' && state.error.kind === 'notFound';
        if (wasDeleted) void this.apps.refresh();
      });
    }
  }
}
