import { systemClock } from '../core/clock.ts';
import { createEmitter, type Event } from '../core/emitter.ts';
import { createLimiter, type Limiter } from './limiter.ts';

/** The limiters of all accounts: Atlassian counts by person, whatever asks on their behalf. */
export interface Limiters {
  /** The one limiter of a person at a gateway. */
  of(gateway: URL, email: string): Limiter;
  /** How many requests wait for the rate limit, and for how many milliseconds the longest pause lasts yet. */
  waiting(): { readonly requests: number; readonly ms: number } | undefined;
  /** Fires when an account's requests begin to wait, or no longer do. */
  readonly onDidChange: Event<undefined>;
  /** Ends the waiting of all accounts. */
  giveUp(): void;
}

/** Limiters, each made when it is first asked for. */
export function createLimiters(): Limiters {
  const changed = createEmitter<undefined>();
  const all = new Map<string, Limiter>();
  return {
    of(gateway, email) {
      const key = `${gateway.href} ${email.toLowerCase()}`;
      const known = all.get(key);
      if (known) return known;
      const limiter = createLimiter(systemClock, changed);
      all.set(key, limiter);
      return limiter;
    },
    waiting() {
      const waits = [...all.values()].flatMap((limiter) => limiter.waiting() ?? []);
      return waits.length === 0
        ? undefined
        : {
            requests: waits.reduce((sum, { requests }) => sum + requests, 0),
            ms: Math.max(...waits.map(({ ms }) => ms)),
          };
    },
    onDidChange: changed.event,
    giveUp() {
      for (const limiter of all.values()) limiter.giveUp();
    },
  };
}
