import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands until a test lets it go on. */
export interface VirtualClock extends Clock {
  /** Lets time pass, and everything happen that is due until then, in order. */
  pass(ms: number): Promise<void>;
}

export function createVirtualClock(): VirtualClock {
  const timers = createClock();
  return {
    now: () => timers.now,
    after(ms, run) {
      const timer = timers.setTimeout(run, ms);
      return () => timers.clearTimeout(timer);
    },
    async pass(ms) {
      await timers.tickAsync(ms);
    },
  };
}
