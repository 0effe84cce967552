import { type Tab, tabs } from '../../src/app-panel/protocol.ts';
import { revealRow } from '../components/grid-keys.ts';
import { type Memory, scrollOf } from './page-memory.ts';
import type { Page } from './page.ts';

/** Scrolling counts as ended after this long without a scroll event, in milliseconds. */
const restMs = 150;

/** The scroll position of a tab, in pixels. */
interface Position {
  readonly tab: Tab;
  readonly top: number;
}

/**
 * Saves the scroll position of each tab and restores it when the tab is shown again. `afterDraw` must be called after
 * each drawing: content may arrive later than its tab, so restoring is retried until the position can be reached or the
 * user scrolls. Positions are saved when scrolling ends; `flush` saves them at once.
 */
export function keepScroll(root: HTMLElement, page: () => Page | undefined): { afterDraw(): void; flush(): void } {
  let wanted: Position | undefined;
  let scrolled: Position | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let shown: Tab | undefined;
  /** The positions as last saved here; others were set by the page, as when a filter shows the top of its list. */
  let saved: Memory['scroll'] | undefined;
  let observed: Element | undefined;

  const resized = new ResizeObserver(() => {
    const rows = root.querySelector<HTMLElement>('[data-rows]');
    const current = page();
    // Open details take room from the table; keep their row visible.
    if (rows && current?.audit.open && current.memory.tab === 'auditLogs') revealRow(rows, current.view.activeRow);
  });

  /** Returns the element that scrolls a tab: the innermost if there are several. */
  function scroller(tab: Tab): HTMLElement | undefined {
    return [...root.querySelectorAll<HTMLElement>(`[data-scroll="${tab}"]`)].at(-1);
  }

  function follow({ target }: Event): void {
    if (!(target instanceof HTMLElement)) return;
    const tab = tabs.find((name) => name === target.dataset.scroll);
    if (tab === undefined || scroller(tab) !== target || wanted?.tab === tab) return;
    scrolled = { tab, top: target.scrollTop };
    clearTimeout(restTimer);
    restTimer = setTimeout(flush, restMs);
  }

  function flush(): void {
    const current = page();
    if (scrolled && current && scrollOf(current.memory, scrolled.tab) !== scrolled.top)
      current.rememberScroll(scrolled.tab, scrolled.top);
    scrolled = undefined;
    saved = current?.memory.scroll;
  }

  const stopWanting = (): void => {
    wanted = undefined;
  };
  // Scroll events don't bubble, but can be captured.
  root.addEventListener('scroll', follow, { capture: true, passive: true });
  root.addEventListener('wheel', stopWanting, { passive: true });
  root.addEventListener('pointerdown', stopWanting);
  root.addEventListener('keydown', stopWanting);

  /** Determines the scroll position of a tab that was not shown before. */
  function begin(current: Page, tab: Tab): void {
    flush();
    const top = scrollOf(current.memory, tab);
    // A new page is already in position: reading it would force a layout before the page is complete.
    const isNew = shown === undefined;
    wanted = isNew && top === 0 ? undefined : { tab, top };
    shown = tab;
  }

  /** Moves to a position that the page set. */
  function obey({ memory }: Page): void {
    if (memory.scroll === saved) return;
    saved = memory.scroll;
    scrolled = undefined;
    wanted = { tab: memory.tab, top: scrollOf(memory, memory.tab) };
  }

  function observe(rows: Element | undefined): void {
    if (rows === observed) return;
    if (observed) resized.unobserve(observed);
    if (rows) resized.observe(rows);
    observed = rows;
  }

  return {
    flush,
    afterDraw() {
      const current = page();
      if (!current) return;
      const { tab } = current.memory;
      if (tab !== shown) begin(current, tab);
      else obey(current);
      const element = scroller(tab);
      if (wanted && element) {
        element.scrollTop = wanted.top;
        if (Math.abs(element.scrollTop - wanted.top) < 1) wanted = undefined;
      }
      observe(root.querySelector('[data-rows]') ?? undefined);
    },
  };
}
