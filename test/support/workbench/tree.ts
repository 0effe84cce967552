import type { Locator, Page } from 'playwright-core';
import { clickRow, type ClickOptions } from './click-row.ts';
import { type DrawnRow, readHover, readRows } from './in-page.mjs';
import { chooseFromMenu, isEnabledInMenu } from './menu.ts';
import { restMouse } from './rest-mouse.ts';

/** A row of a tree as seen and as read out by a screen reader. */
export interface Row {
  label: string;
  description: string;
  /** The accessible label. */
  spoken: string;
  level: number;
  /** Undefined for rows that can't be expanded. */
  expanded: boolean | undefined;
}

/** A tree view in the side bar. Rows are found by their exact label, scrolling to them if needed. */
export interface Tree {
  /** Returns the visible rows, from top to bottom. */
  rows(): Promise<Row[]>;
  /** Returns the row with the keyboard focus; undefined if there is none. */
  focused(): Promise<Row | undefined>;
  /** Waits for a row and scrolls to it; `within` is the label of an ancestor, for labels that occur more than once. */
  find(label: string, within?: string): Promise<Locator>;
  expand(label: string, within?: string): Promise<void>;
  collapse(label: string, within?: string): Promise<void>;
  select(label: string, within?: string): Promise<void>;
  /** Chooses an entry of a row's context menu: a path through its submenus. */
  contextMenu(label: string, path: readonly string[], within?: string): Promise<void>;
  /** Whether an entry of a row's context menu is enabled. */
  isEnabledFor(label: string, path: readonly string[]): Promise<boolean>;
  /** Presses a button shown at the end of a row, found by its tooltip. */
  pressOnRow(label: string, button: string, within?: string): Promise<void>;
  /** Returns the letter of a decoration at the end of a row, or an empty string. */
  badge(label: string, within?: string): Promise<string>;
  /** Returns the text of a row's tooltip, and its numbers of links and of elements other than text. */
  tooltip(label: string, within?: string): Promise<{ text: string; links: number; foreign: number }>;
  /** Presses a button in the title of the view, found by its tooltip. */
  press(button: string): Promise<void>;
  /** Returns the texts and buttons shown in place of an empty tree. */
  welcome(): Promise<string>;
  /** Presses a button or link shown in place of an empty tree. */
  pressInWelcome(button: string): Promise<void>;
  /** Returns the message above the rows, or an empty string. */
  message(): Promise<string>;
  /** Returns the title and description in the view's header. */
  heading(): Promise<string>;
}

