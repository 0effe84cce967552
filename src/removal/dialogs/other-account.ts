import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { AccountData } from '../../apps/model/account-data.ts';
import { appExists } from '../../gateway/operations/fetch-app-existence.ts';
import { plain } from '../../vscode/text.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { RemovalServices } from './removal-services.ts';

/**
 * Tells which other account an app belongs to, and offers to delete it as that account by calling `deleteAs`. Returns
 * whether there is such an account.
 */
export async function offerOtherAccount(
  target: AppRef,
  { data, prompts }: RemovalServices,
  deleteAs: (target: AppRef) => Promise<void>,
): Promise<boolean> {
  const owner = await findOtherAccount(target, data.list);
  if (owner === undefined) return false;
  const button = vscode.l10n.t('Delete as This Account…');
  const text = vscode.l10n.t(
    '{0} belongs to {2}, not to {1}. Each account has its own list of apps.',
    plain(target.name),
    plain(accountLabel(target.data.account)),
    plain(accountLabel(owner.account)),
  );
  if ((await prompts.message(text, [button], { severity: 'warning' })) === button)
    await deleteAs({ ...target, data: owner });
  return true;
}

async function findOtherAccount(target: AppRef, accounts: readonly AccountData[]): Promise<AccountData | undefined> {
  for (const other of accounts) {
    if (other.account.gateway !== target.data.account.gateway || other === target.data) continue;
    if (await appExists(other.client, target.id).catch(() => false)) return other;
  }
  return undefined;
}
