import { isDeepStrictEqual } from 'node:util';
import { createEmitter, type Event } from '../../core/emitter.ts';
import { toForgeError } from '../../core/errors.ts';
import { lastGood, type Loadable } from '../../core/loadable.ts';

/** Something that is fetched when it is first needed, and again on demand. */
export interface Resource<T> {
  /** Undefined until the first fetch. */
  readonly state: Loadable<T> | undefined;
  readonly onDidChange: Event<undefined>;
  /** Fetches unless there has been a fetch before. */
  ensure(): void;
  /** Fetches again; calls during a fetch share it. Never throws: a failure is a state. */
  refresh(): Promise<void>;
  /**
   * Fetches again without showing it: the state changes only if the value did, or if the last fetch failed. Resolves with
   * whether the value is another. Rejects with a ForgeError, the state as it was, if the fetch fails. A refresh that runs
   * or begins meanwhile takes its place.
   */
  refreshQuietly(): Promise<boolean>;
  /** Cancels a running fetch and ends all subscriptions; the state no longer changes after that. */
  dispose(): void;
}

/**
 * Creates a resource that gets its value from `load`. The partial values that `load` passes to `soFar` are shown until
 * a load has succeeded; after that the previous value stays until the new one is complete.
 */
export function createResource<T>(load: (signal: AbortSignal, soFar: (value: T) => void) => Promise<T>): Resource<T> {
  const changed = createEmitter<undefined>();
  const lifetime = new AbortController();
  let state: Loadable<T> | undefined;
  let running: Promise<void> | undefined;
  let hasLoaded = false;

  function show(next: Loadable<T>): void {
    if (lifetime.signal.aborted) return;
    state = next;
    changed.fire(undefined);
  }

  async function fetch(): Promise<void> {
    const before = () => (state === undefined ? {} : lastGood(state));
    show({ status: 'loading', ...before() });
    try {
      const value = await load(lifetime.signal, (part) => {
        if (!hasLoaded) show({ status: 'loading', value: part, at: new Date() });
      });
      hasLoaded = true;
      show({ status: 'ready', value, at: new Date() });
    } catch (thrown) {
      show({ status: 'failed', error: toForgeError(thrown), ...before() });
    }
  }

  const isRunning = () => running !== undefined;

  async function fetchQuietly(): Promise<boolean> {
    const before = state?.value;
    if (!isRunning()) {
      const value = await load(lifetime.signal, () => undefined).catch((thrown: unknown) => {
        throw toForgeError(thrown);
      });
      if (!isRunning()) return showNews(value);
    }
    await running;
    return !isDeepStrictEqual(state?.value, before);
  }

  /** Shows a value unless it is the one that is shown. Returns whether it is different. */
  function showNews(value: T): boolean {
    const isSame = isDeepStrictEqual(value, state?.value);
    hasLoaded = true;
    if (isSame && state?.status === 'ready') state = { ...state, at: new Date() };
    else show({ status: 'ready', value, at: new Date() });
    return !isSame;
  }

  const refresh = () => (running ??= fetch().finally(() => (running = undefined)));
  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    ensure() {
      if (state === undefined) void refresh();
    },
    refresh,
    refreshQuietly: fetchQuietly,
    dispose() {
      lifetime.abort();
      changed.dispose();
    },
  };
}
