import type { Locator } from 'playwright-core';
import { meetRow } from './in-page.mjs';

/** A row that is drawn, and how to tell whether the mouse meets it. */
export interface Target {
  readonly row: Locator;
  readonly label: string;
  /** Where it stands among all rows of its list, if that matters. */
  readonly index?: number;
}

export interface ClickOptions {
  readonly button?: 'left' | 'right';
  /** A selector of what is pressed within the row. */
  readonly part?: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Clicks on a row of a list, which `look` finds each time. Where rows come or go meanwhile, VS Code draws another one
 * in the same element, which waiting for the element can't notice: so the click acts only where it meets the row, and
 * is aimed anew otherwise. Rejects when it never does in time.
 */
export async function clickRow(
  list: Locator,
  look: () => Promise<Target>,
  { button = 'left', part, timeout }: ClickOptions,
): Promise<void> {
  for (const deadline = Date.now() + timeout; ;) {
    const { row, ...wanted } = await look();
    const meeting = await list.evaluateHandle(meetRow, wanted, { timeout });
    let missed: unknown;
    try {
      await click(row, button, part, timeout);
    } catch (error) {
      missed = error;
    }
    if (await meeting.evaluate((started) => started.end())) return;
    if (Date.now() > deadline) throw new Error(`The click never met "${wanted.label}"`, { cause: missed });
  }
}

async function click(row: Locator, button: 'left' | 'right', part: string | undefined, timeout: number): Promise<void> {
  // Not by the locator: it would wait for a row that stands elsewhere by now.
  const element = await row.elementHandle({ timeout: rowMs });
  if (part === undefined) return element.click({ button, timeout });
  // Some parts are shown only under the pointer.
  await element.hover({ timeout });
  const pressed = await element.waitForSelector(part, { timeout });
  await pressed.click({ button, timeout });
}

/** How long a row that was there a moment ago is waited for, in milliseconds. */
const rowMs = 1_000;
