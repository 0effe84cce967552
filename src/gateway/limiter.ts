// Not p-queue: it has priorities and a pause, but no longest wait per request, no cap for background requests and no
// slow start after a pause.
import { type Clock, systemClock } from '../core/clock.ts';
import { createEmitter, type Emitter, type Event } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { Priority } from './priority.ts';

/** Most concurrent requests per account, in total and in the background. */
const mostAtOnce = 10;
const mostInBackground = 2;

/** Longest time a request waits for its turn, in milliseconds: two and ten minutes, the rate limit being per minute. */
const patienceMs: Readonly<Record<Priority, number>> = { user: 2 * 60_000, background: 10 * 60_000 };

/**
 * Longest time for which one response holds up other requests, in milliseconds: points are counted by the minute. A
 * request told to wait longer does so alone.
 */
const longestPauseMs = 60_000;

export interface Turn {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** Milliseconds to wait at least before it starts. */
  readonly delayMs?: number;
}

/** Queues the requests of one account while its rate limit is reached; those the user waits for go first. */
export interface Limiter {
  /**
   * Runs `send` when it is its turn, and returns its result. Throws, with nothing sent, `cancelled` if the signal
   * aborts first, and `rateLimited` if the turn would come too late or the wait was cancelled.
   */
  turn<T>(turn: Turn, send: () => Promise<T>): Promise<T>;
  /** Holds up all requests for `ms` milliseconds, then starts them one after another. */
  pause(ms: number): void;
  /** Returns how many requests wait for the rate limit and the remaining milliseconds; undefined if none waits. */
  waiting(): { readonly requests: number; readonly ms: number } | undefined;
  /** Whether the rate limit is reached: a request made now would wait. */
  isPaused(): boolean;
  /** Fires when requests start or stop waiting. */
  readonly onDidChange: Event<undefined>;
  /** Cancels the wait: waiting requests fail with `rateLimited`. */
  giveUp(): void;
}

interface Waiter {
  readonly priority: Priority;
  readonly notBefore: number;
  readonly deadline: number;
  readonly start: () => void;
  readonly fail: (error: ForgeError) => void;
}

/** Creates a limiter with no limit reached. Several limiters may share the emitter `changed`. */
export function createLimiter(clock: Clock = systemClock, changed: Emitter<undefined> = createEmitter()): Limiter {
  const queue = new Set<Waiter>();
  const running: Record<Priority, number> = { user: 0, background: 0 };
  let pausedUntil = 0;
  let window = mostAtOnce;
  let wake: (() => void) | undefined;
  let wasWaiting = false;

  const beginning = ({ notBefore }: Waiter) => Math.max(notBefore, pausedUntil);

  /** Returns the next request to start: in order of arrival, background requests only while no user request waits. */
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

  /** Returns the error for a request that stops waiting; `ms` is the time in milliseconds until the limit ends. */
  function limited(ms: number): ForgeError {
    return new ForgeError('rateLimited', 'Atlassian’s rate limit is reached', {
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
    isPaused: () => clock.now() < pausedUntil,
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
