import type { Memento } from 'vscode';
import { createEmitter, type Event } from '../core/emitter.ts';
import type { Account } from '../core/account.ts';
import { type AppAri, appUuid } from '../core/ids.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Accounts } from './accounts.ts';

/** The data of all signed-in accounts. */
export interface AccountDataSet {
  /** In the order of the accounts. */
  readonly list: readonly AccountData[];
  get(key: string): AccountData | undefined;
  /** All accounts, first the one that was chosen for an app which several of them list. */
  forApp(id: AppAri): readonly AccountData[];
  /** The account that was chosen for an app; undefined if none was, or if it doesn't list the app. */
  chosenFor(id: AppAri): AccountData | undefined;
  /** Remembers the account that acts on an app where no row says which. */
  chooseFor(id: AppAri, account: AccountData): Promise<void>;
  /** Fires when an account was added or removed, or got a new token. Changes in the data have their own events. */
  readonly onDidChange: Event<undefined>;
  dispose(): void;
}

/** Key in the global state: account keys by the UUIDs of apps. */
const chosenKey = 'accountsOfSharedApps';

/**
 * Keeps one AccountData per account, created by `create`. Signing out cancels its requests and removes its files; a new
 * token fetches everything again.
 */
export function createAccountDataSet(
  accounts: Accounts,
  create: (account: Account) => AccountData,
  memento: Memento,
): AccountDataSet {
  const changed = createEmitter<undefined>();
  const byKey = new Map<string, AccountData>();

  const following = accounts.onDidChange((change) => {
    for (const { key } of change.removed) {
      const data = byKey.get(key);
      byKey.delete(key);
      data?.dispose();
      void data?.forget();
    }
    for (const account of change.added) byKey.set(account.key, create(account));
    changed.fire(undefined);
    for (const { key } of change.changed) void byKey.get(key)?.refresh();
  });

  const list = () => accounts.list.flatMap(({ key }) => byKey.get(key) ?? []);
  const chosen = () => memento.get<Record<string, unknown>>(chosenKey) ?? {};

  function chosenFor(id: AppAri): AccountData | undefined {
    const key = chosen()[appUuid(id)];
    const account = typeof key === 'string' ? byKey.get(key) : undefined;
    return account?.apps.state.value?.apps.has(id) ? account : undefined;
  }

  return {
    get list() {
      return list();
    },
    get: (key) => byKey.get(key),
    chosenFor,
    forApp(id) {
      const first = chosenFor(id);
      return first === undefined ? list() : [first, ...list().filter((account) => account !== first)];
    },
    async chooseFor(id, { account }) {
      await memento.update(chosenKey, { ...chosen(), [appUuid(id)]: account.key });
      changed.fire(undefined);
    },
    onDidChange: changed.event,
    dispose() {
      following.dispose();
      for (const data of byKey.values()) data.dispose();
    },
  };
}