/** Returns the tree of the view with this name, whose side bar must be open. */
export function tree(page: Page, view: string): Tree {
  const pane = page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${view}"]`) });
  const rows = pane.locator('.monaco-list-row[role="treeitem"]');
  // The header of a container with a single view is that view's header.
  const head = page
    .locator('.part.sidebar > .composite.title')
    .or(pane.locator('.pane-header'))
    .filter({ visible: true });

  const read = () => rows.evaluateAll(readRows);

  /** Returns the row with a label and its position, once it is completely in view. */
  async function seek(label: string, within?: string): Promise<DrawnRow> {
    let above = within === undefined ? undefined : await seek(within);
    const deadline = Date.now() + findMs;
    for (let down = true; ;) {
      const shown = await read();
      // Read both rows at once, as long as the ancestor is in view.
      if (above !== undefined && (shown[0]?.index ?? 0) <= above.index)
        above = shown.find((row) => row.label === within) ?? above;
      const found = shown.find((row) => row.label === label && row.whole && isBelow(row, above, shown));
      if (found !== undefined) return found;
      if (Date.now() > deadline)
        throw new Error(
          `No row "${label}"${within === undefined ? '' : ` below "${within}"`} among\n${shown.map((row) => `${'  '.repeat(row.level)}${row.label}`).join('\n')}`,
        );
      down = (await scroll(down, shown)) ? down : !down;
    }
  }

  const locate = ({ label, index }: DrawnRow): Locator =>
    rows
      .and(page.locator(`[data-index="${index}"]`))
      .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });

  const click = (label: string, within: string | undefined, options: Omit<ClickOptions, 'timeout'> = {}) =>
    clickRow(
      pane.locator('.monaco-list').first(),
      async () => {
        const row = await seek(label, within);
        return { row: locate(row), label, index: row.index };
      },
      { ...options, timeout: findMs },
    );

  /** Scrolls down a little, or to the top; returns whether other rows came into view. */
  async function scroll(down: boolean, before: Row[]): Promise<boolean> {
    if (before.length > 0) {
      await pane.locator('.monaco-list').first().hover();
      await page.mouse.wheel(0, down ? 200 : -100_000);
    }
    await page.waitForTimeout(pollMs);
    return JSON.stringify(await read()) !== JSON.stringify(before);
  }

  async function setExpanded(expanded: boolean, label: string, within?: string): Promise<void> {
    const isDone = async () => (await seek(label, within)).expanded === expanded;
    if (await isDone()) return;
    await click(label, within, { part: '.monaco-tl-twistie' });
    for (const deadline = Date.now() + findMs; !(await isDone());) {
      if (Date.now() > deadline) throw new Error(`The row "${label}" was not ${expanded ? 'expanded' : 'collapsed'}.`);
    }
  }

  return {
    rows: async () => {
      await pane.waitFor({ state: 'attached' });
      return (await read()).map(seen);
    },
    focused: async () =>
      (await pane.locator('.monaco-list:focus .monaco-list-row.focused').evaluateAll(readRows)).map(seen)[0],
    find: async (label, within) => locate(await seek(label, within)),
    expand: (label, within) => setExpanded(true, label, within),
    collapse: (label, within) => setExpanded(false, label, within),
    select: (label, within) => click(label, within),
    contextMenu: async (label, path, within) => {
      await click(label, within, { button: 'right' });
      await chooseFromMenu(page, ...path);
    },
    isEnabledFor: async (label, path) => {
      await click(label, undefined, { button: 'right' });
      return isEnabledInMenu(page, ...path);
    },
    pressOnRow: (label, button, within) =>
      click(label, within, { part: `.actions .action-label[aria-label^="${button}"]` }),
    badge: async (label, within) => (await seek(label, within)).badge,
    tooltip: async (label, within) => {
      const hover = page.locator('.workbench-hover:visible, .monaco-hover:visible');
      // A tooltip that is still open would be mistaken for this one, or keep the pointer off other rows.
      const leave = async () => {
        await page.locator('.part.editor').hover();
        await hover.first().waitFor({ state: 'detached' });
      };
      const deadline = Date.now() + findMs;
      for (let x = 8; ; x = 17 - x) {
        await leave();
        const row = await seek(label, within);
        // At the icon: hovering over the middle of a long label would scroll it. A row that is redrawn under the
        // pointer shows no tooltip until the pointer moves, as a user's does.
        await locate(row)
          .locator('.monaco-icon-label')
          .hover({ position: { x, y: 10 }, timeout: 2_000 })
          .catch(() => undefined);
        await hover
          .filter({ hasNotText: /^Loading\.\.\.$/ })
          .first()
          .waitFor({ timeout: 2_000 })
          .catch(() => undefined);
        const shown = await hover.evaluateAll(readHover);
        // Rows may come and go above it, which moves another row under the pointer.
        if (shown !== undefined && shown.text !== 'Loading...' && (await seek(label, within)).top === row.top) {
          await leave();
          return shown;
        }
        if (Date.now() > deadline) throw new Error(`No tooltip for "${label}"`);
      }
    },
    press: async (button) => {
      await restMouse(page);
      await head.last().hover();
      await head.last().locator(`.action-label[aria-label^="${button}"]`).click();
    },
    welcome: async () => {
      const shown = pane.locator('.welcome-view-content');
      await shown.waitFor();
      return (await shown.innerText()).trim();
    },
    pressInWelcome: (button) =>
      pane.locator('.welcome-view-content').locator('a, .monaco-button').getByText(button, { exact: true }).click(),
    message: async () => (await pane.locator('.message').filter({ visible: true }).allInnerTexts())[0]?.trim() ?? '',
    heading: async () => (await head.last().innerText()).trim().replace(/\s+/g, ' '),
  };
}

const seen = ({ label, description, spoken, level, expanded }: Row): Row => ({
  label,
  description,
  spoken,
  level,
  expanded,
});

/** Whether a row is a descendant of another, judging by the rows between them that are drawn. */
function isBelow(row: DrawnRow, above: DrawnRow | undefined, shown: readonly DrawnRow[]): boolean {
  if (above === undefined) return true;
  return (
    row.index > above.index &&
    shown.every(({ index, level }) => index <= above.index || index > row.index || level > above.level)
  );
}

const findMs = 20_000;
const pollMs = 50;
