import * as vscode from 'vscode';
import type { Account } from '../core/account.ts';
import { cloudOf } from '../core/clouds.ts';
import { ForgeError } from '../core/errors.ts';
import type { Accounts } from './accounts.ts';

/** As in package.json. */
const authenticationProviderId = 'forge-console';

/**
 * Shows the accounts in VS Code's Accounts menu, and signs in and out from there. Other extensions that may use an
 * account learn only who it is: a session's access token is the account's key, not the API token.
 */
export function registerAuthenticationProvider(
  accounts: Accounts,
  signIn: () => Promise<Account | undefined>,
  label: string,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const following = accounts.onDidChange((change) =>
    changed.fire({
      added: change.added.map(toSession),
      removed: change.removed.map(toSession),
      changed: change.changed.map(toSession),
    }),
  );
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: changed.event,
    async getSessions(_scopes, { account }) {
      await accounts.loaded;
      return accounts.list.filter(({ key }) => account === undefined || account.id === key).map(toSession);
    },
    async createSession() {
      const account = await signIn();
      if (account === undefined) throw new ForgeError('cancelled', vscode.l10n.t('Signing in was cancelled.'));
      return toSession(account);
    },
    removeSession: (key) => accounts.remove(key),
  };
  const registration = vscode.authentication.registerAuthenticationProvider(authenticationProviderId, label, provider, {
    supportsMultipleAccounts: true,
  });
  return vscode.Disposable.from(changed, new vscode.Disposable(() => following.dispose()), registration);
}

/** The session that VS Code and other extensions see. */
export function toSession(account: Account): vscode.AuthenticationSession {
  return {
    id: account.key,
    accessToken: account.key,
    scopes: [],
    account: { id: account.key, label: accountLabel(account) },
  };
}

/**
 * The name of an account, with what differs between accounts of the same person: the e-mail address, and the cloud
 * unless it is the usual one.
 */
export function accountLabel({ name, email, kind, gateway }: Account): string {
  if (kind === 'sample') return vscode.l10n.t('Sample apps of {0}', email);
  return cloudOf({ gateway }).name === 'government'
    ? vscode.l10n.t('{0} ({1}, Government Cloud)', name, email)
    : `${name} (${email})`;
}
