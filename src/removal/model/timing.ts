import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError } from '../../core/errors.ts';

/** Time and randomness for everything that waits here, so that tests can replace them. */
export interface Timing {
  /** Epoch milliseconds. */
  now(): number;
  /** Throws `cancelled` as soon as the signal aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

export const realTiming: Timing = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    sleep(ms, undefined, signal && { signal }).catch((cause: unknown) => {
      throw new ForgeError('cancelled', 'Cancelled', { cause });
    }),
  random: () => Math.random(),
};

/** Wait before the next retry, in milliseconds: exponential from `firstMs` to `maxMs`, full jitter, `tried` from 0. */
export function backoff(timing: Timing, tried: number, firstMs: number, maxMs: number): number {
  return timing.random() * Math.min(maxMs, firstMs * 2 ** tried);
}
