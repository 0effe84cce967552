import * as vscode from 'vscode';
import type { Installation } from '../../core/installation.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import { count } from '../../vscode/text.ts';
import { atlassianAppName, installationStatusName } from '../../vscode/domain-names.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { resourceNode } from './resource-node.ts';
import { loadingRow, noteRow, row, timeLine, tooltip } from './basic-rows.ts';

/** The row *Installations* of an app: each site with its Atlassian app, environment and version. */
export function installationsNode(
  host: TreeHost,
  parent: TreeRow,
  { installations }: AppDetails,
  app: () => AppRef,
): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'installations',
    label: vscode.l10n.t('Installations'),
    icon: 'globe',
    resource: installations,
    describe: ({ rows, total }) => count(total ?? rows.length),
    failed: vscode.l10n.t('Couldn’t load the installations'),
    toRows: (node, { rows, complete }) =>
      rows.length === 0 && complete
        ? [noteRow(node, `${node.id}/none`, vscode.l10n.t('Not installed anywhere'))]
        : [
            ...rows.map((installation) => installationNode(node, installation, app)),
            ...(complete ? [] : [loadingRow(node, `${node.id}/more`)]),
          ],
  });
}

function installationNode(parent: TreeRow, installation: Installation, app: () => AppRef): TreeRow {
  const { site, siteId = '', atlassianApp, environmentKey, version, status, installedAt } = installation;
  const id = `${parent.id}/${installation.id}`;
  const isMine = () => app().data.mySites.ids.has(siteId);
  const description = () =>
    [
      environmentKey,
      version,
      atlassianAppName(atlassianApp),
      installationStatusName(status),
      isMine() && vscode.l10n.t('my site'),
    ]
      .filter(Boolean)
      .join(' · ');
  return {
    id,
    kind: 'installation',
    parent,
    target: () => ({ kind: 'installation', page: 'installations', installation, ...app() }),
    item: () =>
      row({
        id,
        label: site,
        description: description(),
        icon: statusIcon(status),
        contextValue: isMine() ? 'installation.mine' : 'installation',
        spoken: vscode.l10n.t('Installed on {0}, {1}', site, description()),
      }),
    tooltip: () =>
      tooltip(site, [
        [vscode.l10n.t('Atlassian app'), atlassianAppName(atlassianApp)],
        [vscode.l10n.t('Environment'), environmentKey],
        [vscode.l10n.t('Version'), version],
        [vscode.l10n.t('Status'), installationStatusName(status)],
        [vscode.l10n.t('Installed'), timeLine(installedAt)],
        [vscode.l10n.t('Installation ID'), installation.id],
      ]),
  };
}

function statusIcon(status: Installation['status']): vscode.ThemeIcon {
  if (status === 'upToDate') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (status === 'unknown') return new vscode.ThemeIcon('question');
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
}
