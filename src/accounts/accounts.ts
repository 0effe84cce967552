import type { Account } from '../core/account.ts';
import { createEmitter, type Event } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { Credentials } from '../gateway/account-sender.ts';
import type { AccountStore, StoredAccount } from './account-store.ts';

export interface AccountsChange {
  readonly added: readonly Account[];
  readonly removed: readonly Account[];
  /** Accounts with a new token or name. */
  readonly changed: readonly Account[];
}

/** The accounts that are signed in to the gateways in use, and the sample accounts. */
export interface Accounts {
  /** Without tokens, by name. */
  readonly list: readonly Account[];
  readonly onDidChange: Event<AccountsChange>;
  /** Resolves once the stored accounts have been read for the first time. */
  readonly loaded: Promise<void>;
  /** Reads the stored accounts again, for example after a change in another window or of the gateway setting. */
  reload(): Promise<void>;
  /** Stores a new account, or a new token of an existing one. Sample accounts are kept in memory only. */
  add(account: StoredAccount): Promise<void>;
  /** Signs out: removes the account and its token. */
  remove(key: string): Promise<void>;
  /** The credentials for an account's requests. Throws `signedOut` for an account that is not signed in. */
  credentials(key: string): Promise<Credentials>;
  /** Whether the gateway rejected the account's current token. */
  isRejected(key: string): boolean;
  /** Fires the first time that the gateway rejects a token. */
  readonly onDidReject: Event<Account>;
  /** Records that the gateway rejected a token; ignored if the token has been replaced since. */
  reject(key: string, token: string): void;
}

/**
 * Creates the accounts of a store, limited to those of the gateways that `gateways` returns. `prepare` loads what
 * listeners need: it is awaited before the first account is announced, and not called while there is none.
 */
export function createAccounts(
  store: AccountStore,
  gateways: () => readonly string[],
  prepare: () => Promise<unknown>,
): Accounts {
  return new SignedInAccounts(store, gateways, prepare);
}

class SignedInAccounts implements Accounts {
  readonly #store: AccountStore;
  readonly #gateways: () => readonly string[];
  readonly #prepare: () => Promise<unknown>;
  readonly #changed = createEmitter<AccountsChange>();
  readonly #rejected = createEmitter<Account>();
  readonly #rejectedKeys = new Set<string>();
  readonly onDidChange = this.#changed.event;
  readonly onDidReject = this.#rejected.event;
  readonly loaded: Promise<void>;
  readonly #samples = new Map<string, StoredAccount>();
  #current: ReadonlyMap<string, StoredAccount> = new Map();
  /** They take turns: an earlier one that ended last would bring back what has changed since. */
  #reading: Promise<void> = Promise.resolve();

  constructor(store: AccountStore, gateways: () => readonly string[], prepare: () => Promise<unknown>) {
    this.#store = store;
    this.#gateways = gateways;
    this.#prepare = prepare;
    this.loaded = this.reload();
  }

  get list(): readonly Account[] {
    return [...this.#current.values()].map(withoutToken);
  }

  reload(): Promise<void> {
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#read());
    return this.#reading;
  }

  async #read(): Promise<void> {
    const read = await this.#store.read();
    const gateways = new Set(this.#gateways());
    const stored = read.filter(({ gateway }) => gateways.has(gateway));
    const accounts = [...stored, ...this.#samples.values()];
    if (accounts.length > 0) await this.#prepare();
    this.#replace(accounts.sort((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email)));
  }

  async add(account: StoredAccount): Promise<void> {
    // Storing a rejected token once more changes nothing in the store, but what failed has to be loaded again.
    const isSameToken = this.#rejectedKeys.has(account.key) && this.#current.get(account.key)?.token === account.token;
    if (account.kind === 'sample') this.#samples.set(account.key, account);
    else await this.#store.write(account);
    this.#rejectedKeys.delete(account.key);
    await this.reload();
    if (isSameToken) this.#changed.fire({ added: [], removed: [], changed: [withoutToken(account)] });
  }

  async remove(key: string): Promise<void> {
    if (!this.#samples.delete(key)) await this.#store.remove(key);
    await this.reload();
  }

  async credentials(key: string): Promise<Credentials> {
    const account = this.#current.get(key);
    if (account === undefined) throw new ForgeError('signedOut', 'the account is signed out');
    return Promise.resolve({ email: account.email, token: account.token });
  }

  isRejected(key: string): boolean {
    return this.#rejectedKeys.has(key);
  }

  reject(key: string, token: string): void {
    const account = this.#current.get(key);
    if (account?.token !== token || this.#rejectedKeys.has(key)) return;
    this.#rejectedKeys.add(key);
    this.#rejected.fire(withoutToken(account));
  }

  #replace(next: readonly StoredAccount[]): void {
    const change = changeBetween(this.#current, next);
    this.#current = new Map(next.map((account) => [account.key, account]));
    for (const { key } of [...change.changed, ...change.removed]) this.#rejectedKeys.delete(key);
    if (change.added.length + change.removed.length + change.changed.length > 0) this.#changed.fire(change);
  }
}

function changeBetween(before: ReadonlyMap<string, StoredAccount>, next: readonly StoredAccount[]): AccountsChange {
  const keys = new Set(next.map(({ key }) => key));
  const isChanged = ({ key, token, name, email }: StoredAccount) => {
    const old = before.get(key);
    return old !== undefined && (old.token !== token || old.name !== name || old.email !== email);
  };
  return {
    added: next.filter(({ key }) => !before.has(key)).map(withoutToken),
    removed: [...before.values()].filter(({ key }) => !keys.has(key)).map(withoutToken),
    changed: next.filter(isChanged).map(withoutToken),
  };
}

function withoutToken({ key, id, email, name, gateway, kind }: StoredAccount): Account {
  return { key, id, email, name, gateway, kind };
}
