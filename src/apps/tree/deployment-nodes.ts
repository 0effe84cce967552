import * as vscode from 'vscode';
import type { Deployment, LoadedDeployments } from '../../core/deployment.ts';
import { deploymentStatusName } from '../../vscode/domain-names.ts';
import { relativeTime } from '../../vscode/text.ts';
import type { TreeHost, TreeRow } from '../../vscode/tree-row.ts';
import type { AppDetails } from '../model/app-details.ts';
import type { AppRef } from '../model/app-ref.ts';
import { noteRow, row, rowCommand, timeLine, tooltip } from './basic-rows.ts';
import { resourceNode } from './resource-node.ts';

/** The latest deployments that have rows; the tab *Deployments* has all. */
const mostRows = 10;

const icons: Record<Deployment['status'], vscode.ThemeIcon> = {
  running: new vscode.ThemeIcon('sync~spin'),
  done: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  unknown: new vscode.ThemeIcon('question'),
};

/** The row *Deployments* of an app, with the latest ones to all its environments, newest first. */
export function deploymentsNode(
  host: TreeHost,
  parent: TreeRow,
  { deployments }: AppDetails,
  app: () => AppRef,
): TreeRow {
  return resourceNode(host, parent, {
    app,
    key: 'deployments',
    label: vscode.l10n.t('Deployments'),
    icon: 'rocket',
    resource: deployments,
    describe: newest,
    failed: vscode.l10n.t('Couldn’t load the deployments'),
    toRows: (node, { rows }) =>
      rows.length === 0
        ? [noteRow(node, `${node.id}/none`, vscode.l10n.t('Nothing was deployed in the last 30 days'))]
        : rows.slice(0, mostRows).map((deployment) => deploymentNode(node, deployment, app)),
  });
}

/** "production · Deployed · 3 hours ago". */
function newest({ rows: [latest] }: LoadedDeployments): string {
  return latest ? `${latest.environment} · ${summary(latest)}` : '';
}

function summary({ status, at }: Deployment): string {
  return `${deploymentStatusName(status)} · ${relativeTime(at)}`;
}

function deploymentNode(parent: TreeRow, deployment: Deployment, app: () => AppRef): TreeRow {
  const id = `${parent.id}/${deployment.id}`;
  const { environment, status, major, by } = deployment;
  const version = major === undefined ? undefined : vscode.l10n.t('version {0}', major);
  const description = () => [summary(deployment), version, by?.name].filter((part) => part !== undefined).join(' · ');
  const node: TreeRow = {
    id,
    kind: 'deployment',
    parent,
    target: () => ({ kind: 'section', page: 'deployments', ...app() }),
    item: () =>
      row({
        id,
        label: environment,
        description: description(),
        icon: icons[status],
        contextValue: 'deployment',
        spoken: vscode.l10n.t('Deployment to {0}, {1}', environment, description()),
        command: rowCommand('forgeConsole.app.open', vscode.l10n.t('Open App'), node),
      }),
    tooltip: () => deploymentTooltip(deployment, version),
  };
  return node;
}

function deploymentTooltip(
  { environment, status, at, by, tag, failure }: Deployment,
  version: string | undefined,
): vscode.MarkdownString {
  return tooltip(vscode.l10n.t('Deployment to {0}', environment), [
    [vscode.l10n.t('Status'), deploymentStatusName(status)],
    [vscode.l10n.t('Started'), timeLine(at)],
    [vscode.l10n.t('By'), by && (by.isClosed ? vscode.l10n.t('{0} (closed account)', by.name) : by.name)],
    [vscode.l10n.t('Version'), version],
    [vscode.l10n.t('Build'), tag],
    [vscode.l10n.t('Atlassian said'), failure?.message],
    [vscode.l10n.t('Error code'), failure?.code],
  ]);
}
