import type { Memento } from 'vscode';
import type { Sandbox } from '../sandbox/sandbox-server.ts';
import { accountKey } from './account-store.ts';
import type { Accounts } from './accounts.ts';

/** Remembers that the sample apps were being explored, so that they are back after a restart. */
const exploringKey = 'exploringSampleApps';

/** The sample apps: a sandbox gateway on this machine and the account that lives in it. */
export interface SampleApps {
  /** Starts the sandbox and signs in to it. Throws where it can't listen on the loopback interface. */
  explore(): Promise<void>;
  /** Explores again if that was being done when the editor was closed. */
  resume(): Promise<void>;
  dispose(): void;
}

/** `load` brings in the sandbox, which is big and seldom needed. Signing out of the sample account ends the sandbox. */
export function createSampleApps(
  accounts: Accounts,
  memory: Memento,
  load: () => Promise<{ startSandbox: () => Promise<Sandbox> }>,
): SampleApps {
  let starting: Promise<Sandbox> | undefined;

  async function stop(): Promise<void> {
    const sandbox = await starting;
    starting = undefined;
    await sandbox?.close();
  }

  const following = accounts.onDidChange(({ removed }) => {
    if (!removed.some(({ kind }) => kind === 'sample')) return;
    void memory.update(exploringKey, undefined);
    void stop();
  });

  async function explore(): Promise<void> {
    starting ??= load().then(({ startSandbox }) => startSandbox());
    try {
      const { url, accounts: people } = await starting;
      const { accountId, name, email, token } = people.main;
      // The port differs each time; the key does not, so that what is cached and expanded stays.
      await accounts.add({
        key: accountKey('sample-apps', accountId),
        id: accountId,
        name,
        email,
        token,
        gateway: url,
        kind: 'sample',
      });
      await memory.update(exploringKey, true);
    } catch (error) {
      starting = undefined;
      throw error;
    }
  }

  return {
    explore,
    async resume() {
      if (memory.get<boolean>(exploringKey) === true) await explore();
    },
    dispose() {
      following.dispose();
      void stop();
    },
  };
}
