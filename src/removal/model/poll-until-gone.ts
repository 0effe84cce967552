import { backoff } from '../../core/backoff.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { RemovalOptions } from './removal-options.ts';

export type PollResult =
  | { readonly status: 'gone' }
  /** Still there at the last poll. */
  | { readonly status: 'stillThere' }
  /** The gateway did not answer; the error says why. */
  | { readonly status: 'unknown'; readonly error: ForgeError };

/**
 * Waits between polls while the thing is still there, in milliseconds; half a minute in all. A request whose reply was
 * lost may be processed late, and a list may lag behind.
 */
const waitsMs = [1000, 2000, 4000, 8000, 15_000] as const;

/** Backoff while the gateway is unreachable, in milliseconds. */
const unreachable = { firstMs: 1000, maxMs: 20_000, triesWhenGivingUp: 3 } as const;

/** How long the gateway is asked at most while it is unreachable, in milliseconds. */
export const longestAskingMs = 10 * 60_000;

/** Longest wait that a rate limit may cause, in milliseconds. */
const maxRateLimitMs = 60_000;

/** Errors that asking again doesn't fix. */
const permanentErrors: ReadonlySet<string> = new Set([
  'cancelled',
  'signedOut',
  'forbidden',
  'notFound',
  'misconfigured',
]);

export interface PollOptions {
  /**
   * Whether to retry until the gateway answers (at most `longestAskingMs`, or until the signal aborts), or only a few
   * times.
   */
  readonly whenUnreachable: 'keepTrying' | 'giveUp';
}

/** Calls `isGone` until the answer is final. Never throws. */
export async function pollUntilGone(
  isGone: () => Promise<boolean>,
  { timing, signal }: RemovalOptions,
  { whenUnreachable }: PollOptions,
): Promise<PollResult> {
  const last = timing.now() + longestAskingMs;
  let polls = 0;
  let failures = 0;
  for (;;) {
    let waitMs: number;
    try {
      if (await isGone()) return { status: 'gone' };
      const next = waitsMs[polls++];
      if (next === undefined) return { status: 'stillThere' };
      waitMs = next;
      failures = 0;
    } catch (thrown) {
      const error = toForgeError(thrown);
      const isLastTry =
        timing.now() >= last || (whenUnreachable === 'giveUp' && failures + 1 >= unreachable.triesWhenGivingUp);
      if (isLastTry || permanentErrors.has(error.kind)) return { status: 'unknown', error };
      waitMs = backoff(failures++, unreachable, timing.random);
      if (error.details.retryAt)
        waitMs = Math.max(waitMs, Math.min(error.details.retryAt.getTime() - timing.epoch(), maxRateLimitMs));
    }
    try {
      await timing.wait(waitMs, signal);
    } catch (thrown) {
      return { status: 'unknown', error: toForgeError(thrown) };
    }
  }
}
