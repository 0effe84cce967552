import type { Page } from 'playwright-core';

/** The hovers of rows, buttons and texts. */
const hovers = '.workbench-hover:visible, .monaco-hover:visible';

/**
 * Moves the mouse to a corner, and waits until no hover is shown. A hover opens half a second after the mouse came to
 * rest, may cover what is to be clicked next, and stays until the mouse moves.
 */
export async function restMouse(page: Page): Promise<void> {
  await page.mouse.move(5, 5);
  await page.locator(hovers).first().waitFor({ state: 'hidden' });
}
