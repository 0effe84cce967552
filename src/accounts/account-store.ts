import type * as vscode from 'vscode';
import type { Account } from '../core/account.ts';

/** An account with its API token. It leaves this folder only as an Authorization header. */
export interface StoredAccount extends Account {
  readonly token: string;
}

const keyPrefix = 'account:';

/** The key of an account; it includes the gateway, since one account may be signed in to several. */
export function accountKey(gateway: string, id: string): string {
  return `${gateway}#${id}`;
}

/** Accounts in VS Code's secret storage, one secret each, so that windows don't overwrite each other's changes. */
export interface AccountStore {
  /** All stored accounts; unreadable secrets are left out and reported. */
  read(): Promise<StoredAccount[]>;
  write(account: StoredAccount): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Creates a store; `onError` is called for secrets that can't be read. */
export function createAccountStore(secrets: vscode.SecretStorage, onError: (error: unknown) => void): AccountStore {
  async function readOne(name: string): Promise<StoredAccount | undefined> {
    const secret = await secrets.get(name);
    if (secret === undefined) return undefined;
    const { parseStoredAccount } = await import('./stored-account.ts');
    try {
      const account = parseStoredAccount(secret);
      return { ...account, kind: 'atlassian', key: accountKey(account.gateway, account.id) };
    } catch {
      // The parser's message could contain the secret.
      onError(new Error('a stored account can not be read; sign in again'));
      return undefined;
    }
  }

  return {
    async read() {
      const names = (await secrets.keys()).filter((name) => name.startsWith(keyPrefix)).sort();
      const accounts = await Promise.all(names.map(readOne));
      return accounts.filter((account) => account !== undefined);
    },
    async write({ id, email, name, gateway, token }) {
      await secrets.store(keyPrefix + accountKey(gateway, id), JSON.stringify({ id, email, name, gateway, token }));
    },
    async remove(key) {
      await secrets.delete(keyPrefix + key);
    },
  };
}
