import type { Locator, Page } from 'playwright-core';
import { mouseIsTaken } from './in-page.mjs';

/** Chooses an entry of the open menu; a path ("Sort By", "Name") goes through its submenus. */
export async function chooseFromMenu(page: Page, ...path: string[]): Promise<void> {
  for (const entry of path) {
    const item = menuItem(page, entry);
    await item.hover();
    await item.evaluate(mouseIsTaken);
    await item.click();
  }
}

/** Whether an entry of the open menu, or of a submenu, is enabled; closes the menu. */
export async function isEnabledInMenu(page: Page, ...path: string[]): Promise<boolean> {
  await chooseFromMenu(page, ...path.slice(0, -1));
  const item = menuItem(page, path.at(-1) ?? '');
  await item.waitFor();
  const isDisabled = (await item.and(page.locator('.disabled')).count()) > 0;
  for (const menus = page.locator('.monaco-menu'); (await menus.count()) > 0;) await page.keyboard.press('Escape');
  return !isDisabled;
}

function menuItem(page: Page, entry: string): Locator {
  return page
    .locator('.monaco-menu .action-item')
    .filter({ has: page.locator('.action-label').getByText(entry, { exact: true }) })
    .last();
}

/** Returns the entries of the open menu. */
export async function menuEntries(page: Page): Promise<string[]> {
  const menu = page.locator('.monaco-menu').last();
  await menu.waitFor();
  const labels = await menu.locator('.action-item .action-label:visible').allInnerTexts();
  return labels.map((label) => label.trim()).filter(Boolean);
}

/** The Accounts menu of the activity bar. */
export interface AccountsMenu {
  entries(): Promise<string[]>;
  /** Chooses an entry, or an entry of an account's submenu. */
  choose(...path: string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the Accounts menu. */
export async function openAccountsMenu(page: Page): Promise<AccountsMenu> {
  await page
    .locator('.activitybar .action-item[aria-label^="Accounts"], .activitybar .action-label[aria-label^="Accounts"]')
    .first()
    .click();
  await page.locator('.monaco-menu').waitFor();
  return {
    entries: () => menuEntries(page),
    choose: (...path) => chooseFromMenu(page, ...path),
    close: () => page.keyboard.press('Escape'),
  };
}
