import type { Page } from 'playwright-core';
import { readNotifications } from './in-page.mjs';
import { restMouse } from './rest-mouse.ts';

const actionMs = 15_000;
const pollMs = 50;

/** A visible notification or modal dialog. */
export interface Message {
  severity: 'info' | 'warning' | 'error';
  text: string;
  /** For dialogs, the smaller text below the message. */
  detail: string;
  buttons: string[];
}

/** Returns the visible notifications. */
export async function notifications(page: Page): Promise<Message[]> {
  return page.locator('.notifications-toasts .notification-list-item').evaluateAll(readNotifications);
}

/** Waits for a notification that contains a text; returns it with functions to press its buttons and to close it. */
export async function notification(
  page: Page,
  text: string,
): Promise<Message & { press(button: string): Promise<void>; close(): Promise<void> }> {
  const toast = page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  return {
    ...(await shownNotification(page, text)),
    press: async (button) => {
      await restMouse(page);
      await toast.locator('.monaco-button').getByText(button, { exact: true }).click();
    },
    close: async () => {
      await toast.hover();
      await toast.locator('.codicon-notifications-clear').click();
    },
  };
}

async function shownNotification(page: Page, text: string): Promise<Message> {
  for (const deadline = Date.now() + actionMs; ;) {
    const shown = await notifications(page);
    const found = shown.find((each) => each.text.includes(text));
    if (found !== undefined) return found;
    if (Date.now() > deadline)
      throw new Error(`No notification says "${text}", but ${JSON.stringify(shown.map((each) => each.text))}`);
    await page.waitForTimeout(pollMs);
  }
}

/** Waits for a modal dialog; returns its texts with a function to press its buttons. */
export async function dialog(
  page: Page,
): Promise<Message & { press(button: string): Promise<void>; cancel(): Promise<void> }> {
  const box = page.locator('.monaco-dialog-box');
  await box.waitFor();
  const icon = (await box.locator('.dialog-icon').getAttribute('class')) ?? '';
  const buttons = box.locator('.dialog-buttons .monaco-button');
  // Without a detail, its element holds the message.
  const [text = '', detail = ''] = (await box.locator('.dialog-message, .dialog-message-detail').allInnerTexts())
    .map((part) => part.trim())
    .filter(Boolean);
  return {
    severity: (['error', 'warning'] as const).find((one) => icon.includes(`codicon-dialog-${one}`)) ?? 'info',
    text,
    detail,
    buttons: (await buttons.allInnerTexts()).map((label) => label.trim()),
    press: (button) => buttons.getByText(button, { exact: true }).click(),
    cancel: () => page.keyboard.press('Escape'),
  };
}
