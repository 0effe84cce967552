import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './host/browser.ts';
import { cleanUpOnSignals, removeTemporaryFolder, temporaryFolder } from './host/processes.ts';
import { installedExtensions } from './host/product.ts';
import { startServer, type Server } from './host/serverBuild.ts';
import { quietSettings, writeServerSettings } from './host/settings.ts';
import { out, root } from './paths.ts';
import { saveFailure, saveFailuresOf } from './workbench/failures.ts';
import { openAccountsMenu, type AccountsMenu } from './workbench/menu.ts';
import { dialog, notification, notifications } from './workbench/messages.ts';
import { quickInput, type QuickInput } from './workbench/quickInput.ts';
import { tree, type Tree } from './workbench/tree.ts';

const themes = { light: 'Light 2026', dark: 'Dark 2026', 'high-contrast': 'Default High Contrast', 'high-contrast-light': 'Default High Contrast Light' };
const themeClasses = { light: 'vs', dark: 'vs-dark', 'high-contrast': 'hc-black', 'high-contrast-light': 'hc-light' };
const startMs = 60_000;
const actionMs = 15_000;
const pollMs = 50;

export interface WorkbenchOptions {
  /** Settings by their dotted names; those of machine scope go where the server reads them. */
  settings?: Record<string, unknown>;
  /** Added to the environment of VS Code. */
  env?: Record<string, string>;
  /** The folder to open, of which a copy is made; the sample workspace unless given. */
  workspace?: string;
  theme?: keyof typeof themes;
  viewport?: { width: number; height: number };
  /** Whether untrusted folders are restricted. */
  workspaceTrust?: boolean;
}

/** The page of a VS Code window, driven as a person would. */
export interface WorkbenchPage {
  readonly page: Page;
  readonly quickInput: QuickInput;
  /** Runs a command by its title in the palette, with its category ("Forge Console: Refresh"). */
  runCommand(title: string): Promise<void>;
  /** Opens a view container and gives the tree of one of its views. */
  openView(container: string, view?: string): Promise<Tree>;
  notifications: () => ReturnType<typeof notifications>;
  notification: (text: string) => ReturnType<typeof notification>;
  dialog: () => ReturnType<typeof dialog>;
  accountsMenu(): Promise<AccountsMenu>;
  /** Waits until something has been copied since the last call, and gives it. */
  clipboard(): Promise<string>;
  /** Saves what is shown as out/ui/screenshots/NAME.png and gives its path. */
  screenshot(name: string): Promise<string>;
}

/** A real VS Code window with the packed product installed. */
export interface Workbench extends WorkbenchPage {
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** Changes settings of the user or the machine while VS Code runs; undefined takes one back. */
  set(settings: Record<string, unknown>): Promise<void>;
  /** Changes the theme and waits until the workbench is drawn in it. */
  theme(theme: keyof typeof themes): Promise<void>;
  /** Loads the page again: extensions start anew, storage and secrets are kept. */
  reload(): Promise<void>;
  /** Ends VS Code and starts it again on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

cleanUpOnSignals();
// A browser takes a second to start, so that the workbenches of one run share it.
let browser: Promise<Browser> | undefined;

/** Starts a server with data of its own, and opens its workbench. The caller closes it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await temporaryFolder('ui');
  const dataFolder = join(folder, 'data');
  const workspace = join(folder, 'workspace');
  await cp(options.workspace ?? join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
  let settings: Record<string, unknown> = {};
  const set = (changed: Record<string, unknown>) => writeServerSettings(dataFolder, (settings = { ...settings, ...changed }));
  await set({ ...quietSettings, 'workbench.colorTheme': themes[options.theme ?? 'dark'], ...options.settings });
  const start = (port?: number) =>
    startServer({
      dataFolder,
      extensionsFolder: installedExtensions(),
      ...(options.env && { env: options.env }),
      ...(port !== undefined && { port }),
      ...(options.workspaceTrust !== undefined && { workspaceTrust: options.workspaceTrust }),
    });
  let server: Server = await start();
  let context: BrowserContext | undefined;
  let stopWatching: () => void = () => undefined;
  const close = async () => {
    stopWatching();
    await context?.close();
    await server.stop();
    await removeTemporaryFolder(folder);
  };

  try {
    context = await (await (browser ??= launchBrowser())).newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    context.setDefaultTimeout(actionMs);
    const page = await context.newPage();
    stopWatching = saveFailuresOf({ page, dataFolder });
    const load = () => workbenchAt(page, server.address(workspace));
    const workbench = await load().catch(async (error: unknown) => {
      await saveFailure({ page, dataFolder }, 'opening the workbench');
      throw error;
    });
    return {
      ...workbench,
      workspace,
      set,
      theme: async (theme) => {
        await set({ 'workbench.colorTheme': themes[theme] });
        await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
      },
      reload: async () => {
        await page.reload({ timeout: startMs });
        await loaded(page);
      },
      restart: async () => {
        await page.goto('about:blank');
        await server.stop();
        server = await start(server.port);
        await load();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the workbench at an address in a page, whoever started its server, and waits until it has its extensions. */
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
      await page.screenshot({ path });
      return path;
    },
  };
}

async function loaded(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startMs });
  // The icons in the activity bar come with the extensions.
  await page.locator('.activitybar .action-label[aria-label^="Forge Console"]').waitFor({ timeout: startMs });
}

async function copiedText(page: Page): Promise<string> {
  for (const deadline = Date.now() + actionMs; Date.now() < deadline; ) {
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
  for (const deadline = Date.now() + startMs; ; ) {
    await page.keyboard.press('F1');
    await input.opened();
    await input.type(`>${title}`);
    try {
      await input.choose(title, 2_000);
      return;
    } catch (error) {
      // The open palette does not notice commands of extensions that are loaded only now.
      if (Date.now() > deadline) throw error;
      await input.cancel();
    }
  }
}

async function openView(page: Page, container: string, view: string): Promise<Tree> {
  // The icon in the activity bar would close a view that is open already.
  await runCommand(page, `View: Show ${container}`);
  await page.locator(`.pane-header[aria-label^="${view}"]`).waitFor({ state: 'attached' });
  return tree(page, view);
}
