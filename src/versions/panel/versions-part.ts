import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { type Environment, majorOf } from '../../core/environment.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import type { VersionUsage } from '../../core/version-usage.ts';
import { fetchVersionUsage } from '../../gateway/operations/fetch-version-usage.ts';
import type { FoundReleases, RollingAccess } from '../model/rolling-access.ts';
import { versionUseView } from './version-use-view.ts';

/** What the buttons of the tab do; each shows its own dialogs and throws the gateway's errors. */
export interface VersionActions {
  compare(app: AppRef, before: { readonly environment: string; readonly major: number } | undefined): Promise<void>;
  upgrade(app: AppRef, environment: Environment, sourceId: string | undefined): Promise<void>;
  cancelUpgrade(app: AppRef, environment: Environment, id: string, versions: string): Promise<void>;
  startRelease(app: AppRef, environment: Environment): Promise<void>;
  cancelRelease(app: AppRef, environment: Environment, id: string, version: string): Promise<void>;
}

/** Answers what a panel asks about the versions in use. */
export function versionsPart(
  { data, appId, name }: PanelContext,
  access: RollingAccess,
  actions: VersionActions,
): PanelParts['versions'] {
  const details = data.details(appId);
  const lifetime = new AbortController();
  const usages = new Map<string, VersionUsage>();
  const releases = new Map<string, FoundReleases['releases']>();

  function environmentOf(id: string): Environment {
    const found = details.environments.state?.value?.find((environment) => environment.id === id);
    if (found === undefined) throw new ForgeError('notFound', 'this app has no such environment');
    return found;
  }

  async function use(environment: Environment) {
    const { signal } = lifetime;
    const [usage, rolling] = await Promise.all([
      fetchVersionUsage(data.client, appId, environment.key, signal),
      access.list(data, appId, environment.id, signal).catch(toForgeError),
    ]);
    usages.set(environment.id, usage);
    if (!(rolling instanceof Error)) releases.set(environment.id, rolling.releases);
    const contributors = details.contributors.state?.value;
    return versionUseView(usage, { accountId: data.account.id, contributors, rolling });
  }

  /** The texts that a question names an upgrade or a version by. */
  function versionsOf(environment: Environment, upgradeId: string): string {
    const { versions, bulkUpgrades } = usages.get(environment.id) ?? {};
    const upgrade = bulkUpgrades?.find(({ id }) => id === upgradeId);
    const text = (versionId: string | undefined) =>
      versions?.find(({ version }) => version.id === versionId)?.version.version ?? '?';
    return `${text(upgrade?.sourceVersionId)} → ${text(upgrade?.targetVersionId)}`;
  }

  return {
    state: {},
    handlers: {
      versionUse: ({ environmentId }) => use(environmentOf(environmentId)),
      async versionCommand({ command, environmentId, id }) {
        const app = { data, id: appId, name: name() };
        const environment = environmentOf(environmentId);
        if (command === 'upgrade') await actions.upgrade(app, environment, id);
        else if (command === 'startRelease') await actions.startRelease(app, environment);
        else if (command === 'compare') {
          const version = usages.get(environmentId)?.versions.find((used) => used.version.id === id)?.version;
          await actions.compare(app, version && { environment: environment.key, major: majorOf(version.version) });
        } else if (id !== undefined && command === 'cancelUpgrade')
          await actions.cancelUpgrade(app, environment, id, versionsOf(environment, id));
        else if (id !== undefined) {
          const version = releases.get(environmentId)?.find((release) => release.id === id)?.version ?? '?';
          await actions.cancelRelease(app, environment, id, version);
        }
        return null;
      },
    },
    dispose() {
      lifetime.abort();
    },
  };
}
