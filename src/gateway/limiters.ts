import { systemClock } from '../core/clock.ts';
import { createEmitter, type Event } from '../core/emitter.ts';
import { createLimiter, type Limiter } from './limiter.ts';

/** The limiters of all accounts: Atlassian counts requests per user, whichever client sends them. */
export interface Limiters {
  /** Returns the limiter shared by all clients of a user at a gateway. */
  of(gateway: URL, email: string): Limiter;
  /** Returns how many requests wait for the rate limit, and how many milliseconds remain of the longest pause. */
  waiting(): { readonly requests: number; readonly ms: number } | undefined;
  /** Fires when an account's requests start or stop waiting. */
  readonly onDidChange: Event<undefined>;
  /** Cancels the wait of all accounts. */
  giveUp(): void;
}

/** Creates limiters on demand. */
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
