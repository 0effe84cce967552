import { createEmitter, type Event } from '../../core/emitter.ts';
import { toForgeError } from '../../core/errors.ts';
import { lastGood, type Loadable } from '../../core/loadable.ts';

/** Something that is fetched when first looked at, and again on demand. */
export interface Resource<T> {
  /** Undefined until it is first asked for. */
  readonly state: Loadable<T> | undefined;
  readonly onDidChange: Event<undefined>;
  /** Fetches once; does nothing where a value or a failure is there, or a fetch runs. */
  ensure(): void;
  /** Fetches anew; a second call while one runs waits for the same. Never throws: a failure is a state. */
  refresh(): Promise<void>;
  /** Ends a running fetch and all subscriptions; nothing changes afterwards. */
  dispose(): void;
}

/**
 * A resource that gets its value from `load`, which may show what it has so far before it has all: that is seen while
 * the resource loads for the first time, and where the load then fails. A value of an earlier load stays until the new
 * one is whole.
 */
export function createResource<T>(load: (signal: AbortSignal, soFar: (value: T) => void) => Promise<T>): Resource<T> {
  const changed = createEmitter<undefined>();
  const lifetime = new AbortController();
  let state: Loadable<T> | undefined;
  let running: Promise<void> | undefined;
  let whole = false;

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
        if (!whole) show({ status: 'loading', value: part, at: new Date() });
      });
      whole = true;
      show({ status: 'ready', value, at: new Date() });
    } catch (thrown) {
      show({ status: 'failed', error: toForgeError(thrown), ...before() });
    }
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
    dispose() {
      lifetime.abort();
      changed.dispose();
    },
  };
}
