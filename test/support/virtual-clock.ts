import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/core/clock.ts';

/** A clock that stands until a test lets it go on. */
export interface VirtualClock extends Clock {
  /** Lets time pass, and everything happen that is due until then, in order. */
  pass(ms: number): Promise<void>;
}

export function createVirtualClock(): VirtualClock {
  let now = 0;
  const due = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(ms, run) {
      const entry = { at: now + ms, run };
      due.add(entry);
      return () => due.delete(entry);
    },
    async pass(ms) {
      const end = now + ms;
      await turn();
      for (;;) {
        const [first] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (first === undefined) break;
        due.delete(first);
        now = Math.max(now, first.at);
        first.run();
        await turn();
      }
      now = end;
    },
  };
}
