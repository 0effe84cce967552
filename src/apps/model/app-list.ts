import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../core/app.ts';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { lastGood, type Loadable } from '../../core/loadable.ts';
import type { AppPage } from '../../gateway/operations/fetch-app-list.ts';
import type { AppListCache } from './app-list-cache.ts';

/** The apps of an account that are loaded so far. */
export interface ListedApps {
  readonly apps: ReadonlyMap<AppAri, App>;
  /** How many apps there are, if the gateway says; more than `apps` holds while pages are loading. */
  readonly total?: number;
  readonly source: 'gateway' | 'cache';
}

export interface AppListOptions {
  /** Loads the pages of the list. */
  readonly fetchPages: (signal: AbortSignal) => AsyncIterable<AppPage>;
  /** Loads one app with the fields of the list. */
  readonly fetchApp: (id: AppAri, signal: AbortSignal) => Promise<App>;
  readonly cache: AppListCache;
}

/** The apps of one account, cached on disk. */
export interface AppList {
  readonly state: Loadable<ListedApps>;
  readonly onDidChange: Event<undefined>;
  /**
   * Fetches the list again; calls during a fetch share it. Never throws: a failure is a state. The previous apps stay
   * until the new list is complete, then those that the gateway no longer lists are dropped.
   */
  refresh(): Promise<void>;
  /**
   * Fetches the list again without showing it, as `Resource.refreshQuietly` does: it is replaced as a whole once it is
   * complete, and only if it is different.
   */
  refreshQuietly(): Promise<boolean>;
  /**
   * Fetches one app of the list again, or the whole list if that fails or the list is not complete. Never throws. Does
   * not change the age of the list.
   */
  refreshApp(id: AppAri): Promise<void>;
  /** Shows the cached list unless there is a newer one. */
  restore(): Promise<void>;
  /** Drops a deleted app. */
  remove(id: AppAri): void;
  /** Cancels a running fetch; the state no longer changes after that. */
  dispose(): void;
}

/** Creates a list that is empty until `restore` or `refresh` is called. */
export function createAppList(options: AppListOptions): AppList {
  return new CachedAppList(options);
}

class CachedAppList implements AppList {
  readonly #options: AppListOptions;
  readonly #changed = createEmitter<undefined>();
  readonly #lifetime = new AbortController();
  readonly onDidChange = this.#changed.event;
  #state: Loadable<ListedApps> = { status: 'loading' };
  #fetching: Promise<void> | undefined;
  /** The last write to the cache; the next fetch doesn't wait for it. */
  #writing: Promise<unknown> = Promise.resolve();
  /** Removed since the last fetch began: its pages may still contain them. */
  readonly #removed = new Set<AppAri>();

  constructor(options: AppListOptions) {
    this.#options = options;
  }

  get state(): Loadable<ListedApps> {
    return this.#state;
  }

  async refresh(): Promise<void> {
    this.#fetching ??= this.#fetchAll().finally(() => (this.#fetching = undefined));
    await this.#fetching;
    await this.#writing;
  }

