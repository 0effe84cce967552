import { l10n } from 'vscode';
import type { Account } from '../core/account.ts';
import type { Disposable } from '../core/emitter.ts';
import { ForgeError } from '../core/errors.ts';
import type { Notify } from '../vscode/notify.ts';
import { plain } from '../vscode/text.ts';
import type { Accounts } from './accounts.ts';
import { accountLabel } from './authentication-provider.ts';

/** Shows one message per rejected token, however many requests fail with it. */
export function watchRejections(
  accounts: Accounts,
  notify: Notify,
  signIn: (again: Account) => Promise<Account | undefined>,
): Disposable {
  return accounts.onDidReject((account) => {
    const text = l10n.t(
      'Atlassian no longer accepts the API token of {0}. Its apps aren’t refreshed until you sign in again.',
      plain(accountLabel(account)),
    );
    void notify.failure(
      text,
      new ForgeError('signedOut', 'the gateway answered 401'),
      { label: l10n.t('Sign In Again'), run: () => signIn(account) },
      { label: l10n.t('Sign Out'), run: () => accounts.remove(account.key) },
    );
  });
}
