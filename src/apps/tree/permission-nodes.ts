import * as vscode from 'vscode';
import type { Environment, Version } from '../../core/environment.ts';
import type { Scope } from '../../core/permission.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { resourceNode } from './resource-node.ts';
import { noteRow, row, tooltip } from './basic-rows.ts';

/** The row *Permissions* of an app: production's scopes by API, as the developer console shows them. */
export function permissionsNode(
  host: TreeHost,
  parent: TreeRow,
  { environments }: AppDetails,
  app: () => AppRef,
): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'permissions',
    label: vscode.l10n.t('Permissions'),
    icon: 'shield',
    resource: environments,
    describe: (known) => {
      const version = production(known);
      return version ? scopeCount(version.scopes.length) : vscode.l10n.t('not deployed to production');
    },
    failed: vscode.l10n.t('Couldn’t load the permissions'),
    toRows: (node, known) => {
      const version = production(known);
      if (version === undefined) return notDeployed(node, known);
      if (version.scopes.length === 0)
        return [
          noteRow(node, `${node.id}/none`, vscode.l10n.t('Version {0} in production has no scopes', version.version)),
        ];
      return [...Map.groupBy(version.scopes, ({ api }) => api)]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([api, scopes]) => apiNode(node, api, scopes));
    },
  });
}

function production(environments: readonly Environment[]): Version | undefined {
  return environments.find(({ kind }) => kind === 'production')?.latest;
}

/** Says that production has no scopes to show, and which environments have some. */
function notDeployed(parent: TreeRow, environments: readonly Environment[]): TreeRow[] {
  const elsewhere = environments.flatMap(({ key, latest }) =>
    latest ? [vscode.l10n.t('{0} ({1})', key, scopeCount(latest.scopes.length))] : [],
  );
  return [
    noteRow(
      parent,
      `${parent.id}/notDeployed`,
      vscode.l10n.t('Permissions appear here after the first deployment to production'),
    ),
    ...(elsewhere.length === 0
      ? []
      : [
          noteRow(
            parent,
            `${parent.id}/elsewhere`,
            vscode.l10n.t('Deployed to {0}', elsewhere.join(', ')),
            'server-environment',
          ),
        ]),
  ];
}

function apiNode(parent: TreeRow, api: string, scopes: readonly Scope[]): TreeRow {
  const id = `${parent.id}/${api}`;
  const node: TreeRow = {
    id,
    kind: 'api',
    parent,
    item: () =>
      row({
        id,
        label: api,
        description: scopeCount(scopes.length),
        icon: new vscode.ThemeIcon('symbol-interface'),
        contextValue: 'api',
        collapsible: true,
      }),
    children: () => scopes.toSorted((a, b) => a.key.localeCompare(b.key)).map((scope) => scopeNode(node, scope)),
  };
  return node;
}

function scopeNode(parent: TreeRow, { key, name, description, restricted, api }: Scope): TreeRow {
  const id = `${parent.id}/${key}`;
  const shown = restricted ? vscode.l10n.t('{0} · restricted', name) : name;
  return {
    id,
    kind: 'scope',
    parent,
    item: () =>
      row({
        id,
        label: key,
        description: shown,
        icon: new vscode.ThemeIcon(restricted ? 'lock' : 'key'),
        contextValue: 'scope',
        spoken: vscode.l10n.t('Scope {0}, {1}', key, shown),
      }),
    tooltip: () =>
      tooltip(key, [
        [vscode.l10n.t('Name'), name],
        [vscode.l10n.t('Description'), description],
        [vscode.l10n.t('API'), api],
        [vscode.l10n.t('Restricted'), restricted ? vscode.l10n.t('yes') : undefined],
      ]),
  };
}

function scopeCount(number: number): string {
  return number === 1 ? vscode.l10n.t('1 scope') : vscode.l10n.t('{0} scopes', number);
}
