// Not p-retry or cockatiel: they sleep between attempts themselves. Here the wait for a rate limit is passed on to the
// account's queue, and the failed response decides whether and how long to wait.
import { backoff } from '../core/backoff.ts';
import { systemClock } from '../core/clock.ts';
import { ForgeError, type NetworkFault, toForgeError } from '../core/errors.ts';

export interface RetryPolicy {
  /** Total number of attempts, including the first. */
  readonly attempts: number;
  /** Longest backoff before the second attempt, in milliseconds; doubles from there, with full jitter. */
  readonly baseMs: number;
  /** Longest acceptable wait, in milliseconds: beyond it the failure is thrown instead. */
  readonly maxWaitMs: number;
  /** Overrides of the two for the rate limit. */
  readonly limited?: { readonly baseMs: number; readonly maxWaitMs: number };
}

/** The rate limit is per minute; the Forge CLI starts with 5 s if the response does not say how long to wait. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseMs: 800,
  maxWaitMs: 20_000,
  limited: { baseMs: 5_000, maxWaitMs: 65_000 },
};

const transientKinds: ReadonlySet<string> = new Set(['offline', 'timeout', 'rateLimited', 'serverError']);

/** Faults that retrying can't fix, because somebody has to change a certificate or the proxy's credentials first. */
const lastingFaults: ReadonlySet<NetworkFault | undefined> = new Set([
  'untrusted',
  'expired',
  'notYetValid',
  'wrongHost',
  'proxyUntrusted',
  'proxyAuthentication',
  'proxyMethod',
]);

/**
 * Calls `attempt` until it succeeds, fails for good, or the policy's attempts are used up; throws the last error. Only
 * for read-only calls. `onRetry` is called with each failure that is followed by a wait, and the wait in milliseconds.
 * The wait for a rate limit is passed to the next attempt, which then queues with other requests.
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
 * Returns how long to wait after a failed attempt, in milliseconds: as long as the gateway says, otherwise a random
 * time that grows with `tried`.
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
