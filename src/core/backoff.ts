export interface Backoff {
  /** Longest wait before the second try, in milliseconds; doubles with each further try. */
  readonly firstMs: number;
  /** Upper limit of the wait, in milliseconds. */
  readonly maxMs: number;
  /** The fraction of the longest wait that is always waited, from 0 (the default) to 1; the rest is random. */
  readonly fixed?: number;
}

/** Returns how long to wait before the next try, in milliseconds; `tried` counts the tries after the first, from 0. */
export function backoff(
  tried: number,
  { firstMs, maxMs, fixed = 0 }: Backoff,
  random: () => number = Math.random,
): number {
  return Math.min(maxMs, firstMs * 2 ** tried) * (fixed + (1 - fixed) * random());
}
