export const day = 24 * 60 * 60 * 1000;

/** The sandbox's clock. A fixed one stands still until a test advances it. */
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
}

/** A clock fixed at `at`, or following real time when `at` is undefined. */
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

/** How the world's past is dated: `daysAgo(2.5)` is two days and a half before the world began, on the full second. */
export type DaysAgo = (days: number) => number;

/** Dates back from `now` (epoch milliseconds). */
export function datedBackFrom(now: number): DaysAgo {
  return (days) => Math.floor((now - days * day) / 1000) * 1000;
}
