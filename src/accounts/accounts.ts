import type { Account } from '../core/account.ts';
import { createEmitter, type Event } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { Credentials } from '../gateway/client.ts';
import type { AccountStore, StoredAccount } from './account-store.ts';

export interface AccountsChange {
  readonly added: readonly Account[];
  readonly removed: readonly Account[];
  /** Accounts with a new token or name. */
  readonly changed: readonly Account[];
}

/** Who is signed in to the configured gateway, and with the sample apps. */
export interface Accounts {
  /** Without secrets, by name. */
  readonly list: readonly Account[];
  readonly onDidChange: Event<AccountsChange>;
  /** Settles when the stored accounts were read for the first time. */
  readonly loaded: Promise<void>;
  /** Reads what is stored, as after a change in another window or of the gateway setting. */
  reload(): Promise<void>;
  /** Keeps a new account, or the new token of a known one. The sample account is kept in memory only. */
  add(account: StoredAccount): Promise<void>;
  /** Signs out: removes the account and its token. */
  remove(key: string): Promise<void>;
  /** What an account's requests carry. Throws `signedOut` for an account that is not there. */
  credentials(key: string): Promise<Credentials>;
  /** Whether the gateway refused the account's present token. */
  isRejected(key: string): boolean;
  /** Fires when the gateway refuses a token for the first time since it was stored. */
  readonly onDidReject: Event<Account>;
  /** Notes that the gateway refused a token; a token that was replaced meanwhile does not count. */
  reject(key: string, token: string): void;
}

/**
 * The accounts in a store whose gateway is the one that `gateway` names now. `prepare` loads what those need who follow
 * the accounts: it is awaited before the first account is told of, and not called where there is none.
 */
export function createAccounts(store: AccountStore, gateway: () => string, prepare: () => Promise<unknown>): Accounts {
  const changed = createEmitter<AccountsChange>();
  const rejected = createEmitter<Account>();
  const rejectedKeys = new Set<string>();
  let sample: StoredAccount | undefined;
  let current = new Map<string, StoredAccount>();

  function replace(next: readonly StoredAccount[]): void {
    const before = current;
    current = new Map(next.map((account) => [account.key, account]));
    const isChanged = (account: StoredAccount) => {
      const old = before.get(account.key);
      return (
        old !== undefined && (old.token !== account.token || old.name !== account.name || old.email !== account.email)
      );
    };
    const change = {
      added: next.filter(({ key }) => !before.has(key)).map(withoutToken),
      removed: [...before.values()].filter(({ key }) => !current.has(key)).map(withoutToken),
      changed: next.filter(isChanged).map(withoutToken),
    };
    for (const { key } of [...change.changed, ...change.removed]) rejectedKeys.delete(key);
    if (change.added.length + change.removed.length + change.changed.length > 0) changed.fire(change);
  }

  async function reload(): Promise<void> {
    const stored = (await store.read()).filter((account) => account.gateway === gateway());
    if (stored.length > 0 || sample !== undefined) await prepare();
    replace(
      [...stored, ...(sample ? [sample] : [])].sort(
        (a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email),
      ),
    );
  }

  const loaded = reload();

  return {
    loaded,
    get list() {
      return [...current.values()].map(withoutToken);
    },
    onDidChange: changed.event,
    onDidReject: rejected.event,
    reload,
    async add(account) {
      // A token that was refused may be taken again: nothing changes in the store then, but what failed has to load
      // anew.
      const isTakenAgain = rejectedKeys.has(account.key) && current.get(account.key)?.token === account.token;
      if (account.kind === 'sample') sample = account;
      else await store.write(account);
      rejectedKeys.delete(account.key);
      await reload();
      if (isTakenAgain) changed.fire({ added: [], removed: [], changed: [withoutToken(account)] });
    },
    async remove(key) {
      if (sample?.key === key) sample = undefined;
      else await store.remove(key);
      await reload();
    },
    async credentials(key) {
      const account = current.get(key);
      if (account === undefined) throw new ForgeError('signedOut', 'the account is signed out');
      return Promise.resolve({ email: account.email, token: account.token });
    },
    isRejected: (key) => rejectedKeys.has(key),
    reject(key, token) {
      const account = current.get(key);
      if (account?.token !== token || rejectedKeys.has(key)) return;
      rejectedKeys.add(key);
      rejected.fire(withoutToken(account));
    },
  };
}

function withoutToken({ key, id, email, name, gateway, kind }: StoredAccount): Account {
  return { key, id, email, name, gateway, kind };
}
