// Not p-retry or cockatiel: they sleep between attempts themselves. Here the wait for a rate limit is passed on to the
// account's queue, and the failed answer decides whether and how long to wait.
import { backoff } from '../core/backoff.ts';
import { systemClock } from '../core/clock.ts';
import { ForgeError, type NetworkFault, toForgeError } from '../core/errors.ts';

export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Longest backoff before the second try in milliseconds; doubles from there, with full jitter. */
  readonly baseMs: number;
  /** Longest wait that is worth it, in milliseconds: beyond it the failure is reported instead. */
  readonly maxWaitMs: number;
  /** The same two for the rate limit, where they differ. */
  readonly limited?: { readonly baseMs: number; readonly maxWaitMs: number };
}

/** The rate limit counts by the minute; the Forge CLI begins with 5 s where nobody says how long it lasts. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseMs: 800,
  maxWaitMs: 20_000,
  limited: { baseMs: 5_000, maxWaitMs: 65_000 },
};

const transientKinds: ReadonlySet<string> = new Set(['offline', 'timeout', 'rateLimited', 'serverError']);

/**
 * What is the same a few seconds later, as somebody has to change something first: a certificate, or the proxy's
 * credentials.
 */
const lastingFaults: ReadonlySet<NetworkFault | undefined> = new Set([
  'untrusted',
  'expired',
  'notYetValid',
  'wrongHost',
  'proxyUntrusted',
  'proxyAuthentication',
]);

/**
 * Calls `attempt` until it succeeds, fails for good, or the policy's tries are used up; the last error is thrown.
 * Only for calls that change nothing. `onRetry` hears each failure that is followed by a wait (in milliseconds). The
 * wait for a rate limit is left to the next attempt, which is told how long: there it takes its turn among others.
 */
export async function withRetry<T>(
  attempt: (delayMs: number) => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  onRetry: (error: ForgeError, waitMs: number) => void,
): Promise<T> {
  let delayMs = 0;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(delayMs);
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (
        !transientKinds.has(error.kind) ||
        lastingFaults.has(error.details.fault) ||
        error.details.notSent ||
        tried >= policy.attempts
      )
        throw error;
      const waitMs = waitBefore(error, tried, policy);
      if (waitMs > longestWait(error, policy)) throw error;
      onRetry(error, waitMs);
      delayMs = error.kind === 'rateLimited' ? waitMs : 0;
      if (error.kind === 'rateLimited') continue;
      await systemClock.wait(waitMs, signal).catch((cause: unknown) => {
        throw new ForgeError('cancelled', 'Cancelled', { ...error.details, cause });
      });
    }
  }
}

/**
 * How long to stay away after the so-manieth try failed, in milliseconds: as long as the gateway says, else a random
 * time that grows.
 */
export function waitBefore(error: ForgeError, tried: number, policy: RetryPolicy): number {
  const { retryAt } = error.details;
  if (retryAt !== undefined) return Math.max(0, retryAt.getTime() - systemClock.epoch());
  const isLimited = error.kind === 'rateLimited';
  const { baseMs: firstMs, maxWaitMs: maxMs } = (isLimited ? policy.limited : undefined) ?? policy;
  return backoff(tried - 1, { firstMs, maxMs, fixed: isLimited ? 0.5 : 0 });
}

function longestWait({ kind }: ForgeError, policy: RetryPolicy): number {
  return kind === 'rateLimited' ? (policy.limited ?? policy).maxWaitMs : policy.maxWaitMs;
}
