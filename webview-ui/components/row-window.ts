/** Which of many equally high rows are drawn. */
export interface Window {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
}

export interface Viewport {
  readonly top: number;
  readonly height: number;
}

/** Height of a row in pixels, as in the style sheet. */
export const rowHeight = 24;

/** Rows drawn beyond each edge. */
const margin = 4;

/** The window moves by this many rows at a time, so that slow scrolling often draws nothing new. */
const step = 4;

/**
 * The window of rows to draw for what is in view. All windows of a list and height have the same number of rows, so
 * that the elements of those that go out of it are used for those that come in.
 */
export function rowWindow({ top, height }: Viewport, rowHeight: number, rows: number): Window {
  const visible = Math.ceil(height / rowHeight);
  const size = Math.min(visible + 2 * margin + step, rows);
  const firstVisible = Math.floor(Math.max(top, 0) / rowHeight / step) * step;
  // A list that became shorter is seen at its end, as the browser will scroll it.
  const first = Math.max(Math.min(firstVisible - margin, rows - size), 0);
  return { first, end: first + size };
}

/** The rows of a window that are in view at least in part. */
export function rowsInView({ top, height }: Viewport, rowHeight: number, { first, end }: Window): Window {
  return {
    first: Math.max(Math.floor(top / rowHeight), first),
    end: Math.min(Math.ceil((top + height) / rowHeight), end),
  };
}

/** The scroll position that brings a row fully into view below a sticky header; the same one where it is already. */
export function scrollToRow(row: number, { top, height }: Viewport, rowHeight: number, headerHeight: number): number {
  const start = row * rowHeight;
  const room = height - headerHeight;
  if (start < top) return start;
  if (start + rowHeight > top + room) return start + rowHeight - room;
  return top;
}
