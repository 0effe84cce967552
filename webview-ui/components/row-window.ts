/** The range of rows that are drawn. */
export interface Window {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Viewport {
  readonly top: number;
  readonly height: number;
}

/** Height of a row in pixels, as in the style sheet. */
export const rowHeight = 24;

/** Rows drawn beyond each edge of the viewport. */
const margin = 4;

/** The window moves in steps of this many rows, so that slow scrolling rarely draws anything. */
const step = 4;

/**
 * Returns the window of rows to draw for a viewport. All windows of a list and height have the same number of rows, so
 * that elements of rows that leave it can be reused for those that enter.
 */
export function rowWindow({ top, height }: Viewport, rowHeight: number, rows: number): Window {
  const visible = Math.ceil(height / rowHeight);
  const size = Math.min(visible + 2 * margin + step, rows);
  const firstVisible = Math.floor(Math.max(top, 0) / rowHeight / step) * step;
  // A list that got shorter is shown at its end, where the browser will scroll.
  const first = Math.max(Math.min(firstVisible - margin, rows - size), 0);
  return { first, end: first + size };
}

/** Returns the rows of a window that are at least partly visible. */
export function rowsInView({ top, height }: Viewport, rowHeight: number, { first, end }: Window): Window {
  return {
    first: Math.max(Math.floor(top / rowHeight), first),
    end: Math.min(Math.ceil((top + height) / rowHeight), end),
  };
}

/**
 * Returns the scroll position that makes a row fully visible below a sticky header; the current one if it is already
 * visible.
 */
export function scrollToRow(row: number, { top, height }: Viewport, rowHeight: number, headerHeight: number): number {
  const start = row * rowHeight;
  const room = height - headerHeight;
  if (start < top) return start;
  if (start + rowHeight > top + room) return start + rowHeight - room;
  return top;
}
