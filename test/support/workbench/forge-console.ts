import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Sandbox,
  type SandboxAccount,
  type SandboxOptions,
  startSandbox,
} from '../../../src/sandbox/sandbox-server.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './open-workbench.ts';
import { appNames } from './sandbox-world.ts';
import { signIn } from './sign-in-by-typing.ts';
import type { Tree } from './tree.ts';

export interface ForgeConsoleOptions extends WorkbenchOptions {
  readonly sandbox?: SandboxOptions;
  /** Whether FORGE_EMAIL and FORGE_API_TOKEN hold the sandbox's main account. */
  readonly environment?: boolean;
}

/** The product in a workbench, with a sandbox as its gateway. */
export interface ForgeConsole {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  /** The *Apps* view. */
  readonly apps: Tree;
  /** Signs in by typing; as the sandbox's main account by default. */
  signIn(account?: SandboxAccount): Promise<void>;
  /**
   * Waits until all apps of the main account are shown, those of the workspace on top: until then the list is redrawn
   * repeatedly, and VS Code has no row for a menu command meanwhile. `inWorkspace` holds the ids of apps with a
   * manifest, if the workspace is not the sample one.
   */
  allShown(inWorkspace?: readonly string[]): Promise<void>;
  /** Signs out by command, confirming it; `label` selects one of several accounts. */
  signOut(label?: string): Promise<void>;
  /** Starts the gateway again at the same address, after `sandbox.close()`. */
  gatewayReturns(): Promise<void>;
  /** Moves the focus from the editors to the *Apps* view by command; keys go there afterwards. */
  focusApps(): Promise<void>;
  /** Opens the view again after a restart or reload. */
  openView(): Promise<void>;
}

/** Opens one workbench with the product for all tests of the calling suite, and closes it afterwards. */
export function useForgeConsole({
  sandbox: sandboxOptions = {},
  environment = false,
  ...options
}: ForgeConsoleOptions = {}): ForgeConsole {
  let sandbox: Sandbox | undefined;
  let workbench: Workbench | undefined;
  let apps: Tree | undefined;

  before(async () => {
    sandbox = await startSandbox({ recordsRequests: true, ...sandboxOptions });
    const { email, token } = sandbox.accounts.main;
    workbench = await openWorkbench({
      ...options,
      settings: { 'forgeConsole.gatewayUrl': sandbox.url, ...options.settings },
      ...(environment && { env: { FORGE_EMAIL: email, FORGE_API_TOKEN: token } }),
    });
    apps = await workbench.openView('Forge Console', 'Apps');
  });
  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  return {
    get sandbox() {
      return running(sandbox);
    },
    get workbench() {
      return running(workbench);
    },
    get apps() {
      return running(apps);
    },
    signIn: (account = running(sandbox).accounts.main) => signIn(running(workbench), account),
    allShown: (inWorkspace) => {
      const { world, accounts } = running(sandbox);
      const names = appNames({ world }, accounts.main, undefined, inWorkspace);
      return becomes(async () => (await running(apps).rows()).map(({ label }) => label), names);
    },
    async signOut(label) {
      const { quickInput } = running(workbench);
      await running(workbench).runCommand('Forge Console: Sign Out…');
      if (label !== undefined) {
        await quickInput.opened('Sign Out');
        await quickInput.choose(label);
      }
      await (await running(workbench).dialog()).press('Sign Out');
    },
    async gatewayReturns() {
      const { url, accounts } = running(sandbox);
      const port = Number(new URL(url).port);
      sandbox = await startSandbox({ recordsRequests: true, ...sandboxOptions, port });
      // It is the same gateway for those who are signed in: their tokens stay valid.
      for (const who of ['main', 'alias', 'empty', 'inactive'] as const) {
        const { token } = accounts[who];
        Object.assign(sandbox.accounts[who], { token });
        Object.assign(sandbox.world.accounts[who], { token });
      }
    },
    async focusApps() {
      const window = running(workbench);
      // If the focus were already there, nothing would show that the command has run; and a key pressed before that is
      // lost.
      await window.page.locator('.part.editor .editor-group-container').first().click();
      await window.runCommand('Forge Console: Focus on Apps View');
      await window.page.locator('.part.sidebar .monaco-list:focus').waitFor();
    },
    async openView() {
      apps = await running(workbench).openView('Forge Console', 'Apps');
    },
  };
}

/** Returns the texts of browser dialogs from now on, which only an injected script opens; each is dismissed. */
export function browserDialogs({ page }: Workbench): readonly string[] {
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    said.push(dialog.message());
    void dialog.dismiss();
  });
  return said;
}

/** Enters a file name in VS Code's own save dialog, which accepts Enter once it shows the folder's content. */
export async function saveInDialog({ quickInput }: Workbench, folder: string, name: string): Promise<void> {
  const present = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  assert.ok(present.length > 0, 'the folder has nothing that the dialog could show');
  await quickInput.type(join(folder, name));
  await eventually(
    () => quickInput.choices(),
    (choices) => assert.ok(choices.some(({ label }) => present.includes(label))),
  );
  await quickInput.accept();
}

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The workbench and the sandbox run only while the tests of the suite do');
  return part;
}

/** Waits until the value of `read` passes `check`; on timeout fails with the check's own error. */
export async function eventually<T>(read: () => Promise<T>, check: (value: T) => void, ms = 15_000): Promise<void> {
  for (const deadline = Date.now() + ms; ;) {
    const value = await read();
    try {
      check(value);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until the value of `read` equals the expected one. */
export async function becomes<T>(read: () => Promise<T>, expected: T, ms?: number): Promise<void> {
  await eventually(read, (value) => assert.deepEqual(value, expected), ms);
}
