import * as vscode from 'vscode';
import { type App, type AppPart, partsOf } from '../../core/app.ts';
import { appUuid } from '../../core/ids.ts';
import type { AccountData } from '../model/account-data.ts';
import type { Removal } from '../model/removals.ts';
import { appResource } from '../../vscode/app-resource.ts';
import { exactTime, relativeTime } from '../../vscode/text.ts';
import { appKindName, atlassianAppName, distributionName } from '../../vscode/domain-names.ts';
import { type AppRef, appRef } from '../model/app-ref.ts';
import { acts, obstacleFor } from '../model/obstacles.ts';
import { filterWords, findApp } from '../model/search.ts';
import { contributorsNode } from './contributor-nodes.ts';
import { deploymentsNode } from './deployment-nodes.ts';
import { environmentsNode } from './environment-nodes.ts';
import { installationsNode } from './installation-nodes.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { permissionsNode } from './permission-nodes.ts';
import { variablesNode } from './variable-nodes.ts';
import { row, rowCommand, timeLine, tooltip } from './basic-rows.ts';
import { findingText, searchContext } from './search-words.ts';

const icons: Record<App['type'], string> = { forge: 'flame', connect: 'plug', oauth: 'key', unknown: 'package' };

const partNodes: Readonly<Record<AppPart, typeof environmentsNode>> = {
  environments: environmentsNode,
  variables: variablesNode,
  deployments: deploymentsNode,
  permissions: permissionsNode,
  installations: installationsNode,
  contributors: contributorsNode,
};

export interface AppNodeOptions {
  readonly host: TreeHost;
  readonly parent: TreeRow | undefined;
  /** Path of the parent row. */
  readonly path: string;
  readonly data: AccountData;
  readonly app: App;
  /** Whether a manifest of the workspace has the app's id. */
  readonly isInWorkspace: (app: App) => boolean;
  /** The current filter: the row says by what it was found. */
  readonly filter: () => string;
}

/** The row of an app. Each drawing reads the app's current data. */
export function appNode({ host, parent, path, data, app: listed, isInWorkspace, filter }: AppNodeOptions): TreeRow {
  return host.keep(`${path}/${appUuid(listed.id)}`, (id) => {
    const current = () => data.apps.state.value?.apps.get(listed.id) ?? listed;
    const app = () => appRef(data, current());
    const node: TreeRow = {
      id,
      kind: 'app',
      parent,
      target: () => ({ kind: 'app', ...app() }),
      item() {
        const facts = current();
        const pinned = isInWorkspace(facts);
        const found = findApp(facts, filter(), searchContext(data))?.elsewhere.map(findingText) ?? [];
        const removal = removalText(data.removals.of(listed.id));
        const description = removal ?? [...found, ...about(facts, pinned)].join(' · ');
        const said = removal === undefined ? [...found, ...spokenAbout(facts, pinned)] : [removal];
        return row({
          id,
          label: highlighted(facts.name, filter()),
          description,
          icon:
            removal === undefined
              ? new vscode.ThemeIcon(icons[facts.type], pinned ? new vscode.ThemeColor('charts.blue') : undefined)
              : new vscode.ThemeIcon('loading~spin'),
          contextValue: contextValueOf(app(), pinned),
          collapsible: true,
          resourceUri: appResource(facts.id),
          spoken: [facts.name, appKindName(facts), ...said].join(', '),
          command: rowCommand('forgeConsole.app.open', vscode.l10n.t('Open App'), node),
        });
      },
      tooltip: () => appTooltip(current()),
      children() {
        const details = data.details(listed.id);
        return partsOf(current().type).map((part) => partNodes[part](host, node, details, app));
      },
      async refresh() {
        await Promise.all([data.apps.refreshApp(listed.id), data.details(listed.id).refresh()]);
      },
    };
    return node;
  });
}

function appTooltip(app: App): vscode.MarkdownString {
  return tooltip(app.name, [
    [vscode.l10n.t('Type'), appKindName(app)],
    [vscode.l10n.t('Description'), app.description],
    [vscode.l10n.t('Distribution'), distributionName(app.distribution, app.distributionStatus)],
    [vscode.l10n.t('Marketplace key'), app.marketplaceAppKey],
    [vscode.l10n.t('Atlassian apps'), app.atlassianApps.map(atlassianAppName).join(', ')],
    [vscode.l10n.t('In production'), app.productionVersion ?? vscode.l10n.t('never deployed')],
    [vscode.l10n.t('Owner'), app.owner?.name],
    [vscode.l10n.t('Updated'), timeLine(app.updatedAt)],
    [vscode.l10n.t('Created'), app.createdAt && exactTime(app.createdAt)],
    [vscode.l10n.t('App ID'), app.id],
    [vscode.l10n.t('Developer space'), app.developerSpaceId],
  ]);
}

function removalText(removal: Removal | undefined): string | undefined {
  if (removal === undefined) return undefined;
  return removal === 'deleting' ? vscode.l10n.t('Deleting…') : vscode.l10n.t('Uninstalling…');
}

/** The context value of an app's row: what conditions of menus need to know of it. */
function contextValueOf(app: AppRef, pinned: boolean): string {
  const obstacles = acts.map((act) => obstacleFor(act, app)?.kind);
  const marks = (['notForge', 'notOwner', 'notAdmin'] as const).filter((kind) => obstacles.includes(kind));
  return ['app', ...(pinned ? ['inWorkspace'] : []), ...marks].join('.');
}

/** What people look for first: the version in production, then the age; the rest only where it is special. */
function about(app: App, pinned: boolean): string[] {
  const { updatedAt, distribution, distributionStatus } = app;
  return [
    versionInProduction(app) ?? '',
    relativeTime(updatedAt),
    distribution === 'notDistributed' ? '' : distributionName(distribution, distributionStatus),
    pinned ? vscode.l10n.t('in this workspace') : '',
  ].filter((part) => part !== '');
}

/** The same for screen readers, in words. */
function spokenAbout(app: App, pinned: boolean): string[] {
  const version = versionInProduction(app);
  return [
    version === undefined ? '' : vscode.l10n.t('version {0} in production', version),
    vscode.l10n.t('updated {0}', relativeTime(app.updatedAt)),
    distributionName(app.distribution, app.distributionStatus),
    pinned ? vscode.l10n.t('in this workspace') : '',
  ].filter((part) => part !== '');
}

/** Only Forge apps are deployed in versions that their developer sees. */
function versionInProduction({ type, productionVersion }: App): string | undefined {
  return type === 'connect' || type === 'oauth' ? undefined : productionVersion;
}

/** A name with the words of the filter highlighted. */
function highlighted(name: string, filter: string): vscode.TreeItemLabel {
  const lower = name.toLowerCase();
  const ranges = filterWords(filter).flatMap((word): [number, number][] => {
    const start = lower.indexOf(word);
    return start < 0 ? [] : [[start, start + word.length]];
  });
  const highlights = merged(ranges.sort(([a], [b]) => a - b));
  return highlights.length === 0 ? { label: name } : { label: name, highlights };
}

/** Ranges without overlaps, given them by their starts. */
function merged(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
