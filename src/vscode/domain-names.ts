import { l10n } from 'vscode';
import type { App, AppType, AtlassianApp, Distribution } from '../core/app.ts';
import type { Cloud } from '../core/clouds.ts';
import type { Build, Deployment } from '../core/deployment.ts';
import type { EnvironmentKind } from '../core/environment.ts';
import type { InstallationStatus } from '../core/installation.ts';
import { count } from './text.ts';

/** An app's type, as the developer console names it. */
export function appTypeName(type: AppType): string {
  return appTypes[type]();
}

const appTypes: Record<AppType, () => string> = {
  forge: () => l10n.t('Forge'),
  connect: () => l10n.t('Connect'),
  oauth: () => l10n.t('OAuth 2.0 (3LO)'),
  unknown: () => l10n.t('Unknown type'),
};

/** An app's type, and whether it is Cloud Fortified. */
export function appKindName({ type, isCloudFortified }: Pick<App, 'type' | 'isCloudFortified'>): string {
  return isCloudFortified ? l10n.t('{0}, Cloud Fortified', appTypeName(type)) : appTypeName(type);
}

/** How an app is distributed; an unknown distribution is shown as `status`, the gateway's own value. */
export function distributionName(distribution: Distribution, status: string): string {
  return distributions[distribution](status);
}

const distributions: Record<Distribution, (status: string) => string> = {
  marketplace: () => l10n.t('Marketplace'),
  marketplacePending: () => l10n.t('Marketplace, not public'),
  shared: () => l10n.t('Shared by link'),
  notDistributed: () => l10n.t('Not distributed'),
  unknown: (status) => (status === '' ? l10n.t('Distribution unknown') : status),
};

/** The name of an Atlassian app; an unknown one keeps the gateway's spelling. */
export function atlassianAppName(app: AtlassianApp): string {
  const names: Record<string, string> = {
    JIRA: 'Jira',
    CONFLUENCE: 'Confluence',
    COMPASS: 'Compass',
    BITBUCKET: 'Bitbucket',
    TOWNSQUARE: 'Atlas',
    GRAPH: 'Teamwork Graph',
    TRELLO: 'Trello',
  };
  return named(app, names);
}

/** The name of an Atlassian cloud. */
export function cloudName({ name }: Pick<Cloud, 'name'>): string {
  const names: Record<Cloud['name'], string> = {
    commercial: l10n.t('Atlassian Cloud'),
    government: l10n.t('Atlassian Government Cloud'),
  };
  return names[name];
}

/** The name of a kind of environment. */
export function environmentKindName(kind: EnvironmentKind): string {
  const names: Record<EnvironmentKind, string> = {
    production: l10n.t('Production'),
    staging: l10n.t('Staging'),
    development: l10n.t('Development'),
    custom: l10n.t('Custom'),
  };
  return names[kind];
}

/** The state of a deployment. */
export function deploymentStatusName(status: Deployment['status']): string {
  const names: Record<Deployment['status'], string> = {
    running: l10n.t('Running'),
    done: l10n.t('Deployed'),
    failed: l10n.t('Failed'),
    unknown: l10n.t('Status unknown'),
  };
  return names[status];
}

/** The state of a build. */
export function buildStatusName(status: Build['status']): string {
  const names: Record<Build['status'], string> = {
    processing: l10n.t('Processing'),
    ready: l10n.t('Ready'),
    failed: l10n.t('Failed'),
    unknown: l10n.t('Not available'),
  };
  return names[status];
}

/** Whether an installation is up to date, as display text. */
export function installationStatusName(status: InstallationStatus): string {
  const names: Record<InstallationStatus, string> = {
    upToDate: l10n.t('up to date'),
    permissionsOutdated: l10n.t('permissions outdated'),
    appOutdated: l10n.t('outdated'),
    unknown: l10n.t('status unknown'),
  };
  return names[status];
}

/** A contributor's role; an unknown one keeps the gateway's spelling. */
export function roleName(role: string): string {
  const names: Record<string, string> = {
    ADMIN: l10n.t('Admin'),
    DEPLOYER: l10n.t('Deployer'),
    DEVELOPER: l10n.t('Developer'),
    VIEWER: l10n.t('Viewer'),
    VIEWER_ADVANCED: l10n.t('Advanced viewer'),
  };
  return named(role, names);
}

/** "1 app", "12 apps". */
export function appCount(number: number): string {
  return number === 1 ? l10n.t('1 app') : l10n.t('{0} apps', count(number));
}

/** The display name of a value from the gateway; `otherwise`, by default the value itself, if it is unknown. */
export function named(word: string, names: Readonly<Record<string, string>>, otherwise = word): string {
  return (Object.hasOwn(names, word) ? names[word] : undefined) ?? otherwise;
}
