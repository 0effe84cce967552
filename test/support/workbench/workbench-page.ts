import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { out } from '../paths.ts';
import { openAccountsMenu, type AccountsMenu } from './menu.ts';
import { dialog, notification, notifications } from './messages.ts';
import { quickInput, type QuickInput } from './quick-input.ts';
import { tree, type Tree } from './tree.ts';

const startMs = 60_000;
const actionMs = 15_000;
const paletteMs = 2_000;
const pollMs = 50;

/** The page of a VS Code window, operated as a user would. */
export interface WorkbenchPage {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** Runs a command by its title in the palette, with its category ("Forge Console: Refresh"). */
  runCommand(title: string): Promise<void>;
  /** Opens a view container and returns the tree of one of its views. */
  openView(container: string, view?: string): Promise<Tree>;
  notifications: () => ReturnType<typeof notifications>;
  notification: (text: string) => ReturnType<typeof notification>;
  dialog: () => ReturnType<typeof dialog>;
  accountsMenu(): Promise<AccountsMenu>;
  /** Waits until something has been copied since the last call, and returns it. */
  clipboard(): Promise<string>;
  /** Saves a screenshot as out/ui/screenshots/NAME.png and returns its path. */
  screenshot(name: string): Promise<string>;
}

/**
 * Opens the workbench at an address in a page and waits until its extensions are loaded. The server may have been
 * started by anyone.
 */
export async function workbenchAt(page: Page, address: string): Promise<WorkbenchPage> {
  await page.goto(address, { timeout: startMs });
  await loaded(page);
  return {
    page,
    quickInput: quickInput(page),
    runCommand: (title) => runCommand(page, title),
    openView: (container, view = container) => openView(page, container, view),
    notifications: () => notifications(page),
    notification: (text) => notification(page, text),
    dialog: () => dialog(page),
    accountsMenu: () => openAccountsMenu(page),
    clipboard: () => copiedText(page),
    screenshot: async (name) => {
      const path = join(out, 'ui', 'screenshots', `${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      return path;
    },
  };
}

/** Waits until the workbench in a page is drawn and its extensions are loaded. */
export async function loaded(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startMs });
  // The icons in the activity bar appear with the extensions.
  await page.locator('.activitybar .action-label[aria-label^="Forge Console"]').waitFor({ timeout: startMs });
}

async function copiedText(page: Page): Promise<string> {
  for (const deadline = Date.now() + actionMs; Date.now() < deadline;) {
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    if (text !== '') {
      await page.evaluate('navigator.clipboard.writeText("")');
      return text;
    }
    await page.waitForTimeout(pollMs);
  }
  throw new Error('Nothing was copied.');
}

async function runCommand(page: Page, title: string): Promise<void> {
  const input = quickInput(page);
  for (const deadline = Date.now() + startMs; ;) {
    try {
      await page.keyboard.press('F1');
      await input.opened(undefined, paletteMs);
      await input.type(`>${title}`, paletteMs);
      await input.choose(title, paletteMs);
      return;
    } catch (error) {
      // A workbench that is still loading may close the palette, and an open palette does not pick up the commands of
      // extensions loaded later.
      if (Date.now() > deadline) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

async function openView(page: Page, container: string, view: string): Promise<Tree> {
  // The icon in the activity bar would close a view that is already open.
  await runCommand(page, `View: Show ${container}`);
  await page.locator(`.pane-header[aria-label^="${view}"]`).waitFor({ state: 'attached' });
  return tree(page, view);
}
