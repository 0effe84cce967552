/** A day in milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** The sandbox's clock, in epoch milliseconds. A fixed clock stands still until a test advances it. */
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
}

/** A clock fixed at `at`; real time if that is undefined. */
export function clockAt(at: Date | undefined): Clock {
  let ahead = 0;
  const fixed = at?.getTime();
  return {
    now: () => (fixed ?? Date.now()) + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** Turns days before the world's start into epoch milliseconds, rounded down to the second. */
export type DaysAgo = (days: number) => number;

/** Counts days back from `now` (epoch milliseconds). */
export function datedBackFrom(now: number): DaysAgo {
  return (days) => Math.floor((now - days * day) / 1000) * 1000;
}
