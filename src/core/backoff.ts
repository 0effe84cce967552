export interface Backoff {
  /** Longest wait before the second try, in milliseconds; it doubles from try to try. */
  readonly firstMs: number;
  /** What it does not grow beyond. */
  readonly maxMs: number;
  /** The part of the longest wait that is waited in any case, from 0 (unless given) to 1; the rest is random. */
  readonly fixed?: number;
}

/** How long to wait before the next try, in milliseconds; `tried` counts the tries since the first from 0. */
export function backoff(
  tried: number,
  { firstMs, maxMs, fixed = 0 }: Backoff,
  random: () => number = Math.random,
): number {
  return Math.min(maxMs, firstMs * 2 ** tried) * (fixed + (1 - fixed) * random());
}
