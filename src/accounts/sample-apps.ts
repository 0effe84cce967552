import type { Memento } from 'vscode';
import type { Sandbox } from '../sandbox/sandbox-server.ts';
import { accountKey } from './account-store.ts';
import type { Accounts } from './accounts.ts';

/** Memento key that is true while the sample apps are open, so that a restart opens them again. */
const exploringKey = 'exploringSampleApps';

/** The sample apps: a local sandbox gateway with one account. */
export interface SampleApps {
  /** Starts the sandbox and signs in to it. Throws if it can't listen on the loopback interface. */
  explore(): Promise<void>;
  /** Explores again if the sample apps were open when VS Code was closed. */
  resume(): Promise<void>;
  dispose(): void;
}

/** `load` imports the sandbox, which is large and rarely needed. Signing out of the sample account stops it. */
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
      // The port changes with each start; the key doesn't, so that cached and expanded apps stay.
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
