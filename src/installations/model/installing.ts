import type { ChangedApp } from '../../apps/model/app-ref.ts';
import type { Change, ChangeOptions } from '../../changes/model/change.ts';
import { pollTask, type TaskResult } from '../../changes/model/poll-task.ts';
import { haveTasksEnded } from '../../changes/model/running-tasks.ts';
import type { Environment, Version } from '../../core/environment.ts';
import { fetchEnvironments, gatewayEnvironmentKey } from '../../gateway/operations/fetch-environment-list.ts';
import {
  fetchInstalledVersions,
  type InstalledVersions,
} from '../../gateway/operations/fetch-installation-versions.ts';
import { beginInstall, type LicenceOverride, type StartedTask } from '../../gateway/operations/install-app.ts';
import { beginUpgrade } from '../../gateway/operations/upgrade-app.ts';

/** Where a person agreed to install an app, and the version whose permissions they read. */
export interface InstallPlace {
  readonly environment: Environment;
  readonly version: Version;
  /** Of a site, or `bitbucket.org` with the name of a workspace. */
  readonly hostName: string;
  /** By the owner segment of contexts, such as `jira`. */
  readonly atlassianApp: string;
  readonly context: string;
  readonly licence?: LicenceOverride;
}

/** The environment's newest version, and what runs in the places that are to be changed. */
export interface InstallFacts {
  readonly latest: Version | undefined;
  readonly installed: readonly InstalledVersions[];
}

/** What is no longer as the person agreed to. */
export type InstallDifference =
  { readonly kind: 'version'; readonly version: string | undefined } | { readonly kind: 'uninstalled' };

/** What the gateway says of a crowded site. */
export const crowdedSite = 'APP_INSTALLATION_LIMIT_WARNING';

/** Installs an app in one place: only the version that the person agreed to, and only where it isn't installed yet. */
export function installationOf(
  app: ChangedApp,
  place: InstallPlace,
): Change<InstallFacts, InstallDifference, StartedTask & { readonly warnings: readonly string[] }> {
  const { environment, version, hostName, atlassianApp, context, licence } = place;
  const { client } = app.data;
  const environmentKey = gatewayEnvironmentKey(environment.key);
  const isHere = ({ installed }: Pick<InstallFacts, 'installed'>) =>
    installed.some((one) => one.environmentKey === environmentKey);
  const where = { contexts: [context] };
  return {
    account: app.data.account,
    app: { id: app.id, name: app.name },
    action: 'install',
    environment: environment.key,
    subject: `${hostName} ${atlassianApp}`,
    check: {
      load: (signal) => loadFacts(app, environment, where, signal),
      differences: ({ latest }) => versionDifference(version, latest),
      isDone: isHere,
    },
    send: (signal) =>
      beginInstall(client, { appId: app.id, environmentKey, context, ...(licence && { licence }) }, signal),
    follow: (reply, options) => followTask(app, reply, options),
    look: async () => (isHere({ installed: await fetchInstalledVersions(client, app.id, where) }) ? 'done' : 'notDone'),
    sameSubjectMeansSame: true,
    hasEnded: (options) =>
      haveTasksEnded({ client, appId: app.id, context, type: 'AppInstallationCreationTask' }, options),
  };
}

/** An installation that a person agreed to upgrade. */
export interface UpgradePlace {
  readonly environment: Environment;
  readonly version: Version;
  readonly installation: { readonly id: string; readonly site: string; readonly atlassianApp: string };
  readonly context: string;
  /** Upgrade the code and leave the permissions as they were approved. */
  readonly codeOnly: boolean;
}

/** Upgrades an installation to the version that the person agreed to. */
export function upgradeOf(
  app: ChangedApp,
  { environment, version, installation, context, codeOnly }: UpgradePlace,
): Change<InstallFacts, InstallDifference, StartedTask> {
  const { client } = app.data;
  const where = { ids: [installation.id] };
  const isUpgraded = ({ installed }: Pick<InstallFacts, 'installed'>) =>
    installed.some(({ permissions, code }) => (codeOnly ? code?.isLatest === true : permissions?.isLatest === true));
  return {
    account: app.data.account,
    app: { id: app.id, name: app.name },
    action: 'upgrade',
    installation: { ...installation, environment: environment.key },
    check: {
      load: (signal) => loadFacts(app, environment, where, signal),
      differences: ({ latest, installed }) =>
        installed.length === 0 ? [{ kind: 'uninstalled' }] : versionDifference(version, latest),
      isDone: isUpgraded,
    },
    send: (signal) => {
      const environmentKey = gatewayEnvironmentKey(environment.key);
      return beginUpgrade(client, { appId: app.id, environmentKey, context, codeOnly }, signal);
    },
    follow: (reply, options) => followTask(app, reply, options),
    look: async () => {
      const installed = await fetchInstalledVersions(client, app.id, where);
      return isUpgraded({ installed }) ? 'done' : 'notDone';
    },
    hasEnded: (options) =>
      haveTasksEnded({ client, appId: app.id, context, type: 'AppInstallationUpgradeTask' }, options),
  };
}

async function loadFacts(
  { data: { client }, id }: ChangedApp,
  environment: Environment,
  where: Parameters<typeof fetchInstalledVersions>[2],
  signal: AbortSignal,
): Promise<InstallFacts> {
  const [environments, installed] = await Promise.all([
    fetchEnvironments(client, id, signal),
    fetchInstalledVersions(client, id, where, signal),
  ]);
  return { latest: environments.find((one) => one.id === environment.id)?.latest, installed };
}

/** A minor version has the same permissions and goes to sites by itself; another major is another consent. */
function versionDifference(agreed: Version, latest: Version | undefined): readonly InstallDifference[] {
  return latest?.id === agreed.id ? [] : [{ kind: 'version', version: latest?.version }];
}

function followTask(app: ChangedApp, { taskId }: StartedTask, options: ChangeOptions): Promise<TaskResult> {
  return taskId === undefined ? Promise.resolve({ status: 'complete' }) : pollTask(app.data.client, taskId, options);
}
