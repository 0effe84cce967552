import { basename, dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { readBoxWithin } from './in-page.mjs';
import { quickInput } from './quick-input.ts';
import { restMouse } from './rest-mouse.ts';

/** A rectangle on the page, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The active text editor. */
export interface TextEditor {
  /** Opens a file of the workspace, found by part of its path. */
  readonly open: (path: string) => Promise<void>;
  /** Returns the visible lines. */
  readonly lines: () => Promise<string[]>;
  /** Returns the code lenses above visible lines. */
  readonly lenses: () => Promise<string[]>;
  /** Clicks a code lens; the first of those with its title. */
  readonly pressLens: (title: string) => Promise<void>;
  /** Hovers over a visible text, and returns the hover's content. */
  readonly hover: (text: string) => Promise<string>;
  /** Clicks a link in the open hover. */
  readonly pressInHover: (link: string) => Promise<void>;
  /** Puts the cursor after a visible text. */
  readonly placeBehind: (text: string) => Promise<void>;
  /** Returns the suggestions, once there are any. */
  readonly suggestions: () => Promise<string[]>;
  /** Returns how many visible texts are underlined. */
  readonly underlined: (kind: 'error' | 'warning' | 'info') => Promise<number>;
  /** Applies a quick fix at the cursor. */
  readonly fix: (title: string) => Promise<void>;
}

/** Timeout for a hover to appear, in milliseconds. */
const actionMs = 15_000;
const pollMs = 50;

/** Returns the editor of a page. */
export function textEditor(page: Page): TextEditor {
  const editor = page.locator('.editor-instance .monaco-editor').first();
  const hovered = page.locator('.monaco-hover:visible .hover-contents');
  const drawn = (text: string) => text.replaceAll('\u00a0', ' ');

  /** Returns the box of a visible text. */
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
      await page.keyboard.press('ControlOrMeta+P');
      await input.opened();
      await input.type(path);
      const [folder, name] = [basename(dirname(path)), basename(path)];
      // At first, previously opened files are suggested.
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
    async pressLens(title) {
      await restMouse(page);
      await editor.locator('.codelens-decoration a', { hasText: title }).first().click();
    },
    lenses: async () => (await editor.locator('.codelens-decoration').allInnerTexts()).map(drawn),
    async hover(text) {
      for (const deadline = Date.now() + actionMs; ;) {
        // A pointer that already rests there opens no new hover.
        await restMouse(page);
        await hovered.first().waitFor({ state: 'hidden' });
        const { x, y, width, height } = await boxOf(text);
        await page.mouse.move(x + width / 2 - 1, y + height / 2);
        await page.mouse.move(x + width / 2, y + height / 2);
        await hovered
          .first()
          .waitFor({ timeout: 3_000 })
          .catch(() => undefined);
        // Lines move down when a lens appears above them.
        const told = (await hovered.allInnerTexts()).map(drawn).join('\n');
        if (told !== '' && !told.includes('Loading...') && (await boxOf(text)).y === y) return told;
        if (Date.now() > deadline) throw new Error(`Nothing is told of "${text}"`);
      }
    },
    pressInHover: (link) => page.locator('.monaco-hover:visible a', { hasText: link }).click(),
    async placeBehind(text) {
      // An open hover would intercept the click.
      await restMouse(page);
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
      await page.keyboard.press('ControlOrMeta+.');
      const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
      await row.waitFor();
      await row.click();
    },
  };
}
