import * as vscode from 'vscode';
import type { App } from '../../core/app.ts';
import type { AccountData } from '../model/account-data.ts';
import { count } from '../../vscode/text.ts';
import { appCount, appTypeName, atlassianAppName, distributionName } from '../../vscode/domain-names.ts';
import { appNode } from './app-node.ts';
import { arrange, groupApps, type Arrangement } from '../model/arrange.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import type { RowLimits } from './row-limits.ts';
import { failedRow, loadingRow, moreRow, noteRow, row } from './basic-rows.ts';
import { searchContext } from './search-words.ts';

/** How many of the rows that come with *Show More Apps* are brought into view. */
const lookAhead = 10;

export interface AppRowsOptions {
  readonly host: TreeHost;
  readonly arrangement: () => Arrangement;
  readonly isInWorkspace: (app: App) => boolean;
  readonly limits: RowLimits;
  /** The apps of the groups that were drawn last, by the paths of their rows. */
  readonly groups: Map<string, readonly App[]>;
}

/**
 * Returns the rows of an account's apps: failures, the apps of this workspace, the others (grouped if the user wants
 * it), and a row while more are loading. Empty for an account without apps. `path` is the path of the parent row.
 */
export function appRows(
  options: AppRowsOptions,
  data: AccountData,
  parent: TreeRow | undefined,
  path: string,
): readonly TreeRow[] {
  const { state } = data.apps;
  const { filter, sort, group } = options.arrangement();
  const whose = () => ({ kind: 'account', data }) as const;
  const failed =
    state.status === 'failed'
      ? [
          failedRow(parent, `${path}/failed`, {
            what: vscode.l10n.t('Couldn’t load the apps'),
            state,
            retry: () => data.refresh(),
            target: whose,
          }),
        ]
      : [];
  if (state.value === undefined)
    return failed.length > 0 ? failed : [loadingRow(parent, `${path}/loading`, vscode.l10n.t('Loading apps…'))];

  const known = state.value.apps;
  const shown = arrange(known, { filter, sort }, searchContext(data));
  const { pinned = [], others = [] } = Object.groupBy(shown, (app) =>
    options.isInWorkspace(app) ? 'pinned' : 'others',
  );
  const toNodes: ToNodes = (apps, above, abovePath) => {
    const toNode = (app: App) =>
      appNode({ ...options, parent: above, path: abovePath, data, app, filter: () => options.arrangement().filter });
    const most = options.limits.of(abovePath);
    const rows = apps.slice(0, most).map(toNode);
    if (apps.length <= most) return rows;
    const showMore = () => {
      options.limits.raise(abovePath);
      return apps.slice(most, most + lookAhead).map(toNode);
    };
    return [...rows, moreRow(above, `${abovePath}/rest`, most, apps.length, showMore)];
  };

  const isComing =
    state.status === 'loading' &&
    state.value.source === 'gateway' &&
    (state.value.total === undefined || state.value.total > known.size);
  return [
    ...failed,
    ...(group === 'none'
      ? toNodes([...pinned, ...others], parent, path)
      : [
          ...toNodes(pinned, parent, path),
          ...groupApps(others, group).map(({ key, apps }) => {
            const id = `${path}/${group}:${key}`;
            options.groups.set(id, apps);
            return groupNode(options, parent, id, groupName(group, key), toNodes);
          }),
        ]),
    ...(isComing ? [loadingRow(parent, `${path}/more`, progressLabel(known.size, state.value.total))] : []),
    ...(shown.length === 0 && known.size > 0 && filter !== ''
      ? [noteRow(parent, `${path}/none`, vscode.l10n.t('No apps match the filter'), 'filter')]
      : []),
  ];
}

/** Makes the rows of apps under a row with a path. */
type ToNodes = (apps: readonly App[], above: TreeRow | undefined, path: string) => readonly TreeRow[];

function groupNode(
  { host, groups }: AppRowsOptions,
  parent: TreeRow | undefined,
  path: string,
  label: string,
  toNodes: ToNodes,
): TreeRow {
  return host.keep(path, (id) => {
    const apps = () => groups.get(id) ?? [];
    const node: TreeRow = {
      id,
      kind: 'group',
      parent,
      item() {
        const { length } = apps();
        const item = row({
          id,
          label,
          description: count(length),
          contextValue: 'group',
          collapsible: true,
          spoken: `${label}, ${appCount(length)}`,
        });
        item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
        return item;
      },
      children: () => toNodes(apps(), node, id),
    };
    return node;
  });
}

function groupName(group: Exclude<Arrangement['group'], 'none'>, key: string): string {
  if (group === 'atlassianApp') return key === '' ? vscode.l10n.t('No Atlassian app') : atlassianAppName(key);
  if (group === 'type') return appTypeName(isOneOf(key, ['forge', 'connect', 'oauth', 'unknown']) ? key : 'unknown');
  return distributionName(
    isOneOf(key, ['marketplace', 'marketplacePending', 'shared', 'notDistributed']) ? key : 'unknown',
    key,
  );
}

function isOneOf<T extends string>(text: string, known: readonly T[]): text is T {
  return known.some((candidate) => candidate === text);
}

function progressLabel(loaded: number, total: number | undefined): string {
  return total === undefined
    ? vscode.l10n.t('{0} apps so far, loading more…', count(loaded))
    : vscode.l10n.t('{0} of {1} apps, loading…', count(loaded), count(total));
}
