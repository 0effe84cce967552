import type { Page } from 'playwright-core';

/**
 * Moves the mouse to a corner. The hover of what it rests on opens after half a second, may cover what is to be clicked
 * next, and would stay: a click waits for what covers its target without moving the mouse.
 */
export const restMouse = (page: Page): Promise<void> => page.mouse.move(5, 5);
