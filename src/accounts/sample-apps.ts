import type { Memento } from 'vscode';
import type { Sandbox } from '../sandbox/sandbox-server.ts';
import { accountKey } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { startOnSamplePort } from './sample-port.ts';

/** The people of the sandbox that one can be: with many apps, with an alias address of theirs, and without apps. */
const samplePeople = ['main', 'alias', 'empty'] as const;

export type SamplePerson = (typeof samplePeople)[number];

/** Memento key of those who are signed in, so that a restart signs them in again. */
const exploringKey = 'exploringSampleApps';

/** The sample apps: a local sandbox gateway with accounts of its own. */
export interface SampleApps {
  /** Who is signed in. */
  readonly people: readonly SamplePerson[];
  /**
   * Signs in those people, and signs out the others. Starts the sandbox if needed; throws if it can't listen on the
   * loopback interface.
   */
  explore(people: readonly SamplePerson[]): Promise<void>;
  /** Explores again with the people who were signed in when VS Code was closed. */
  resume(): Promise<void>;
  dispose(): void;
}

/** `load` imports the sandbox, which is large and rarely needed. Signing out of the last sample account stops it. */
export function createSampleApps(
  accounts: Accounts,
  memory: Memento,
  load: () => Promise<{ startSandbox: (options: { port: number }) => Promise<Sandbox> }>,
): SampleApps {
  let starting: Promise<Sandbox> | undefined;
  const signedIn = new Map<SamplePerson, string>();

  async function stop(): Promise<void> {
    const sandbox = await starting;
    starting = undefined;
    await sandbox?.close();
  }

  const following = accounts.onDidChange(({ removed }) => {
    const keys = new Set(removed.map(({ key }) => key));
    const left = [...signedIn].filter(([, key]) => keys.has(key));
    if (left.length === 0) return;
    for (const [person] of left) signedIn.delete(person);
    void remember();
    if (signedIn.size === 0) void stop();
  });

  const remember = () => memory.update(exploringKey, signedIn.size === 0 ? undefined : [...signedIn.keys()]);

  async function signIn(person: SamplePerson, sandbox: Sandbox): Promise<void> {
    const { accountId, name, email, token } = sandbox.accounts[person];
    // The port changes with each start; the key doesn't, so that cached and expanded apps stay.
    const key = accountKey('sample-apps', accountId);
    await accounts.add({ key, id: accountId, name, email, token, gateway: sandbox.url, kind: 'sample' });
    signedIn.set(person, key);
  }

  async function explore(people: readonly SamplePerson[]): Promise<void> {
    starting ??= load().then(({ startSandbox }) => startOnSamplePort((port) => startSandbox({ port })));
    try {
      const sandbox = await starting;
      for (const person of people) if (!signedIn.has(person)) await signIn(person, sandbox);
    } catch (error) {
      starting = undefined;
      throw error;
    }
    await remember();
    for (const [person, key] of [...signedIn]) if (!people.includes(person)) await accounts.remove(key);
  }

  return {
    get people() {
      return [...signedIn.keys()];
    },
    explore,
    async resume() {
      const people = peopleIn(memory.get<unknown>(exploringKey));
      if (people.length > 0) await explore(people);
    },
    dispose() {
      following.dispose();
      void stop();
    },
  };
}

/** Who was signed in; `true`, which older releases stored, stands for the main account alone. */
function peopleIn(stored: unknown): readonly SamplePerson[] {
  if (stored === true) return ['main'];
  return samplePeople.filter((person) => Array.isArray(stored) && stored.includes(person));
}
