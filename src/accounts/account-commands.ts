import { l10n } from 'vscode';
import type { Accounts } from './accounts.ts';
import { accountLabel } from './authentication-provider.ts';
import type { SampleApps } from './sample-apps.ts';
import type { Account } from '../core/account.ts';
import type { Notify } from '../vscode/notify.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import type { Choose } from '../apps/choose-app.ts';
import { subjectOf } from '../apps/choose-app.ts';
import type { CommandGroup } from '../vscode/register-commands.ts';

export interface AccountCommandsOptions {
  readonly accounts: Accounts;
  readonly sampleApps: SampleApps;
  readonly signIn: (email?: string) => Promise<Account | undefined>;
  readonly choose: Choose;
  readonly prompts: Prompts;
  readonly notify: Notify;
}

type Id = 'forgeConsole.signIn' | 'forgeConsole.signOut' | 'forgeConsole.exploreSampleApps';

/** Signing in and out, and the sample apps. */
export function accountCommands({
  accounts,
  sampleApps,
  signIn,
  choose,
  prompts,
  notify,
}: AccountCommandsOptions): CommandGroup<Id> {
  return {
    'forgeConsole.signIn': (argument) => signIn(subjectOf(argument)?.account.email),
    async 'forgeConsole.signOut'(argument) {
      if (accounts.list.length === 0) {
        await prompts.message(l10n.t('Nobody is signed in.'), [], { severity: 'info' });
        return;
      }
      const account = await choose.account(argument, l10n.t('Sign Out'));
      if (account === undefined) return;
      const signOut = l10n.t('Sign Out');
      const chosen = await prompts.message(l10n.t('Sign out of {0}?', plain(accountLabel(account))), [signOut], {
        severity: 'warning',
        modal: true,
        detail: l10n.t(
          'The API token and everything remembered of this account are removed from this computer. The apps stay as they are.',
        ),
      });
      if (chosen === signOut) await accounts.remove(account.key);
    },
    async 'forgeConsole.exploreSampleApps'() {
      await sampleApps
        .explore()
        .catch((error: unknown) => notify.error(l10n.t('The sample apps could not be started'), error));
    },
  };
}
