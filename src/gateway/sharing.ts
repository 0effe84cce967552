import { ForgeError } from '../core/errors.ts';

interface SharedWork {
  result: Promise<unknown>;
  readonly controller: AbortController;
  waiters: number;
}

/** Lets callers that make the same request at the same time share one response. */
export interface Sharing {
  /**
   * Returns the result of `start`, shared with all callers that use the same key until it settles. A caller whose
   * signal aborts gets `cancelled`; the work itself is aborted only when no caller is left. The key must determine the
   * type of the result.
   */
  share<T>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * Replaces delivered results and waits for them. The old tables of a map and the removed listeners of a signal stay
 * linked until a full garbage collection, and would keep large responses alive until then.
 */
const done = Promise.resolve();
const over = new Error('Over');

/** Creates an empty set of shared work. */
export function createSharing(): Sharing {
  const running = new Map<string, SharedWork>();

  function begin<T>(key: string, start: (signal: AbortSignal) => Promise<T>): SharedWork {
    const controller = new AbortController();
    const work: SharedWork = { controller, waiters: 0, result: start(controller.signal) };
    const end = () => {
      if (running.get(key) === work) running.delete(key);
      work.result = done;
    };
    work.result.then(end, end);
    running.set(key, work);
    return work;
  }

  return {
    async share<T>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const work = running.get(key) ?? begin(key, start);
      const { result } = work;
      work.waiters++;
      const cancelled = Promise.withResolvers<never>();
      const giveUp = () => cancelled.reject(new ForgeError('cancelled', 'Cancelled'));
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      try {
        return await Promise.race([result as Promise<T>, cancelled.promise]);
      } finally {
        signal.removeEventListener('abort', giveUp);
        cancelled.reject(over);
        work.waiters--;
        if (work.waiters === 0) {
          if (running.get(key) === work) running.delete(key);
          work.controller.abort();
        }
      }
    },
  };
}
