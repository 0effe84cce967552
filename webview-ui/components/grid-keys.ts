import { rowHeight, scrollToRow } from './row-window.ts';
import type { Page } from '../shell/page.ts';

/** Whether a key was pressed on the grid itself, not on a control within it. */
export function isOfGrid({ target, currentTarget }: KeyboardEvent): boolean {
  return target === currentTarget;
}

/** Whether a key copies, and no text is selected that would be copied instead. */
export function isCopy({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'c' && (ctrlKey || metaKey) && window.getSelection()?.isCollapsed !== false;
}

/**
 * Moves the active row of a grid with the arrow keys, by screens, to the ends, and scrolls to it. Gives the row where a
 * key moved.
 */
export function moveRow(page: Page, rows: number, active: number, event: KeyboardEvent): number | undefined {
  const { currentTarget: grid } = event;
  const scroller = grid instanceof HTMLElement && isOfGrid(event) ? grid.parentElement : null;
  if (!(grid instanceof HTMLElement) || !scroller) return undefined;
  const screen = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + screen,
    PageUp: active - screen,
    Home: 0,
    End: rows - 1,
  };
  const to = moves[event.key];
  if (to === undefined) return undefined;
  event.preventDefault();
  const activeRow = Math.min(Math.max(to, 0), rows - 1);
  page.show({ activeRow });
  revealRow(scroller, activeRow);
  return activeRow;
}

/** Scrolls a grid's scroller no further than it takes to see a row. */
export function revealRow(scroller: HTMLElement, row: number): void {
  const head = scroller.querySelector<HTMLElement>('.head')?.offsetHeight ?? rowHeight;
  scroller.scrollTop = scrollToRow(row, { top: scroller.scrollTop, height: scroller.clientHeight }, rowHeight, head);
}
