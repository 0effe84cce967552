import { createEmitter, type Event } from '../core/emitter.ts';
import type { Account } from '../core/account.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Accounts } from './accounts.ts';

/** The data of all signed-in accounts. */
export interface AccountDataSet {
  /** In the order of the accounts. */
  readonly list: readonly AccountData[];
  get(key: string): AccountData | undefined;
  /** Fires when an account was added or removed, or got a new token. Changes in the data have their own events. */
  readonly onDidChange: Event<undefined>;
  dispose(): void;
}

/**
 * Keeps one AccountData per account, created by `create`. Signing out cancels its requests and removes its files; a new
 * token fetches everything again.
 */
export function createAccountDataSet(accounts: Accounts, create: (account: Account) => AccountData): AccountDataSet {
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

  return {
    get list() {
      return accounts.list.flatMap(({ key }) => byKey.get(key) ?? []);
    },
    get: (key) => byKey.get(key),
    onDidChange: changed.event,
    dispose() {
      following.dispose();
      for (const data of byKey.values()) data.dispose();
    },
  };
}
