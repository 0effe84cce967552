import { rowHeight, scrollToRow } from './row-window.ts';

/** Whether a key was pressed on the grid itself, not on a control inside it. */
export function isOfGrid({ target, currentTarget }: KeyboardEvent): boolean {
  return target === currentTarget;
}

/** Whether a key event copies the row: not if selected text would be copied instead. */
export function isCopy({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'c' && (ctrlKey || metaKey) && window.getSelection()?.isCollapsed !== false;
}

/**
 * Returns the row a key moves to from the active one (arrow keys, page keys, Home and End), and scrolls to it.
 * Undefined for other keys.
 */
export function rowAfterKey(
  { key, currentTarget: grid }: KeyboardEvent,
  active: number,
  rows: number,
): number | undefined {
  const scroller = grid instanceof HTMLElement ? grid.parentElement : null;
  if (scroller === null) return undefined;
  const screen = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + screen,
    PageUp: active - screen,
    Home: 0,
    End: rows - 1,
  };
  const to = moves[key];
  if (to === undefined) return undefined;
  const row = Math.min(Math.max(to, 0), rows - 1);
  revealRow(scroller, row);
  return row;
}

/** Scrolls a grid by the least amount that reveals a row. */
export function revealRow(scroller: HTMLElement, row: number): void {
  const head = scroller.querySelector<HTMLElement>('.head')?.offsetHeight ?? rowHeight;
  scroller.scrollTop = scrollToRow(row, { top: scroller.scrollTop, height: scroller.clientHeight }, rowHeight, head);
}
