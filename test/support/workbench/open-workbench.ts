import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { cleanUpOnSignals, removeTemporaryFolder, temporaryFolder } from '../host/processes.ts';
import { installedExtensions } from '../host/product.ts';
import { startServer, type Server } from '../host/server-build.ts';
import { quietSettings, writeServerSettings, writeSettings } from '../host/user-settings.ts';
import { assertNoCanaryIn, assertNoCanaryUnder } from '../canary.ts';
import { root } from '../paths.ts';
import { saveFailure, saveFailuresOf } from './save-failures.ts';
import { isStored } from './in-page.mjs';
import { loaded, workbenchAt, type WorkbenchPage } from './workbench-page.ts';

const themes = {
  light: 'Light 2026',
  dark: 'Dark 2026',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
const themeClasses = { light: 'vs', dark: 'vs-dark', 'high-contrast': 'hc-black', 'high-contrast-light': 'hc-light' };
const startMs = 60_000;
const actionMs = 15_000;

export interface WorkbenchOptions {
  /** Settings by their dotted names; those of machine scope are written where the server reads them. */
  settings?: Record<string, unknown>;
  /** Added to the environment of VS Code. */
  env?: Record<string, string>;
  /** The folder to copy and open; the sample workspace by default. */
  workspace?: string;
  /** What to open in place of that folder: a workspace file in it, or nothing. */
  open?: { file: string } | 'nothing';
  theme?: keyof typeof themes;
  viewport?: { width: number; height: number };
  /** Whether untrusted folders are restricted. */
  workspaceTrust?: boolean;
}

/** A real VS Code window with the packaged product installed. */
export interface Workbench extends WorkbenchPage {
  /** The opened copy of the workspace. */
  readonly workspace: string;
  /** Changes settings while VS Code runs, by their dotted names; those of scope `application` only count for the user. */
  set(settings: Record<string, unknown>): Promise<void>;
  /** Changes settings of the user, which a server reads when its page is loaded: loads the page again. */
  setForUser(settings: Record<string, unknown>): Promise<void>;
  /** Changes the theme and waits until the workbench is drawn in it. */
  theme(theme: keyof typeof themes): Promise<void>;
  /** Waits until the page has stored a text of an extension's state, which it does when idle. */
  stored(text: string): Promise<void>;
  /** Loads the page again: extensions restart, storage and secrets are kept. */
  reload(): Promise<void>;
  /** Reloads the window by command: editors and panels save their state first. */
  reloadWindow(): Promise<void>;
  /** Stops VS Code and starts it again with the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

cleanUpOnSignals();
// Starting a browser takes a second, so all workbenches of a run share one.
let browser: Promise<Browser> | undefined;

/** Starts a server with its own data, and opens its workbench. The caller must close it. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await temporaryFolder('ui');
  const dataFolder = join(folder, 'data');
  const workspace = join(folder, 'workspace');
  await cp(options.workspace ?? join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
  let userSettings: Record<string, unknown> = {
    ...quietSettings,
    'workbench.colorTheme': themes[options.theme ?? 'dark'],
    ...options.settings,
  };
  await writeServerSettings(dataFolder, userSettings);
  let { settings } = options;
  // A running server watches only the machine's settings, which may contain any setting.
  const set = (changed: Record<string, unknown>) =>
    writeSettings(join(dataFolder, 'data', 'Machine'), (settings = { ...settings, ...changed }));
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
    const shown = context && (await shownIn(context).catch(() => []));
    await context?.close();
    await server.stop();
    try {
      assertNoCanaryIn('the workbench', shown);
      assertNoCanaryIn('what VS Code printed', server.printed());
      // Settings, state, logs of VS Code and its extension hosts, and the workspace.
      await assertNoCanaryUnder(folder);
    } finally {
      await removeTemporaryFolder(folder);
    }
  };

  try {
    context = await (
      await (browser ??= launchBrowser())
    ).newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    context.setDefaultTimeout(actionMs);
    const page = await context.newPage();
    stopWatching = saveFailuresOf({ page, dataFolder });
    const { open } = options;
    const opened = open === 'nothing' ? undefined : join(workspace, open?.file ?? '');
    const load = () => workbenchAt(page, server.address(opened));
    const workbench = await load().catch(async (error: unknown) => {
      await saveFailure({ page, dataFolder }, 'opening the workbench');
      throw error;
    });
    const reload = async () => {
      await page.reload({ timeout: startMs });
      await loaded(page);
    };
    return {
      ...workbench,
      workspace,
      set,
      setForUser: async (changed) => {
        await writeServerSettings(dataFolder, (userSettings = { ...userSettings, ...changed }));
        await reload();
      },
      theme: async (theme) => {
        await set({ 'workbench.colorTheme': themes[theme] });
        await page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
      },
      stored: async (text) => {
        // Not waitForFunction, which takes the promise that it is given for true.
        const deadline = Date.now() + startMs;
        while (!(await page.evaluate(isStored, text)))
          if (Date.now() > deadline) throw new Error(`VS Code has not stored ${text}`);
      },
      reload,
      reloadWindow: async () => {
        await Promise.all([
          page.waitForEvent('load', { timeout: startMs }),
          workbench.runCommand('Developer: Reload Window'),
        ]);
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

/**
 * Returns what the pages show and store: the markup of every frame, including webviews, and the storage, where VS Code
 * keeps secrets encrypted.
 */
async function shownIn(context: BrowserContext): Promise<unknown[]> {
  const frames = context.pages().flatMap((page) => page.frames());
  const markup = await Promise.allSettled(frames.map((frame) => frame.content()));
  return [
    markup.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    await context.storageState({ indexedDB: true }),
  ];
}
