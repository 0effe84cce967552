import * as vscode from 'vscode';
import type { EnvironmentVariables, Variable } from '../../core/variable.ts';
import { environmentKindName } from '../../vscode/domain-names.ts';
import { count } from '../../vscode/text.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import { noteRow, row, rowCommand, tooltip } from './basic-rows.ts';
import { resourceNode } from './resource-node.ts';

/** The row *Variables* of an app: its environments, each with the names of its variables. Values are in no row. */
export function variablesNode(host: TreeHost, parent: TreeRow, { variables }: AppDetails, app: () => AppRef): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'variables',
    label: vscode.l10n.t('Variables'),
    icon: 'symbol-variable',
    resource: variables,
    describe: (environments) =>
      count(new Set(environments.flatMap(({ variables: known }) => (known ?? []).map(({ key }) => key))).size),
    failed: vscode.l10n.t('Couldn’t load the variables'),
    toRows: (node, environments) =>
      environments.length === 0
        ? [noteRow(node, `${node.id}/none`, vscode.l10n.t('This app has no environments'))]
        : environments.map((environment) => placeNode(node, environment, app)),
  });
}

function placeNode(parent: TreeRow, place: EnvironmentVariables, app: () => AppRef): TreeRow {
  const { environmentId, environment: key, kind, variables } = place;
  const id = `${parent.id}/${environmentId}`;
  const target = () =>
    ({ kind: 'environment', page: 'environments', environment: { id: environmentId, key, kind }, ...app() }) as const;
  const description = amount(variables);
  const node: TreeRow = {
    id,
    kind: 'variablePlace',
    parent,
    target,
    item: () =>
      row({
        id,
        label: key,
        description,
        icon: new vscode.ThemeIcon('server-environment'),
        contextValue: 'variablePlace',
        collapsible: variables !== undefined && variables.length > 0,
        spoken: `${vscode.l10n.t('Variables of {0}', key)}, ${description}`,
      }),
    tooltip: () =>
      tooltip(vscode.l10n.t('Variables of {0}', key), [[vscode.l10n.t('Type'), environmentKindName(kind)]]),
    children: () => (variables ?? []).map((variable) => variableNode(node, variable, app)),
  };
  return node;
}

function amount(variables: EnvironmentVariables['variables']): string {
  if (variables === undefined) return vscode.l10n.t('not shown to this account');
  if (variables.length === 0) return vscode.l10n.t('no variables');
  return variables.length === 1 ? vscode.l10n.t('1 variable') : vscode.l10n.t('{0} variables', count(variables.length));
}

function variableNode(parent: TreeRow, { key, encrypted }: Variable, app: () => AppRef): TreeRow {
  const id = `${parent.id}/${key}`;
  const node: TreeRow = {
    id,
    kind: 'variable',
    parent,
    target: () => ({ kind: 'section', page: 'variables', ...app() }),
    item: () =>
      row({
        id,
        label: key,
        description: encrypted ? vscode.l10n.t('encrypted') : '',
        icon: new vscode.ThemeIcon(encrypted ? 'lock' : 'symbol-string'),
        contextValue: 'variable',
        command: rowCommand('forgeConsole.app.open', vscode.l10n.t('Open App'), node),
      }),
  };
  return node;
}
