import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError } from './errors.ts';

/** Tells the time and waits. All times are in milliseconds. */
export interface Clock {
  /** Monotonic time: setting the system clock does not change how long a wait takes. */
  now(): number;
  /** Wall-clock time since 1970, for comparison with times reported by others. */
  epoch(): number;
  /** Calls `run` once after `ms` milliseconds; the returned function cancels the call. */
  after(ms: number, run: () => void): () => void;
  /** Resolves after `ms` milliseconds. Throws `cancelled` as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Timers of Node end at once where they should take longer than this, some 25 days. */
const longestTimer = 2 ** 31 - 1;

/** This computer’s clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestTimer));
    return () => clearTimeout(timer);
  },
  wait: (ms, signal) =>
    sleep(Math.min(ms, longestTimer), undefined, signal && { signal }).catch((cause: unknown) => {
      throw new ForgeError('cancelled', 'Cancelled', { cause });
    }),
};

/** Starts a stopwatch; the returned function returns the whole milliseconds since then. */
export function stopwatch(clock: Clock = systemClock): () => number {
  const started = clock.now();
  return () => Math.round(clock.now() - started);
}
