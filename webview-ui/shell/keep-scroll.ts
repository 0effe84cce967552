import type { Tab } from '../../src/app-panel/protocol.ts';
import { tabs } from '../../src/app-panel/protocol.ts';
import { rowHeight, windowStart } from '../components/row-window.ts';
import { scrollOf } from './page-memory.ts';
import type { Page } from './page.ts';
import { revealRow } from '../components/grid-keys.ts';

/**
 * Keeps how far each tab is scrolled and brings it back when the tab is shown again. `afterDraw` is called after each
 * drawing: what a tab shows may arrive later than the tab, so that the position is tried until it can be reached or the
 * person scrolls.
 */
export function keepScroll(root: HTMLElement, page: () => Page | undefined): { afterDraw(): void } {
  let wanted: { tab: Tab; top: number } | undefined;
  let shown: Tab | undefined;
  let observed: Element | undefined;

  const resized = new ResizeObserver(() => {
    const rows = root.querySelector<HTMLElement>('[data-rows]');
    const current = page();
    // Details that are open take room from the table; their row stays in sight.
    if (rows && current?.audit.open && current.memory.tab === 'auditLogs') revealRow(rows, current.view.activeRow);
    measure();
  });

  /** The element that scrolls a tab: of several, the innermost. */
  function scroller(tab: Tab): HTMLElement | undefined {
    return [...root.querySelectorAll<HTMLElement>(`[data-scroll="${tab}"]`)].at(-1);
  }

  /** Tells the page which installations are in view. */
  function measure(): void {
    const rows = root.querySelector('[data-rows]');
    const current = page();
    if (!rows || !current) return;
    const { viewport } = current.view;
    const seen = { top: windowStart(rows.scrollTop, rowHeight), height: rows.clientHeight };
    if (viewport.top !== seen.top || viewport.height !== seen.height) current.show({ viewport: seen });
  }

  function keep(event: Event): void {
    const { target } = event;
    const current = page();
    if (!(target instanceof HTMLElement) || !current) return;
    const tab = tabs.find((name) => name === target.dataset.scroll);
    if (tab === undefined || scroller(tab) !== target) return;
    if (target.dataset.rows !== undefined) measure();
    if (wanted?.tab === tab || scrollOf(current.memory, tab) === target.scrollTop) return;
    current.rememberScroll(tab, target.scrollTop);
  }

  const stopWanting = (): void => {
    wanted = undefined;
  };
  // Scroll events don't bubble, but they can be caught on their way down.
  root.addEventListener('scroll', keep, { capture: true, passive: true });
  root.addEventListener('wheel', stopWanting, { passive: true });
  root.addEventListener('pointerdown', stopWanting);
  root.addEventListener('keydown', stopWanting);

  return {
    afterDraw() {
      const current = page();
      if (!current) return;
      const { tab } = current.memory;
      if (tab !== shown) {
        const top = scrollOf(current.memory, tab);
        // A new page is where it should be: asking would have the browser lay it out before it is whole.
        const isNew = shown === undefined;
        if (!isNew || tab !== tabs[0])
          root.querySelector(`#tab-${tab}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        wanted = isNew && top === 0 ? undefined : { tab, top };
        shown = tab;
      }
      const element = scroller(tab);
      if (wanted && element) {
        element.scrollTop = wanted.top;
        if (Math.abs(element.scrollTop - wanted.top) < 1) wanted = undefined;
      }
      const rows = root.querySelector('[data-rows]') ?? undefined;
      if (rows !== observed) {
        if (observed) resized.unobserve(observed);
        if (rows) resized.observe(rows);
        observed = rows;
      }
      measure();
    },
  };
}
