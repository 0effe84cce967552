/** How many app rows are shown, by the path of the parent row. */
export interface RowLimits {
  of(path: string): number;
  /** Raises the limit by one step, and reports the change. */
  raise(path: string): void;
  /** Resets all limits. */
  reset(): void;
}

/**
 * Apps that are shown under a row until the user asks for more. VS Code processes every row, visible or not, whenever a
 * list changes.
 */
export const rowsAtOnce = 1000;

/** Creates the row limits of one tree; `changed` is called when one is raised. */
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
