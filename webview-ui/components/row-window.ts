/** Which of many equally high rows are drawn. */
export interface Window {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
  /** How many rows a window of this height has at most. */
  readonly atMost: number;
}

export interface Viewport {
  readonly top: number;
  readonly height: number;
}

/** Height of a row in pixels, as in the style sheet. */
export const rowHeight = 24;

/** Rows drawn beyond each edge; the window moves by this many at a time, so that most scrolling draws nothing new. */
const margin = 8;

/** The scroll position from which the same window is drawn as from this one. */
export function windowStart(top: number, rowHeight: number): number {
  const step = margin * rowHeight;
  return Math.floor(Math.max(top, 0) / step) * step;
}

/** The window of rows to draw for what is in view. */
export function rowWindow({ top, height }: Viewport, rowHeight: number, rows: number): Window {
  const visible = Math.ceil(height / rowHeight);
  // A list that became shorter is seen at its end, as the browser will scroll it.
  const firstVisible = Math.min(Math.floor(Math.max(top, 0) / rowHeight), Math.max(rows - visible, 0));
  const step = Math.floor(firstVisible / margin) * margin;
  const first = Math.max(step - margin, 0);
  const end = Math.min(step + visible + 2 * margin, rows);
  return { first, end, atMost: visible + 3 * margin };
}

/** The scroll position that brings a row fully into view below a sticky header; the same one where it is already. */
export function scrollToRow(row: number, { top, height }: Viewport, rowHeight: number, headerHeight: number): number {
  const start = row * rowHeight;
  const room = height - headerHeight;
  if (start < top) return start;
  if (start + rowHeight > top + room) return start + rowHeight - room;
  return top;
}
