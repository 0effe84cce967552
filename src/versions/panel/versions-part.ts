import { window } from 'vscode';
import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import type { Resource } from '../../apps/model/resource.ts';
import { systemClock } from '../../core/clock.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import { fetchVersionUsage } from '../../gateway/operations/fetch-version-usage.ts';
import type { RollingAccess } from '../model/rolling-access.ts';
import { createVersionUses, type FoundUse } from '../model/version-uses.ts';
import { runVersionCommand, type VersionActions } from './run-version-command.ts';
import { versionUseView } from './version-use-view.ts';

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

  async function load(environmentId: string, signal: AbortSignal, soFar: (use: FoundUse) => void): Promise<FoundUse> {
    const environment = await environmentIn(environments, environmentId);
    // These may take two requests, one after the other.
    const rolling = access.list(data, appId, environment.id, signal).catch(toForgeError);
    const usage = await fetchVersionUsage(data.client, appId, environment.key, signal);
    soFar({ usage, rolling: undefined });
    return { usage, rolling: await rolling };
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
        const app = { data, id: appId, name: name() };
        const environment = await environmentIn(environments, environmentId);
        const use = uses.states.get(environmentId)?.value;
        await runVersionCommand(command, id, { app, environment, use }, actions);
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

/**
 * An environment by its id; loads them first if they were never loaded, as in a panel that comes back with its window.
 * Throws what that failed with, or `notFound`.
 */
async function environmentIn(environments: Resource<readonly Environment[]>, id: string): Promise<Environment> {
  if (environments.state?.value === undefined) await environments.refresh();
  const { state } = environments;
  if (state?.status === 'failed' && state.value === undefined) throw state.error;
  const found = state?.value?.find((environment) => environment.id === id);
  if (found === undefined) throw new ForgeError('notFound', 'this app has no such environment');
  return found;
}
