import { type Tab, tabsOf } from '../../src/app-panel/protocol.ts';
import type { Page } from './page.ts';

/** Returns the tab that is shown: the chosen one, unless apps of this type don't have it. */
export function shownTab({ state, memory }: Pick<Page, 'state' | 'memory'>): Tab {
  return tabsOf(state.header.type).find((tab) => tab === memory.tab) ?? 'overview';
}
