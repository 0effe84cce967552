import type { Window } from '../components/row-window.ts';

/** Where a scrolled list and its drawn rows are, in pixels from the top of the list. */
export interface ListPlace {
  readonly top: number;
  readonly height: number;
  /** The rows that are drawn, and their tops; one more for the bottom of the last. */
  readonly drawn: Window;
  readonly tops: readonly number[];
}

/** The most rows that are drawn beyond each edge of the viewport. */
export const mostMargin = 30;

/** The window moves in steps of this many rows, so that slow scrolling rarely draws anything. */
const step = 10;

/**
 * Returns how many rows to draw beyond each edge of the viewport after it moved by some pixels: none after a jump, for
 * what is seen comes first, and then more with each move, so that no frame draws many.
 */
export function marginAfter(margin: number, moved: number, height: number): number {
  return Math.abs(moved) > height / 2 ? 0 : Math.min(margin + step, mostMargin);
}

/**
 * Returns the window of rows to draw, with some beyond each edge of the viewport. Rows that are not drawn count as
 * `rowHeight` high, the height of one line; drawn ones may be higher.
 */
export function listWindow(
  place: ListPlace,
  rowHeight: number,
  { rows, margin }: { readonly rows: number; readonly margin: number },
): Window {
  const visible = Math.ceil(place.height / rowHeight);
  const size = Math.min(rows, visible + 2 * margin);
  const first = Math.floor((firstVisible(place, rowHeight) - margin) / step) * step;
  const start = Math.max(0, Math.min(first, rows - size));
  return { first: start, end: Math.min(rows, start + size + step) };
}

/** Returns the index of the first row that is at least partly visible. */
export function firstVisible({ top, drawn, tops }: ListPlace, rowHeight: number): number {
  const [start = 0, end = 0] = [tops[0], tops.at(-1)];
  if (top < start) return Math.floor(top / rowHeight);
  if (top >= end) return drawn.end + Math.floor((top - end) / rowHeight);
  const inside = tops.findIndex((_, index) => (tops[index + 1] ?? Number.POSITIVE_INFINITY) > top);
  return drawn.first + inside;
}
