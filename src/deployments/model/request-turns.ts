import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';

/** The shortest time between two requests, in milliseconds. */
const betweenRequests = 2000;

/**
 * Asks the gateway about several things in turn: one request at a time and one every two seconds at most, however many
 * they are.
 */
export interface RequestTurns extends Disposable {
  /**
   * Asks when its turn comes, and again after as many milliseconds as `ask` returns, undefined once it is done. `ask`
   * never throws; its signal aborts when the turn is removed. Does nothing if there is one with this key.
   */
  add(key: string, ask: (signal: AbortSignal) => Promise<number | undefined>): void;
  remove(key: string): void;
  has(key: string): boolean;
  /** Goes on asking, after somebody began to look again. */
  resume(): void;
}

export interface RequestTurnsOptions {
  readonly clock: Clock;
  /** Whether somebody may be looking; nothing is asked while nobody is. */
  readonly isAttentive: () => boolean;
}

interface Turn {
  readonly key: string;
  readonly ask: (signal: AbortSignal) => Promise<number | undefined>;
  readonly lifetime: AbortController;
  nextAt: number;
}

/** Creates turns in which nothing is asked yet. */
export function createRequestTurns({ clock, isAttentive }: RequestTurnsOptions): RequestTurns {
  const turns = new Map<string, Turn>();
  let cancelTimer: (() => void) | undefined;
  let [isAsking, isDisposed] = [false, false];
  let lastAsked = -betweenRequests;

  function schedule(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    if (isAsking || isDisposed || turns.size === 0 || !isAttentive()) return;
    const due = Math.min(...[...turns.values()].map(({ nextAt }) => nextAt));
    const at = Math.max(due, lastAsked + betweenRequests);
    cancelTimer = clock.after(Math.max(0, at - clock.now()), () => void askNext());
  }

  async function askNext(): Promise<void> {
    const [turn] = [...turns.values()].sort((a, b) => a.nextAt - b.nextAt);
    if (turn === undefined || !isAttentive()) return;
    isAsking = true;
    lastAsked = clock.now();
    const wait = await turn.ask(turn.lifetime.signal);
    isAsking = false;
    if (wait !== undefined) turn.nextAt = clock.now() + wait;
    // It may have been removed, and added anew, meanwhile.
    else if (turns.get(turn.key) === turn) turns.delete(turn.key);
    schedule();
  }

  function remove(key: string): void {
    turns.get(key)?.lifetime.abort();
    turns.delete(key);
  }

  return {
    add(key, ask) {
      if (turns.has(key)) return;
      turns.set(key, { key, ask, lifetime: new AbortController(), nextAt: clock.now() });
      schedule();
    },
    remove,
    has: (key) => turns.has(key),
    resume: schedule,
    dispose() {
      isDisposed = true;
      cancelTimer?.();
      for (const key of [...turns.keys()]) remove(key);
    },
  };
}
