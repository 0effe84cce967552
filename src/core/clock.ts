import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError } from './errors.ts';

/** What tells the time and waits; all times are milliseconds. */
export interface Clock {
  /** Time that only goes forward: a clock that is set does not change how long a wait is. */
  now(): number;
  /** The time of day since 1970, to be compared with what others tell. */
  epoch(): number;
  /** Calls back once after so many milliseconds; the result takes that back. */
  after(ms: number, run: () => void): () => void;
  /** Throws `cancelled` as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  wait: (ms, signal) =>
    sleep(ms, undefined, signal && { signal }).catch((cause: unknown) => {
      throw new ForgeError('cancelled', 'Cancelled', { cause });
    }),
};

/** Whole milliseconds since this was called. */
export function stopwatch(clock: Clock = systemClock): () => number {
  const started = clock.now();
  return () => Math.round(clock.now() - started);
}
