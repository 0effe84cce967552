import type { App } from '../core/app.ts';
import { createEmitter, type Event } from '../core/emitter.ts';
import { toForgeError } from '../core/errors.ts';
import type { AppAri } from '../core/ids.ts';
import { lastGood, type Loadable } from '../core/loadable.ts';
import type { AppPage } from '../gateway/operations/AppList.ts';
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
  /** Shows what is on disk, if nothing newer is here yet. */
  restore(): Promise<void>;
  /** Drops an app that is known to be gone. */
  remove(id: AppAri): void;
  /** Ends a running fetch; nothing changes afterwards. */
  dispose(): void;
}

/** An empty list that has yet to load. */
export function createAppList({ fetchPages, cache }: AppListOptions): AppList {
  const changed = createEmitter<undefined>();
  const lifetime = new AbortController();
  let state: Loadable<KnownApps> = { status: 'loading' };
  let running: Promise<void> | undefined;
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
    if (!lifetime.signal.aborted) await cache.write({ apps: [...fetched.values()], at });
  }

  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    refresh() {
      running ??= fetchAll().finally(() => (running = undefined));
      return running;
    },
    async restore() {
      const remembered = await cache.read();
      if (remembered === undefined || state.value !== undefined) return;
      const apps = new Map(remembered.apps.map((app) => [app.id, app]));
      const value = { apps, source: 'cache', total: apps.size } as const;
      show(state.status === 'failed' ? { ...state, value, at: remembered.at } : { status: 'loading', value, at: remembered.at });
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
    },
  };
}