  async refreshQuietly(): Promise<boolean> {
    const before = this.#state.value?.apps;
    const isFetching = () => this.#fetching !== undefined;
    if (!isFetching()) {
      const fetched = new Map<AppAri, App>();
      try {
        for await (const { nodes } of this.#options.fetchPages(this.#lifetime.signal))
          for (const app of nodes) fetched.set(app.id, app);
      } catch (thrown) {
        throw toForgeError(thrown);
      }
      if (!isFetching()) return this.#replaceAll(this.#withoutRemoved(fetched));
    }
    await this.#fetching;
    return !isDeepStrictEqual(this.#state.value?.apps, before);
  }

  async refreshApp(id: AppAri): Promise<void> {
    const isComplete =
      this.#fetching === undefined && this.#state.status !== 'failed' && this.#state.value?.source === 'gateway';
    if (!isComplete) return this.refresh();
    this.#setState({ ...this.#state, status: 'loading' });
    const app = await this.#options.fetchApp(id, this.#lifetime.signal).catch(() => undefined);
    if (app === undefined) return this.refresh();
    this.#replace(app);
    await this.#writing;
  }

  async restore(): Promise<void> {
    const cached = await this.#options.cache.read();
    if (cached === undefined || this.#state.value !== undefined) return;
    const { at } = cached;
    const apps = new Map(cached.apps.map((app) => [app.id, app]));
    const value = { apps, source: 'cache', total: apps.size } as const;
    this.#setState(this.#state.status === 'failed' ? { ...this.#state, value, at } : { status: 'loading', value, at });
  }

  remove(id: AppAri): void {
    this.#removed.add(id);
    const { value, at } = this.#state;
    if (value === undefined || at === undefined) return;
    const apps = new Map(value.apps);
    if (!apps.delete(id)) return;
    this.#setState({ ...this.#state, value: { ...value, apps, total: apps.size }, at });
    void this.#options.cache.write({ apps: [...apps.values()], at });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#changed.dispose();
  }

  #setState(next: Loadable<ListedApps>): void {
    if (this.#lifetime.signal.aborted) return;
    this.#state = next;
    this.#changed.fire(undefined);
  }

  async #fetchAll(): Promise<void> {
    this.#setState({ status: 'loading', ...lastGood(this.#state) });
    const before = this.#state.value?.apps ?? new Map<AppAri, App>();
    const fetched = new Map<AppAri, App>();
    this.#removed.clear();
    try {
      for await (const { nodes, total } of this.#options.fetchPages(this.#lifetime.signal)) {
        for (const app of nodes) fetched.set(app.id, app);
        // Before the last page, an app of the previous list that was not fetched yet may still come.
        const apps = this.#withoutRemoved([...before, ...fetched]);
        const value = { apps, source: 'gateway', ...(total !== undefined && { total }) } as const;
        this.#setState({ status: 'loading', value, at: new Date() });
      }
    } catch (thrown) {
      this.#setState({ status: 'failed', error: toForgeError(thrown), ...lastGood(this.#state) });
      return;
    }
    const at = new Date();
    const apps = this.#withoutRemoved(fetched);
    this.#setState({ status: 'ready', value: { apps, source: 'gateway', total: apps.size }, at });
    this.#write(apps, at);
  }

  /** Shows a complete list unless it is the one that is shown. Returns whether it is different. */
  #replaceAll(apps: ReadonlyMap<AppAri, App>): boolean {
    const at = new Date();
    const isSame = isDeepStrictEqual(this.#state.value?.apps, apps);
    if (isSame && this.#state.status === 'ready') this.#state = { ...this.#state, at };
    else this.#setState({ status: 'ready', value: { apps, source: 'gateway', total: apps.size }, at });
    if (!isSame) this.#write(apps, at);
    return !isSame;
  }

  #withoutRemoved(apps: Iterable<readonly [AppAri, App]>): Map<AppAri, App> {
    const rest = new Map(apps);
    for (const id of this.#removed) rest.delete(id);
    return rest;
  }

  /** Updates an app in place, unless it was removed while it was fetched. */
  #replace(app: App): void {
    const { value, at } = this.#state;
    if (value === undefined || at === undefined) return;
    const apps = new Map(value.apps);
    if (apps.has(app.id)) apps.set(app.id, app);
    const next = { ...value, apps };
    // The whole list may be being fetched by now, or that may have failed.
    const isComplete = this.#fetching === undefined && this.#state.status !== 'failed';
    this.#setState(isComplete ? { status: 'ready', value: next, at } : { ...this.#state, value: next, at });
    if (isComplete) this.#write(apps, at);
  }

  #write(apps: ReadonlyMap<AppAri, App>, at: Date): void {
    if (!this.#lifetime.signal.aborted) this.#writing = this.#options.cache.write({ apps: [...apps.values()], at });
  }
}
