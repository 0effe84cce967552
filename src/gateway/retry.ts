import { setTimeout as sleep } from 'node:timers/promises';
import { ForgeError, toForgeError } from '../core/errors.ts';

export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Longest backoff before the second try in milliseconds; doubles from there, with full jitter. */
  readonly baseMs: number;
  /** Longest wait that is worth it, in milliseconds: a rate limit beyond it is reported instead. */
  readonly maxWaitMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { attempts: 4, baseMs: 800, maxWaitMs: 20_000 };

const transientKinds: ReadonlySet<string> = new Set(['offline', 'timeout', 'rateLimited', 'serverError']);

/**
 * Calls `attempt` until it succeeds, fails for good, or the policy's tries are used up; the last error is thrown.
 * Only for calls that change nothing. `onRetry` hears each failure that is followed by a wait (in milliseconds).
 */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  onRetry: (error: ForgeError, waitMs: number) => void,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (!transientKinds.has(error.kind) || tried >= policy.attempts) throw error;
      const waitMs = waitBefore(error, tried, policy);
      if (waitMs > policy.maxWaitMs) throw error;
      onRetry(error, waitMs);
      await sleep(waitMs, undefined, { signal }).catch((cause: unknown) => {
        throw new ForgeError('cancelled', 'Cancelled', { ...error.details, cause });
      });
    }
  }
}

function waitBefore(error: ForgeError, tried: number, { baseMs, maxWaitMs }: RetryPolicy): number {
  const { retryAt } = error.details;
  if (retryAt !== undefined) return Math.max(0, retryAt.getTime() - Date.now());
  return Math.random() * Math.min(maxWaitMs, baseMs * 2 ** (tried - 1));
}
