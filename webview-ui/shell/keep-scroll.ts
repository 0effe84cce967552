import { type Tab, tabs } from '../../src/app-panel/protocol.ts';
import { revealRow } from '../components/grid-keys.ts';
import { scrollOf } from './page-memory.ts';
import type { Page } from './page.ts';

/** Scrolling rests when it did not go on for this long. */
const restMs = 150;

/** How far a tab is scrolled down, in pixels. */
interface Position {
  readonly tab: Tab;
  readonly top: number;
}

/**
 * Keeps how far each tab is scrolled and brings it back when the tab is shown again. `afterDraw` is called after each
 * drawing: what a tab shows may arrive later than the tab, so that the position is tried until it can be reached or the
 * person scrolls. Positions are kept once scrolling rests; `flush` keeps them at once.
 */
export function keepScroll(root: HTMLElement, page: () => Page | undefined): { afterDraw(): void; flush(): void } {
  let wanted: Position | undefined;
  let scrolled: Position | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let shown: Tab | undefined;
  let observed: Element | undefined;

  const resized = new ResizeObserver(() => {
    const rows = root.querySelector<HTMLElement>('[data-rows]');
    const current = page();
    // Details that are open take room from the table; their row stays in sight.
    if (rows && current?.audit.open && current.memory.tab === 'auditLogs') revealRow(rows, current.view.activeRow);
  });

  /** The element that scrolls a tab: of several, the innermost. */
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
  }

  const stopWanting = (): void => {
    wanted = undefined;
  };
  // Scroll events don't bubble, but they can be caught on their way down.
  root.addEventListener('scroll', follow, { capture: true, passive: true });
  root.addEventListener('wheel', stopWanting, { passive: true });
  root.addEventListener('pointerdown', stopWanting);
  root.addEventListener('keydown', stopWanting);

  /** A tab that was not shown before: where it is to be. */
  function begin(current: Page, tab: Tab): void {
    flush();
    const top = scrollOf(current.memory, tab);
    // A new page is where it should be: asking would have the browser lay it out before it is whole.
    const isNew = shown === undefined;
    if (!isNew || tab !== tabs[0])
      root.querySelector(`#tab-${tab}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    wanted = isNew && top === 0 ? undefined : { tab, top };
    shown = tab;
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
      const element = scroller(tab);
      if (wanted && element) {
        element.scrollTop = wanted.top;
        if (Math.abs(element.scrollTop - wanted.top) < 1) wanted = undefined;
      }
      observe(root.querySelector('[data-rows]') ?? undefined);
    },
  };
}
