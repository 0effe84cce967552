import * as vscode from 'vscode';
import { accountLabel } from '../../accounts/authentication-provider.ts';
import type { Account } from '../../core/account.ts';
import { cloudOf } from '../../core/clouds.ts';
import type { AccountData } from '../model/account-data.ts';
import { count } from '../../vscode/text.ts';
import { appCount } from '../../vscode/domain-names.ts';
import { type AppRowsOptions, appRows } from './app-rows.ts';
import type { TreeRow } from '../../vscode/tree-row.ts';
import { noteRow, row, tooltip } from './basic-rows.ts';

/** The branch of one account, used if there are several. */
export function accountNode(options: AppRowsOptions, data: AccountData): TreeRow {
  const { account } = data;
  return options.host.keep(account.key, (id) => {
    const node: TreeRow = {
      id,
      kind: 'account',
      parent: undefined,
      target: () => ({ kind: 'account', data }),
      item() {
        const { value } = data.apps.state;
        const label = accountLabel(account);
        const item = row({
          id,
          label,
          description: value ? count(value.apps.size) : '',
          spoken: value ? `${label}, ${appCount(value.apps.size)}` : label,
          icon: new vscode.ThemeIcon(accountIcon(account)),
          contextValue: 'account',
          collapsible: true,
        });
        item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
        return item;
      },
      tooltip: () =>
        tooltip(accountLabel(account), [
          [vscode.l10n.t('E-mail'), account.email],
          [vscode.l10n.t('Account ID'), account.id],
          [vscode.l10n.t('Gateway'), account.gateway],
        ]),
      children() {
        void data.start();
        const rows = appRows(options, data, node, id);
        return rows.length === 0 ? [noteRow(node, `${id}/none`, vscode.l10n.t('No apps'))] : rows;
      },
      refresh: () => data.refresh(),
    };
    return node;
  });
}

/** A narrow side bar cuts the name before it says which cloud it is. */
function accountIcon(account: Account): string {
  if (account.kind === 'sample') return 'beaker';
  return cloudOf(account).name === 'government' ? 'shield' : 'account';
}
