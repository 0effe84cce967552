import * as vscode from 'vscode';
import type { App } from '../../core/app.ts';
import { appUuid } from '../../core/ids.ts';
import type { AccountData } from '../model/account-data.ts';
import type { Removal } from '../model/removals.ts';
import { appResource } from '../../vscode/app-resource.ts';
import { exactTime, relativeTime } from '../../vscode/text.ts';
import { appTypeName, atlassianAppName, distributionName } from '../../vscode/domain-names.ts';
import { appRef } from '../model/app-ref.ts';
import { foundScope } from '../model/arrange.ts';
import { contributorsNode } from './contributor-nodes.ts';
import { environmentsNode } from './environment-nodes.ts';
import { installationsNode } from './installation-nodes.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import { permissionsNode } from './permission-nodes.ts';
import { row, rowCommand, timeLine, tooltip } from './basic-rows.ts';

const icons: Record<App['type'], string> = { forge: 'flame', connect: 'plug', oauth: 'key', unknown: 'package' };

export interface AppNodeOptions {
  readonly host: TreeHost;
  readonly parent: TreeRow | undefined;
  /** Path of the parent row. */
  readonly path: string;
  readonly data: AccountData;
  readonly app: App;
  /** Whether a manifest of the workspace has the app's id. */
  readonly isInWorkspace: (app: App) => boolean;
  /** The current filter, to highlight the match in the name. */
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
        const scope = foundScope(facts, filter());
        const about = [
          relativeTime(facts.updatedAt),
          distributionName(facts.distribution, facts.distributionStatus),
          ...(pinned ? [vscode.l10n.t('in this workspace')] : []),
        ];
        const removal = removalText(data.removals.of(listed.id));
        const description = removal ?? [...(scope === undefined ? [] : [scope]), ...about].join(' · ');
        return row({
          id,
          label: highlighted(facts.name, filter()),
          description,
          icon:
            removal === undefined
              ? new vscode.ThemeIcon(icons[facts.type], pinned ? new vscode.ThemeColor('charts.blue') : undefined)
              : new vscode.ThemeIcon('loading~spin'),
          contextValue: pinned ? 'app.inWorkspace' : 'app',
          collapsible: true,
          resourceUri: appResource(facts.id),
          spoken: [facts.name, appTypeName(facts.type), description].join(', '),
          command: rowCommand('forgeConsole.app.open', vscode.l10n.t('Open App'), node),
        });
      },
      tooltip: () => appTooltip(current()),
      children() {
        const details = data.details(listed.id);
        return [
          environmentsNode(host, node, details, app),
          permissionsNode(host, node, details, app),
          installationsNode(host, node, details, app),
          contributorsNode(host, node, details, app),
        ];
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
    [vscode.l10n.t('Type'), appTypeName(app.type)],
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

/** A name with the match of the filter highlighted. */
function highlighted(name: string, filter: string): vscode.TreeItemLabel {
  const wanted = filter.trim().toLowerCase();
  const start = wanted === '' ? -1 : name.toLowerCase().indexOf(wanted);
  return start < 0 ? { label: name } : { label: name, highlights: [[start, start + wanted.length]] };
}
