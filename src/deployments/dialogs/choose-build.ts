import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { isDeployable } from '../../core/deployment.ts';
import type { Environment } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import type { Resource } from '../../apps/model/resource.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { plain, relativeTime } from '../../vscode/text.ts';

/** Asks for a build of an app that can be deployed; undefined if the user cancelled, or there is none, which is said. */
export async function chooseBuild(app: AppRef, prompts: Prompts): Promise<string | undefined> {
  const title = l10n.t('Deploy Build of {0}', plain(app.name));
  const builds = await loaded(app.data.details(app.id).builds, l10n.t('Loading the builds…'), prompts);
  const good = builds.rows.filter(isDeployable);
  if (good.length === 0) {
    const text = l10n.t(
      '{0} has no build that can be deployed. Each deployment makes one, and so does “forge build”.',
      plain(app.name),
    );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const items = good.map(({ tag, at, by }) => ({
    label: plain(tag),
    description: [relativeTime(at), plain(by?.name ?? '')].filter((part) => part !== '').join(' · '),
    value: tag,
  }));
  return prompts.pick(items, { title, placeholder: l10n.t('The build to deploy') });
}

/** Asks for the environment that a build is deployed to; undefined if the user cancelled. */
export async function chooseDeployEnvironment(
  app: AppRef,
  tag: string,
  prompts: Prompts,
): Promise<Environment | undefined> {
  const { environments } = app.data.details(app.id);
  const known = await loaded(environments, l10n.t('Loading the environments…'), prompts);
  const items = known.map((environment) => ({
    label: plain(environment.key),
    description: environment.latest
      ? l10n.t('{0}, deployed {1}', environment.latest.version, relativeTime(environment.latest.deployedAt))
      : l10n.t('Never deployed'),
    value: environment,
  }));
  const title = l10n.t('Deploy Build {0} of {1}', plain(tag), plain(app.name));
  return prompts.pick(items, { title, placeholder: l10n.t('The environment to deploy to') });
}

/** What a resource has, loaded first where it has nothing. Throws why it could not be loaded, `cancelled` too. */
async function loaded<T>(resource: Resource<T>, doing: string, prompts: Prompts): Promise<T> {
  if (resource.state?.status !== 'ready')
    await prompts.progress(doing, async (_report, signal) => {
      await resource.refresh();
      if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled');
    });
  const { state } = resource;
  if (state?.value !== undefined) return state.value;
  throw state?.status === 'failed' ? state.error : new ForgeError('cancelled', 'Cancelled');
}
