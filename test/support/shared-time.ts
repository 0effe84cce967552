import { setImmediate as turn } from 'node:timers/promises';
import { ForgeError } from '../../src/core/errors.ts';
import type { Timing } from '../../src/changes/model/timing.ts';

/** A clock for several windows at once, which stands still while any of them has something to do. */
export interface SharedTime {
  readonly timing: Timing;
  /** Runs until a promise settles, and advances the clock whenever everybody waits. */
  pass<T>(running: Promise<T>): Promise<T>;
}

interface Waiting {
  readonly due: number;
  readonly go: () => void;
}

/** Creates a clock that starts at 0; `onPassed` is called with the milliseconds that have passed. */
export function sharedTime(random: () => number, onPassed: (ms: number) => void): SharedTime {
  const queue: Waiting[] = [];
  let at = 0;
  return {
    timing: {
      now: () => at,
      epoch: () => at,
      random,
      async wait(ms, signal) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        const go = () => resolve(undefined);
        queue.push({ due: at + ms, go });
        signal?.addEventListener('abort', go, { once: true });
        if (signal?.aborted !== true) await promise;
        if (signal?.aborted === true) throw new ForgeError('cancelled', 'Cancelled');
      },
    },
    async pass(running) {
      const state = { settled: false };
      const settled = () => void (state.settled = true);
      running.then(settled, settled);
      while (!state.settled) {
        await turn();
        const next = queue.sort((a, b) => a.due - b.due).shift();
        if (next === undefined) continue;
        onPassed(Math.max(0, next.due - at));
        at = Math.max(at, next.due);
        next.go();
      }
      return running;
    },
  };
}
