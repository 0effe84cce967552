import type { Locator } from 'playwright-core';
import { meetRow } from './in-page.mjs';
import { restMouse } from './rest-mouse.ts';

/** A row that is drawn, and how to tell whether the mouse hits it. */
export interface Target {
  readonly row: Locator;
  readonly label: string;
  /** Its position among all rows of the list, if that matters. */
  readonly index?: number;
}

export interface ClickOptions {
  readonly button?: 'left' | 'right';
  /** A selector of the element to click within the row. */
  readonly part?: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Clicks on a row of a list, which `look` locates each time. If rows come or go meanwhile, VS Code draws another row in
 * the same element, which waiting for the element can't detect: so the click takes effect only if it hits the row, and
 * is otherwise repeated. Rejects on timeout.
 */
export async function clickRow(
  list: Locator,
  look: () => Promise<Target>,
  { button = 'left', part, timeout }: ClickOptions,
): Promise<void> {
  for (const deadline = Date.now() + timeout; ;) {
    const { row, ...wanted } = await look();
    // The hover of another row may cover this one.
    await restMouse(list.page());
    const meeting = await list.evaluateHandle(meetRow, wanted, { timeout });
    let missed: unknown;
    try {
      await click(row, button, part, timeout);
    } catch (error) {
      missed = error;
    }
    if (await meeting.evaluate((started) => started.end()).catch(leftPage)) return;
    if (Date.now() > deadline) throw new Error(`The click never met "${wanted.label}"`, { cause: missed });
  }
}

/** True where the page was left, as *Developer: Reload Window* does at once: such a click met its row. */
function leftPage(error: unknown): true {
  if (error instanceof Error && error.message.includes('Execution context was destroyed')) return true;
  throw error;
}

async function click(row: Locator, button: 'left' | 'right', part: string | undefined, timeout: number): Promise<void> {
  // Not through the locator: it would wait for a row that has since moved.
  const element = await row.elementHandle({ timeout: rowMs });
  if (part === undefined) return element.click({ button, timeout });
  // Some parts are visible only on hover.
  await element.hover({ timeout });
  const pressed = await element.waitForSelector(part, { timeout });
  await pressed.click({ button, timeout });
}

/** Timeout for a row that was just there, in milliseconds. */
const rowMs = 1_000;
