import { l10n } from 'vscode';
import type { Shared } from '../shared.ts';
import type { CommandHandlers } from '../vscode/command-input.ts';
import { type Machine, machine } from '../vscode/machine.ts';
import type { Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';
import { accountLabel } from './authentication-provider.ts';
import { exploreSampleApps } from './explore-sample-apps.ts';
import type { SampleApps } from './sample-apps.ts';

type Id = 'forgeConsole.account.signIn' | 'forgeConsole.account.signOut' | 'forgeConsole.sampleApps.explore';

/** Signing in and out, and the sample apps. */
export function accountCommands(shared: Shared, sampleApps: SampleApps): CommandHandlers<Id> {
  const { accounts, prompts, notify } = shared;

  async function signOut(targets: Targets): Promise<void> {
    if (accounts.list.length === 0) {
      await prompts.message(l10n.t('Nobody is signed in.'), [], { severity: 'info' });
      return;
    }
    const chosen = await shared.actions.chooseAccount(targets, l10n.t('Sign Out'));
    if (chosen === undefined) return;
    const { account } = chosen;
    const button = l10n.t('Sign Out');
    const answer = await prompts.message(l10n.t('Sign out of {0}?', plain(accountLabel(account))), [button], {
      severity: 'warning',
      modal: true,
      detail: signOutText(machine()),
    });
    if (answer === button) await accounts.remove(account.key);
  }

  return {
    'forgeConsole.account.signIn'(targets) {
      const [target] = targets ?? [];
      const account = target && 'data' in target ? target.data.account : undefined;
      return shared.actions.signIn(account?.kind === 'sample' ? undefined : account);
    },
    'forgeConsole.account.signOut': signOut,
    'forgeConsole.sampleApps.explore': () =>
      exploreSampleApps(sampleApps, prompts).catch((error: unknown) =>
        notify.error(l10n.t('Couldn’t start the sample apps'), error),
      ),
  };
}

/** What signing out removes, and from where: the token is kept by the editor, all else where the extension runs. */
function signOutText({ name, remote }: Machine): string {
  return remote === undefined
    ? l10n.t(
        'This removes the API token and everything stored for this account from this computer. The apps stay as they are.',
      )
    : l10n.t(
        'This removes the API token from this editor, and everything stored for this account from {0}. The apps stay as they are.',
        plain(name),
      );
}
