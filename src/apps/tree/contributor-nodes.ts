import * as vscode from 'vscode';
import type { Contributor } from '../../core/contributor.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import { count } from '../../vscode/text.ts';
import { roleName } from '../../vscode/domain-names.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { resourceNode } from './resource-node.ts';
import { noteRow, row, tooltip } from './basic-rows.ts';

/** The row *Contributors* of an app, with the owner first. */
export function contributorsNode(
  host: TreeHost,
  parent: TreeRow,
  { contributors }: AppDetails,
  app: () => AppRef,
): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'contributors',
    label: vscode.l10n.t('Contributors'),
    icon: 'organization',
    resource: contributors,
    describe: ({ length }) => count(length),
    failed: vscode.l10n.t('Couldn’t load the contributors'),
    toRows: (node, known) =>
      known.length === 0
        ? [noteRow(node, `${node.id}/none`, vscode.l10n.t('No contributors'))]
        : known.map((contributor) => contributorNode(node, contributor)),
  });
}

function contributorNode(parent: TreeRow, { accountId, name, email, isOwner, roles }: Contributor): TreeRow {
  const id = `${parent.id}/${accountId}`;
  const description = [...(isOwner ? [vscode.l10n.t('Owner')] : []), ...roles.map(roleName)].join(' · ');
  return {
    id,
    kind: 'contributor',
    parent,
    item: () =>
      row({
        id,
        label: name,
        description,
        icon: new vscode.ThemeIcon(isOwner ? 'star-full' : 'person'),
        contextValue: 'contributor',
        spoken: `${name}, ${description}`,
      }),
    tooltip: () =>
      tooltip(name, [
        [vscode.l10n.t('E-mail'), email ?? vscode.l10n.t('Hidden by privacy settings')],
        [vscode.l10n.t('Roles'), description],
        [vscode.l10n.t('Account ID'), accountId],
      ]),
  };
}
