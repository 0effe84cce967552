import type { App } from '../../core/app.ts';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { lastGood, type Loadable } from '../../core/loadable.ts';
import type { AppPage } from '../../gateway/operations/fetch-app-list.ts';
import type { AppListCache } from './app-list-cache.ts';

/** An account's apps as far as they are known. */
export interface KnownApps {
  readonly apps: ReadonlyMap<AppAri, App>;
  /** How many there are, where the gateway tells; while pages arrive this is more than `apps` holds. */
  readonly total?: number;
  readonly source: 'gateway' | 'cache';
}

export interface AppListOptions {
  /** Loads a page of apps. */
  readonly fetchPages: (signal: AbortSignal) => AsyncIterable<AppPage>;
  /** Loads one app as the list has it. */
  readonly fetchApp: (id: AppAri, signal: AbortSignal) => Promise<App>;
  readonly cache: AppListCache;
}

/** The apps of one account: kept, refreshed, remembered on disk. */
export interface AppList {
  readonly state: Loadable<KnownApps>;
  readonly onDidChange: Event<undefined>;
  /**
   * Fetches the list anew; a second call while one runs waits for the same. Never throws: a failure is a state.
   * What was known stays until the new list is complete, then apps that the gateway no longer lists are dropped.
   */
  refresh(): Promise<void>;
  /**
   * Fetches one app of the list anew; where that fails, or the list is not whole, the list. Never throws. The age of
   * the list stays as it is.
   */
  refreshApp(id: AppAri): Promise<void>;
  /** Shows what is on disk, if nothing newer is here yet. */
  restore(): Promise<void>;
  /** Drops an app that is known to be gone. */
  remove(id: AppAri): void;
  /** Ends a running fetch; nothing changes afterwards. */
  dispose(): void;
}

/** An empty list that has yet to load. */
export function createAppList({ fetchPages, fetchApp, cache }: AppListOptions): AppList {
  const changed = createEmitter<undefined>();
  const lifetime = new AbortController();
  let state: Loadable<KnownApps> = { status: 'loading' };
  let running: Promise<void> | undefined;
  /** Writing the list to disk, which a new fetch doesn't wait for. */
  let writing: Promise<unknown> = Promise.resolve();
  /** Removed since the last fetch began: its pages may still hold them. */
  const gone = new Set<AppAri>();

  function show(next: Loadable<KnownApps>): void {
    if (lifetime.signal.aborted) return;
    state = next;
    changed.fire(undefined);
  }

  async function fetchAll(): Promise<void> {
    show({ status: 'loading', ...lastGood(state) });
    const before = state.value?.apps ?? new Map<AppAri, App>();
    const fetched = new Map<AppAri, App>();
    const without = (apps: Map<AppAri, App>) => {
      for (const id of gone) apps.delete(id);
      return apps;
    };
    gone.clear();
    try {
      for await (const page of fetchPages(lifetime.signal)) {
        for (const app of page.nodes) fetched.set(app.id, app);
        const total = page.total === undefined ? {} : { total: page.total };
        // Until the last page is here, an app that has not come yet may still come.
        const apps = without(new Map([...before, ...fetched]));
        show({ status: 'loading', value: { apps, source: 'gateway', ...total }, at: new Date() });
      }
    } catch (thrown) {
      show({ status: 'failed', error: toForgeError(thrown), ...lastGood(state) });
      return;
    }
    const at = new Date();
    without(fetched);
    show({ status: 'ready', value: { apps: fetched, source: 'gateway', total: fetched.size }, at });
    if (!lifetime.signal.aborted) writing = cache.write({ apps: [...fetched.values()], at });
  }

  async function refresh(): Promise<void> {
    running ??= fetchAll().finally(() => (running = undefined));
    await running;
    await writing;
  }

  /** Shows an app in the place of what was known of it, unless it was removed meanwhile. */
  function replace(app: App): void {
    if (state.value === undefined || state.at === undefined) return;
    const { at } = state;
    const apps = new Map(state.value.apps);
    if (apps.has(app.id)) apps.set(app.id, app);
    const value = { ...state.value, apps };
    // Another fetch may have begun meanwhile, or failed.
    const isWhole = running === undefined && state.status !== 'failed';
    show(isWhole ? { status: 'ready', value, at } : { ...state, value, at });
    if (isWhole && !lifetime.signal.aborted) writing = cache.write({ apps: [...apps.values()], at });
  }

  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    refresh,
    async refreshApp(id) {
      if (running !== undefined || state.status === 'failed' || state.value?.source !== 'gateway') return refresh();
      show({ ...state, status: 'loading' });
      const app = await fetchApp(id, lifetime.signal).catch(() => undefined);
      if (app === undefined) return refresh();
      replace(app);
      await writing;
    },
    async restore() {
      const remembered = await cache.read();
      if (remembered === undefined || state.value !== undefined) return;
      const apps = new Map(remembered.apps.map((app) => [app.id, app]));
      const value = { apps, source: 'cache', total: apps.size } as const;
      show(
        state.status === 'failed'
          ? { ...state, value, at: remembered.at }
          : { status: 'loading', value, at: remembered.at },
      );
    },
    remove(id) {
      gone.add(id);
      if (state.value === undefined || state.at === undefined) return;
      const apps = new Map(state.value.apps);
      if (!apps.delete(id)) return;
      show({ ...state, value: { ...state.value, apps, total: apps.size }, at: state.at });
      void cache.write({ apps: [...apps.values()], at: state.at });
    },
    dispose() {
      lifetime.abort();
      changed.dispose();
    },
  };
}
