import { backoff } from '../../core/backoff.ts';
import { toForgeError } from '../../core/errors.ts';
import type { ChangeOptions, Look } from './change.ts';

/**
 * Waits between looks while the change is not seen, in milliseconds; half a minute in all. A request whose reply was
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
  /** Whether that it is not done is believed at once: the gateway said so before. */
  readonly notDoneIsExpected?: boolean;
}

/** Looks until the answer is final; `unknown` if the gateway did not answer. Never throws. */
export async function pollOutcome(
  look: () => Promise<Look>,
  { timing, signal }: Pick<ChangeOptions, 'timing' | 'signal'>,
  { whenUnreachable, notDoneIsExpected = false }: PollOptions,
): Promise<Look | 'unknown'> {
  const last = timing.now() + longestAskingMs;
  let polls = 0;
  let failures = 0;
  for (;;) {
    let waitMs: number;
    try {
      const seen = await look();
      const next = waitsMs[polls++];
      if (seen !== 'notDone' || next === undefined || notDoneIsExpected) return seen;
      waitMs = next;
      failures = 0;
    } catch (thrown) {
      const error = toForgeError(thrown);
      const isLastTry =
        timing.now() >= last || (whenUnreachable === 'giveUp' && failures + 1 >= unreachable.triesWhenGivingUp);
      if (isLastTry || permanentErrors.has(error.kind)) return 'unknown';
      waitMs = backoff(failures++, unreachable, timing.random);
      if (error.details.retryAt)
        waitMs = Math.max(waitMs, Math.min(error.details.retryAt.getTime() - timing.epoch(), maxRateLimitMs));
    }
    try {
      await timing.wait(waitMs, signal);
    } catch {
      return 'unknown';
    }
  }
}
