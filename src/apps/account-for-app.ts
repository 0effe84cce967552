import { l10n } from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { accountLabel } from '../accounts/authentication-provider.ts';
import { ForgeError } from '../core/errors.ts';
import type { AppAri } from '../core/ids.ts';
import type { PickItem, Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import type { AccountData } from './model/account-data.ts';
import type { AppRef } from './model/app-ref.ts';

/** See `AppActions.accountFor`. */
export async function accountFor(id: AppAri, data: AccountDataSet, prompts: Prompts): Promise<AccountData | undefined> {
  const [first, ...others] = accountsWith(id, data);
  if (first === undefined || others.length === 0) return first;
  const chosen = data.chosenFor(id) ?? (await chooseAccount(id, data, prompts));
  if (chosen === undefined) throw new ForgeError('cancelled', 'Cancelled');
  return chosen;
}

/** Lets the user choose another account for an app that several list, or says that there is no choice. */
export async function changeAccount({ id, name }: AppRef, data: AccountDataSet, prompts: Prompts): Promise<void> {
  if (accountsWith(id, data).length > 1) {
    await chooseAccount(id, data, prompts);
    return;
  }
  const text = l10n.t('Only one of your accounts has {0}.', plain(name));
  await prompts.message(text, [], { severity: 'info' });
}

async function chooseAccount(id: AppAri, data: AccountDataSet, prompts: Prompts): Promise<AccountData | undefined> {
  const current = data.chosenFor(id);
  const accounts = accountsWith(id, data);
  const name = accounts[0]?.apps.state.value?.apps.get(id)?.name ?? id;
  const items = accounts.map((account): PickItem<AccountData> => ({
    label: plain(accountLabel(account.account)),
    ...(account === current && { description: l10n.t('Current') }),
    value: account,
  }));
  const account = await prompts.pick(items, {
    title: l10n.t('Choose the Account for {0}', plain(name)),
    placeholder: l10n.t('Several of your accounts have this app. Run “Change Account for App…” to change this later.'),
  });
  if (account) await data.chooseFor(id, account);
  return account;
}

function accountsWith(id: AppAri, { list }: AccountDataSet): readonly AccountData[] {
  return list.filter(({ apps }) => apps.state.value?.apps.has(id));
}
