/** The widths of a row of tabs, in pixels. */
export interface TabRow {
  readonly widths: readonly number[];
  /** Between two tabs. */
  readonly gap: number;
  readonly room: number;
  /** The width of the button that opens the menu, with the gap before it. */
  readonly menu: number;
  /** Index of the selected tab, which always stays in the row. */
  readonly shown: number;
}

/** Returns the indices of the tabs that don't fit, for the menu: none, or all from some index on but the selected one. */
export function tabsForMenu({ widths, gap, room, menu, shown }: TabRow): number[] {
  const total = (indices: readonly number[]): number =>
    indices.reduce((sum, index) => sum + (widths[index] ?? 0), Math.max(0, indices.length - 1) * gap);
  const kept = widths.map((_, index) => index);
  if (total(kept) <= room) return [];
  const left: number[] = [];
  while (kept.length > 1 && total(kept) > room - menu) {
    const last = kept.findLastIndex((index) => index !== shown);
    left.unshift(...kept.splice(last, 1));
  }
  return left;
}
