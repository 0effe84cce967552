import * as vscode from 'vscode';
import type { Environment } from '../../core/environment.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import { atlassianAppName, environmentKindName } from '../../vscode/domain-names.ts';
import { count, relativeTime } from '../../vscode/text.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { resourceNode } from './resource-node.ts';
import { noteRow, row, rowCommand, timeLine, tooltip } from './basic-rows.ts';

const icons: Record<Environment['kind'], string> = {
  production: 'rocket',
  staging: 'beaker',
  development: 'tools',
  custom: 'git-branch',
};

/** The row *Environments* of an app: the three default environments first, then custom ones. */
export function environmentsNode(host: TreeHost, parent: TreeRow, details: AppDetails, app: () => AppRef): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'environments',
    label: vscode.l10n.t('Environments'),
    icon: 'server-environment',
    resource: details.environments,
    beside: details.installations,
    describe: ({ length }) => count(length),
    failed: vscode.l10n.t('Couldn’t load the environments'),
    toRows: (node, environments) =>
      environments.length === 0
        ? [noteRow(node, `${node.id}/none`, vscode.l10n.t('This app has no environments'))]
        : environments.map((environment) => environmentNode(host, node, environment, details, app)),
  });
}

function environmentNode(
  host: TreeHost,
  parent: TreeRow,
  environment: Environment,
  details: AppDetails,
  app: () => AppRef,
): TreeRow {
  const id = `${parent.id}/${environment.id}`;
  const { key, kind, latest } = environment;
  const functions = functionsOf(environment);
  const installed = installationsIn(environment, details);
  const deployed = latest ? `${latest.version} · ${relativeTime(latest.deployedAt)}` : vscode.l10n.t('never deployed');
  const note = () => host.environmentNote(app().id, key);
  const description = () => [note().text, deployed, installed].filter((part) => part !== undefined).join(' · ');
  const node: TreeRow = {
    id,
    kind: 'environment',
    parent,
    target: () => ({ kind: 'environment', page: 'environments', environment, ...app() }),
    item: () =>
      row({
        id,
        label: key,
        description: description(),
        icon: new vscode.ThemeIcon(icons[kind]),
        contextValue: ['environment', ...(kind === 'custom' ? ['custom'] : []), ...note().context].join('.'),
        collapsible: functions.length > 0,
        spoken: `${vscode.l10n.t('Environment {0}', key)}, ${description()}`,
      }),
    tooltip: () =>
      tooltip(key, [
        [vscode.l10n.t('Type'), environmentKindName(kind)],
        [vscode.l10n.t('Version'), latest?.version ?? vscode.l10n.t('never deployed')],
        [vscode.l10n.t('Last deployed'), timeLine(latest?.deployedAt)],
        [vscode.l10n.t('Atlassian apps'), latest?.atlassianApps.map(atlassianAppName).join(', ')],
        [vscode.l10n.t('Scopes'), latest && count(latest.scopes.length)],
        [vscode.l10n.t('Installations'), installed],
        [vscode.l10n.t('Environment ID'), environment.id],
      ]),
    ...(functions.length > 0 && {
      children: () => functions.map((name) => functionNode(node, name, environment, app)),
    }),
  };
  return node;
}

/** The keys of the functions that are deployed, in alphabetical order; none where the gateway doesn't report them. */
function functionsOf({ latest }: Environment): readonly string[] {
  const functions = (latest?.modules ?? []).filter(({ type }) => type === 'core:function');
  return functions.map(({ key }) => key).sort((a, b) => a.localeCompare(b));
}

/** A function; a click on it shows what it logs. */
function functionNode(parent: TreeRow, functionKey: string, environment: Environment, app: () => AppRef): TreeRow {
  const id = `${parent.id}/${functionKey}`;
  const node: TreeRow = {
    id,
    kind: 'function',
    parent,
    target: () => ({ kind: 'function', page: 'environments', environment, functionKey, ...app() }),
    item: () =>
      row({
        id,
        label: functionKey,
        icon: new vscode.ThemeIcon('symbol-function'),
        contextValue: 'function',
        spoken: vscode.l10n.t('Function {0} in {1}', functionKey, environment.key),
        command: rowCommand('forgeConsole.logs.show', vscode.l10n.t('Show Logs'), node),
      }),
    tooltip: () =>
      tooltip(functionKey, [
        [vscode.l10n.t('Environment'), environment.key],
        [vscode.l10n.t('Version'), environment.latest?.version],
      ]),
  };
  return node;
}

/** The number of installations of an environment, as display text; undefined until it is known. */
function installationsIn({ id }: Environment, { installations }: AppDetails): string | undefined {
  const { state } = installations;
  if (!state?.value?.complete) return undefined;
  const number = state.value.rows.filter(({ environmentId }) => environmentId === id).length;
  if (number === 0) return vscode.l10n.t('not installed');
  return number === 1 ? vscode.l10n.t('1 installation') : vscode.l10n.t('{0} installations', count(number));
}
