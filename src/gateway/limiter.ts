// Not p-queue: it has priorities and a pause, but no longest wait per request, no cap for background requests and no
// slow start after a pause.
import { type Clock, systemClock } from '../core/clock.ts';
import { createEmitter, type Emitter, type Event } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { Priority } from './priority.ts';

/** Most requests of an account that are on their way at once, and how many of them may be in the background. */
const mostAtOnce = 10;
const mostInBackground = 2;

/** Longest time that a request waits for its turn, in milliseconds: two, or ten, of the rate limit's minutes. */
const patienceMs: Readonly<Record<Priority, number>> = { user: 2 * 60_000, background: 10 * 60_000 };

/**
 * Longest time for which one answer holds up the others, in milliseconds: points are counted by the minute. A request
 * that was told to stay away longer is that one's own concern.
 */
const longestPauseMs = 60_000;

export interface Turn {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** It does not begin before so many milliseconds from now. */
  readonly delayMs?: number;
}

/**
 * Lets the requests of one account go one by one where the rate limit is reached, those that somebody waits for first.
 */
export interface Limiter {
  /**
   * Runs `send` when its turn has come, and gives its result. Nothing is sent where it throws `cancelled`, because the
   * signal aborted before, or `rateLimited`, because the turn would come too late or waiting was ended.
   */
  turn<T>(turn: Turn, send: () => Promise<T>): Promise<T>;
  /** Holds everything up for so many milliseconds, and lets requests begin one after another then. */
  pause(ms: number): void;
  /** How many requests wait for the rate limit and for how many milliseconds yet; undefined where none does. */
  waiting(): { readonly requests: number; readonly ms: number } | undefined;
  /** Fires when requests begin to wait, or no longer do. */
  readonly onDidChange: Event<undefined>;
  /** Ends the waiting: what waits fails as `rateLimited`. */
  giveUp(): void;
}

interface Waiter {
  readonly priority: Priority;
  readonly notBefore: number;
  readonly deadline: number;
  readonly start: () => void;
  readonly fail: (error: ForgeError) => void;
}

/** A limiter that has met no limit yet. Several may tell of themselves by one emitter. */
export function createLimiter(clock: Clock = systemClock, changed: Emitter<undefined> = createEmitter()): Limiter {
  const queue = new Set<Waiter>();
  const running: Record<Priority, number> = { user: 0, background: 0 };
  let pausedUntil = 0;
  let window = mostAtOnce;
  let wake: (() => void) | undefined;
  let wasWaiting = false;

  const beginning = ({ notBefore }: Waiter) => Math.max(notBefore, pausedUntil);

  /** The one to begin now: in the order they came, background work only while nobody waits for anything. */
  function next(now: number): Waiter | undefined {
    const ready = [...queue].filter((waiter) => beginning(waiter) <= now);
    const mayBackground = running.background < mostInBackground;
    return ready.find(({ priority }) => priority === 'user') ?? (mayBackground ? ready[0] : undefined);
  }

  function proceed(): void {
    const now = clock.now();
    for (const waiter of [...queue]) {
      if (waiter.deadline > now && beginning(waiter) <= waiter.deadline) continue;
      queue.delete(waiter);
      waiter.fail(limited(beginning(waiter) - now));
    }
    for (let waiter = next(now); waiter && running.user + running.background < window; waiter = next(now)) {
      queue.delete(waiter);
      running[waiter.priority]++;
      waiter.start();
    }
    wake?.();
    wake = undefined;
    const times = [...queue].flatMap((waiter) => [waiter.deadline, beginning(waiter)]).filter((time) => time > now);
    if (times.length > 0) wake = clock.after(Math.min(...times) - now, proceed);
    const isWaiting = waiting() !== undefined;
    if (isWaiting !== wasWaiting) changed.fire(undefined);
    wasWaiting = isWaiting;
  }

  function waiting(): { requests: number; ms: number } | undefined {
    const now = clock.now();
    const times = [...queue].map(beginning).filter((time) => time > now);
    return times.length === 0 ? undefined : { requests: times.length, ms: Math.min(...times) - now };
  }

  /** The error of a request that does not wait any longer; the limit ends in so many milliseconds. */
  function limited(ms: number): ForgeError {
    return new ForgeError('rateLimited', "Atlassian's rate limit is reached", {
      notSent: true,
      ...(ms > 0 && { retryAt: new Date(clock.epoch() + ms) }),
    });
  }

  async function turnOf({ priority, signal, delayMs = 0 }: Turn): Promise<void> {
    if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled');
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const now = clock.now();
    const waiter: Waiter = {
      priority,
      notBefore: now + delayMs,
      deadline: now + patienceMs[priority],
      start: () => resolve(undefined),
      fail: reject,
    };
    const leave = () => {
      queue.delete(waiter);
      reject(new ForgeError('cancelled', 'Cancelled'));
      proceed();
    };
    queue.add(waiter);
    signal.addEventListener('abort', leave, { once: true });
    proceed();
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  return {
    async turn(turn, send) {
      await turnOf(turn);
      try {
        const result = await send();
        window = Math.min(window + 1, mostAtOnce);
        return result;
      } finally {
        running[turn.priority]--;
        proceed();
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + Math.min(ms, longestPauseMs));
      window = 1;
      proceed();
    },
    waiting,
    onDidChange: changed.event,
    giveUp() {
      const now = clock.now();
      for (const waiter of [...queue]) {
        if (beginning(waiter) <= now) continue;
        queue.delete(waiter);
        waiter.fail(limited(beginning(waiter) - now));
      }
      proceed();
    },
  };
}
