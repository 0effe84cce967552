import type { Window } from '../components/row-window.ts';

/** Where a scrolled list and its drawn rows are, in pixels from the top of the list. */
export interface ListPlace {
  readonly top: number;
  readonly height: number;
  /** The rows that are drawn, and their tops; one more for the bottom of the last. */
  readonly drawn: Window;
  readonly tops: readonly number[];
}

/** Rows drawn beyond each edge of the viewport. */
const margin = 30;

/** The window moves in steps of this many rows, so that slow scrolling rarely draws anything. */
const step = 10;

/**
 * Returns the window of rows to draw. Rows that are not drawn count as `rowHeight` high, the height of one line; drawn
 * ones may be higher.
 */
export function listWindow(place: ListPlace, rowHeight: number, rows: number): Window {
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
