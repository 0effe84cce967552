import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../../src/core/clock.ts';
import { ForgeError } from '../../src/core/errors.ts';

/** A clock that stands still until a test advances it. */
export interface VirtualClock extends Clock {
  /** Advances the clock, running everything that becomes due in order. */
  pass(ms: number): Promise<void>;
}

export function createVirtualClock(): VirtualClock {
  const timers = createClock();

  function after(ms: number, run: () => void): () => void {
    const timer = timers.setTimeout(run, ms);
    return () => timers.clearTimeout(timer);
  }

  return {
    now: () => timers.now,
    epoch: () => timers.now,
    after,
    async wait(ms, signal) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const takeBack = after(ms, () => resolve(undefined));
      signal?.addEventListener('abort', () => resolve(undefined), { once: true });
      if (signal?.aborted !== true) await promise;
      takeBack();
      if (signal?.aborted === true) throw new ForgeError('cancelled', 'Cancelled');
    },
    async pass(ms) {
      await timers.tickAsync(ms);
    },
  };
}
