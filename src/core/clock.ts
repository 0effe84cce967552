/** Time that only goes forward, in milliseconds: a clock that is set does not change how long a wait is. */
export interface Clock {
  now(): number;
  /** Calls back once after so many milliseconds; the result takes that back. */
  after(ms: number, run: () => void): () => void;
}

/** The time since this process began. */
export const monotonicClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
