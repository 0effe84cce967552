import { backoff } from '../../core/backoff.ts';
import type { Clock } from '../../core/clock.ts';
import { type ForgeError, type ForgeErrorKind, toForgeError } from '../../core/errors.ts';

/** What hears of requests that are tried again. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Hears until when the rate limit holds up the request, in epoch milliseconds, and undefined when it goes on. */
  readonly onLimited: (until: number | undefined, waitMs: number | undefined) => void;
  /** Hears why a request failed that is tried again, and undefined once it came through. */
  readonly onTrouble?: (error: ForgeError | undefined) => void;
}

/** How often a request is tried again for other reasons than the rate limit. */
const mostTries = 4;
/** As the Forge CLI waits first if the response doesn't say how long. */
const firstLimitMs = 5_000;
const transient: ReadonlySet<ForgeErrorKind> = new Set(['offline', 'timeout', 'serverError']);

/** Asks again while that may help, and waits as long as the rate limit says. Throws the last error. */
export async function patiently<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  const { clock, signal, onLimited, onTrouble } = patience;
  for (let tried = 0; ; tried++) {
    try {
      const answer = await ask();
      if (tried > 0) onTrouble?.(undefined);
      return answer;
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (signal.aborted) throw error;
      if (error.kind === 'rateLimited') await waitForLimit(error, tried, patience);
      else {
        if (tried >= mostTries || !transient.has(error.kind)) throw error;
        onTrouble?.(error);
        await clock.wait(backoff(tried, { firstMs: 1_000, maxMs: 10_000, fixed: 0.5 }), signal);
      }
    }
  }

  async function waitForLimit({ details }: ForgeError, tried: number, { clock, signal }: Patience): Promise<void> {
    const saidMs = details.retryAt === undefined ? undefined : details.retryAt.getTime() - clock.epoch();
    const waitMs = Math.max(saidMs ?? 0, firstLimitMs * 2 ** Math.min(tried, 4));
    onLimited(clock.epoch() + waitMs, saidMs);
    await clock.wait(waitMs, signal);
    onLimited(undefined, undefined);
  }
}
