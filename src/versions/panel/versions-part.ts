import { window } from 'vscode';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { systemClock } from '../../core/clock.ts';
import { type Environment, majorOf } from '../../core/environment.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import { fetchVersionUsage } from '../../gateway/operations/fetch-version-usage.ts';
import type { RollingAccess } from '../model/rolling-access.ts';
import { createVersionUses, type FoundUse } from '../model/version-uses.ts';
import type { VersionCommand } from '../versions-protocol.ts';
import { versionUseView } from './version-use-view.ts';

/** What the buttons of the tab do; each shows its own dialogs and throws the gateway's errors. */
export interface VersionActions {
  compare(app: AppRef, before: { readonly environment: string; readonly major: number } | undefined): Promise<void>;
  upgrade(app: AppRef, environment: Environment, sourceId: string | undefined): Promise<void>;
  cancelUpgrade(app: AppRef, environment: Environment, id: string, versions: string): Promise<void>;
  startRelease(app: AppRef, environment: Environment): Promise<void>;
  cancelRelease(app: AppRef, environment: Environment, id: string, version: string): Promise<void>;
}

/** The versions in use of the environments that a panel shows. */
export function versionsPart(
  { data, appId, name, changed, section }: PanelContext,
  access: RollingAccess,
  actions: VersionActions,
): PanelParts['versions'] {
  const { environments, contributors } = data.details(appId);
  const uses = createVersionUses(
    { clock: systemClock, load, changed: () => changed('versionUses') },
    window.state.focused,
  );

  function environmentOf(id: string): Environment {
    const found = environments.state?.value?.find((environment) => environment.id === id);
    if (found === undefined) throw new ForgeError('notFound', 'this app has no such environment');
    return found;
  }

  async function load(environmentId: string, signal: AbortSignal, soFar: (use: FoundUse) => void): Promise<FoundUse> {
    // A panel that comes back with its window asks before its environments are there.
    if (environments.state?.value === undefined) await environments.refresh();
    if (environments.state?.status === 'failed' && environments.state.value === undefined)
      throw environments.state.error;
    const environment = environmentOf(environmentId);
    // These may take two requests, one after the other.
    const rolling = access.list(data, appId, environment.id, signal).catch(toForgeError);
    const usage = await fetchVersionUsage(data.client, appId, environment.key, signal);
    soFar({ usage, rolling: undefined });
    return { usage, rolling: await rolling };
  }

  const useOf = (environmentId: string): FoundUse | undefined => uses.states.get(environmentId)?.value;

  /** The texts that a question names an upgrade by. */
  function versionsOf(environmentId: string, upgradeId: string): string {
    const { versions, bulkUpgrades } = useOf(environmentId)?.usage ?? {};
    const upgrade = bulkUpgrades?.find(({ id }) => id === upgradeId);
    const text = (versionId: string | undefined) =>
      versions?.find(({ version }) => version.id === versionId)?.version.version ?? '?';
    return `${text(upgrade?.sourceVersionId)} → ${text(upgrade?.targetVersionId)}`;
  }

  function releaseOf(environmentId: string, id: string): string {
    const rolling = useOf(environmentId)?.rolling;
    if (rolling === undefined || rolling instanceof Error) return '?';
    return rolling.releases.find((release) => release.id === id)?.version ?? '?';
  }

  async function run(command: VersionCommand, environment: Environment, id: string | undefined): Promise<void> {
    const app = { data, id: appId, name: name() };
    if (command === 'upgrade') await actions.upgrade(app, environment, id);
    else if (command === 'startRelease') await actions.startRelease(app, environment);
    else if (command === 'compare') {
      const version = useOf(environment.id)?.usage.versions.find((used) => used.version.id === id)?.version;
      await actions.compare(app, version && { environment: environment.key, major: majorOf(version.version) });
    } else if (id !== undefined && command === 'cancelUpgrade')
      await actions.cancelUpgrade(app, environment, id, versionsOf(environment.id, id));
    else if (id !== undefined) await actions.cancelRelease(app, environment, id, releaseOf(environment.id, id));
  }

  const subscriptions = [
    contributors.onDidChange(() => changed('versionUses')),
    window.onDidChangeWindowState(({ focused }) => uses.look(focused)),
  ];
  return {
    state: {
      versionUses() {
        const known = { accountId: data.account.id, contributors: contributors.state?.value };
        const view = ({ usage, rolling }: FoundUse) => versionUseView(usage, { ...known, rolling });
        return Object.fromEntries([...uses.states].map(([id, state]) => [id, section(state, view)]));
      },
    },
    handlers: {
      showVersionUses({ environmentIds }) {
        uses.show(environmentIds);
        return null;
      },
      async refreshVersionUse({ environmentId }) {
        await uses.load(environmentId);
        return null;
      },
      async versionCommand({ command, environmentId, id }) {
        await run(command, environmentOf(environmentId), id);
        if (command !== 'compare') await uses.load(environmentId);
        return null;
      },
    },
    shown({ tab }) {
      if (tab !== 'environments') uses.show([]);
    },
    hidden: () => uses.hide(),
    refresh: () => uses.refresh(),
    dispose() {
      uses.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
