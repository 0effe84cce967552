/** How many apps there are rows of, by the path of the row above them. */
export interface RowLimits {
  of(path: string): number;
  /** Lets there be more rows, and says so. */
  raise(path: string): void;
  /** Goes back to the first rows everywhere. */
  reset(): void;
}

/**
 * VS Code takes every row in hand whenever a list changes, seen or not; so there are this many until more are asked
 * for.
 */
export const rowsAtOnce = 1000;

/** The limits of the rows of one tree; `changed` hears of a higher one. */
export function createRowLimits(changed: () => void): RowLimits {
  const limits = new Map<string, number>();
  const of = (path: string) => limits.get(path) ?? rowsAtOnce;
  return {
    of,
    raise(path) {
      limits.set(path, of(path) + rowsAtOnce);
      changed();
    },
    reset: () => limits.clear(),
  };
}
