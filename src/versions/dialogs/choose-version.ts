import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { skeletonVersion } from '../../core/app.ts';
import { type Environment, majorOf, type Version } from '../../core/environment.ts';
import { fetchVersionPage } from '../../gateway/operations/fetch-version-history.ts';
import { allNodes } from '../../gateway/paging.ts';
import type { PickItem, Prompts } from '../../vscode/prompts.ts';
import { environmentKindName } from '../../vscode/domain-names.ts';
import { plain, relativeTime } from '../../vscode/text.ts';

/** A version by its environment and its major number, as the gateway finds it. */
export interface VersionPlace {
  readonly environment: string;
  readonly major: number;
}

/** Asks for one of an app's environments that something was deployed to; undefined if the person cancels. */
export async function chooseDeployed(
  app: AppRef,
  prompts: Prompts,
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<Environment | undefined> {
  const deployed = (await environmentsOf(app)).filter(({ latest }) => latest !== undefined);
  if (deployed.length === 0) {
    const text = l10n.t('Nothing of {0} has been deployed yet, so it has no versions.', plain(app.name));
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const items = deployed.map(({ key, kind, latest }, index) => ({
    label: plain(key),
    description: [environmentKindName(kind), latest?.version ?? ''].join(' · '),
    value: index,
  }));
  const chosen = await prompts.pick(items, { title, placeholder });
  return chosen === undefined ? undefined : deployed[chosen];
}

async function environmentsOf({ data, id }: AppRef): Promise<readonly Environment[]> {
  const { environments } = data.details(id);
  if (environments.state?.value === undefined) await environments.refresh();
  const { state } = environments;
  if (state?.value === undefined && state?.status === 'failed') throw state.error;
  return state?.value ?? [];
}

/**
 * Asks for a version of an environment (by its key as the Forge CLI writes it); undefined if the person cancels. `but`
 * is left out: it is the other one of a comparison.
 */
export async function chooseVersion(
  app: AppRef,
  environment: string,
  prompts: Prompts,
  { title, placeholder, but }: { readonly title: string; readonly placeholder: string; readonly but?: VersionPlace },
): Promise<VersionPlace | undefined> {
  const isOther = ({ version }: Version) =>
    version !== skeletonVersion && !(but?.environment === environment && but.major === majorOf(version));
  const items = versionsOf(app, environment).then((versions) => versions.filter(isOther).map(versionItem));
  const major = await prompts.pick(items, { title, placeholder });
  return major === undefined ? undefined : { environment, major };
}

async function versionsOf({ data, id }: AppRef, environment: string): Promise<readonly Version[]> {
  return allNodes((after) => fetchVersionPage(data.client, id, environment, after));
}

function versionItem({ version, isLatest, deployedAt }: Version): PickItem<number> {
  const deployed = l10n.t('deployed {0}', relativeTime(deployedAt));
  return {
    label: plain(version),
    description: isLatest ? l10n.t('{0} · newest', deployed) : deployed,
    value: majorOf(version),
  };
}
