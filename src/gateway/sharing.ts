import { ForgeError } from '../core/errors.ts';

interface SharedWork {
  result: Promise<unknown>;
  readonly controller: AbortController;
  waiters: number;
}

/** Lets callers that ask the same thing at the same time wait for one answer. */
export interface Sharing {
  /**
   * The result of `start`, shared with everyone who asks for the same key until it is there. A caller whose signal
   * aborts gets `cancelled`; the work itself is aborted only when nobody waits for it any more.
   * The key must determine the type of the result.
   */
  share<T>(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/**
 * What an answer that everyone has got, and a wait for it, are replaced with. The former tables of a map and the
 * removed listeners of a signal are linked to one another until all memory is collected, and would keep large answers
 * till then.
 */
const done = Promise.resolve();
const over = new Error('Over');

/** No shared work yet. */
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
