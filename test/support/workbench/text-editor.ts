import { basename, dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { readBoxWithin } from './in-page.mjs';
import { quickInput } from './quick-input.ts';

/** Where something is on the page, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The text editor in front. */
export interface TextEditor {
  /** Opens a file of the workspace, found by a part of its path. */
  readonly open: (path: string) => Promise<void>;
  /** The lines in view, as they are drawn. */
  readonly lines: () => Promise<string[]>;
  /** What stands above lines in view. */
  readonly lenses: () => Promise<string[]>;
  /** Rests the pointer on a text in view, and gives what is shown. */
  readonly hover: (text: string) => Promise<string>;
  /** Presses a link in the hover that is shown. */
  readonly pressInHover: (link: string) => Promise<void>;
  /** Puts the cursor behind a text in view. */
  readonly placeBehind: (text: string) => Promise<void>;
  /** The suggestions that are shown, once there are any. */
  readonly suggestions: () => Promise<string[]>;
  /** How many texts in view are underlined. */
  readonly underlined: (kind: 'error' | 'warning' | 'info') => Promise<number>;
  /** Chooses a quick fix at the cursor. */
  readonly fix: (title: string) => Promise<void>;
}

/** Longest time that a hover may take to come, in milliseconds. */
const actionMs = 15_000;
const pollMs = 50;

/** The editor of a page. */
export function textEditor(page: Page): TextEditor {
  const editor = page.locator('.editor-instance .monaco-editor').first();
  const hovered = page.locator('.monaco-hover:visible .hover-contents');
  const drawn = (text: string) => text.replaceAll('\u00a0', ' ');

  /** The box of a text in view. */
  async function boxOf(text: string): Promise<Box> {
    const line = editor
      .locator('.view-line', { hasText: text.replaceAll(' ', '\u00a0') })
      .or(editor.locator('.view-line', { hasText: text }));
    await line.first().waitFor();
    const box = await line.first().evaluate(readBoxWithin, text);
    if (box === undefined) throw new Error(`${text} is not in view`);
    return box;
  }

  return {
    async open(path) {
      const input = quickInput(page);
      await page.keyboard.press('Control+P');
      await input.opened();
      await input.type(path);
      const [folder, name] = [basename(dirname(path)), basename(path)];
      // At first, files are offered that were open before.
      for (const deadline = Date.now() + actionMs; ;) {
        const [first] = await input.choices();
        if (first?.label === name && (folder === '.' || first.description.includes(folder))) break;
        if (Date.now() > deadline) throw new Error(`The first file offered is ${JSON.stringify(first)}, not ${path}`);
        await page.waitForTimeout(pollMs);
      }
      await input.accept();
      await page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
      await editor.locator('.view-line').first().waitFor();
    },
    lines: async () => (await editor.locator('.view-line').allInnerTexts()).map(drawn),
    lenses: async () => (await editor.locator('.codelens-decoration').allInnerTexts()).map(drawn),
    async hover(text) {
      for (const deadline = Date.now() + actionMs; ;) {
        // A pointer that rests already shows nothing anew.
        await page.mouse.move(5, 5);
        await hovered.first().waitFor({ state: 'hidden' });
        const { x, y, width, height } = await boxOf(text);
        await page.mouse.move(x + width / 2 - 1, y + height / 2);
        await page.mouse.move(x + width / 2, y + height / 2);
        await hovered
          .first()
          .waitFor({ timeout: 3_000 })
          .catch(() => undefined);
        // Lines go down when a lens comes to stand above them.
        const told = (await hovered.allInnerTexts()).map(drawn).join('\n');
        if (told !== '' && !told.includes('Loading...') && (await boxOf(text)).y === y) return told;
        if (Date.now() > deadline) throw new Error(`Nothing is told of "${text}"`);
      }
    },
    pressInHover: (link) => page.locator('.monaco-hover:visible a', { hasText: link }).click(),
    async placeBehind(text) {
      // A hover that is shown would take the click.
      await page.mouse.move(5, 5);
      await hovered.first().waitFor({ state: 'hidden' });
      for (let clicked: number | undefined; ;) {
        const { x, y, width, height } = await boxOf(text);
        if (clicked === y) return;
        await page.mouse.click(x + width - 1, y + height / 2);
        clicked = y;
      }
    },
    async suggestions() {
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.first().waitFor();
      return (await rows.locator('.label-name').allInnerTexts()).map(drawn);
    },
    underlined: (kind) => editor.locator(`.squiggly-${kind}`).count(),
    async fix(title) {
      await page.keyboard.press('Control+.');
      const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
      await row.waitFor();
      await row.click();
    },
  };
}
