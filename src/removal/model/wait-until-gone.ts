import { backoff } from '../../core/backoff.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import type { RemovalEnvironment } from './removal-environment.ts';

/** What asking told: gone, still there after the last look, or nothing, with the reason. */
export type Presence =
  { readonly state: 'gone' } | { readonly state: 'there' } | { readonly state: 'unknown'; readonly error: ForgeError };

/**
 * The waits between looks at something that is still there, in milliseconds: a request whose answer was lost may be
 * carried out later than it was sent, and a list may lag behind. Half a minute in all.
 */
const looksMs = [1000, 2000, 4000, 8000, 15_000] as const;

/** Backoff while the gateway can't be asked, in milliseconds. */
const unreachable = { firstMs: 1000, maxMs: 20_000, triesWhenGivingUp: 3 } as const;

/** Errors after which asking again leads nowhere. */
const final: ReadonlySet<string> = new Set(['cancelled', 'signedOut', 'forbidden', 'misconfigured']);

export interface WaitOptions {
  /** Whether to ask until the gateway answers (or the signal aborts), or a few times only. */
  readonly whereUnreachable: 'askOn' | 'giveUp';
}

/** Asks `isGone` until it is clear. Never throws. */
export async function waitUntilGone(
  isGone: () => Promise<boolean>,
  { timing, signal }: RemovalEnvironment,
  { whereUnreachable }: WaitOptions,
): Promise<Presence> {
  let seen = 0;
  let failed = 0;
  for (;;) {
    let waitMs: number;
    try {
      if (await isGone()) return { state: 'gone' };
      const next = looksMs[seen++];
      if (next === undefined) return { state: 'there' };
      waitMs = next;
      failed = 0;
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (final.has(error.kind) || (whereUnreachable === 'giveUp' && failed + 1 >= unreachable.triesWhenGivingUp))
        return { state: 'unknown', error };
      waitMs = backoff(failed++, unreachable, timing.random);
      if (error.details.retryAt)
        waitMs = Math.max(waitMs, Math.min(error.details.retryAt.getTime() - timing.epoch(), 60_000));
    }
    try {
      await timing.wait(waitMs, signal);
    } catch (thrown) {
      return { state: 'unknown', error: toForgeError(thrown) };
    }
  }
}
