import { l10n } from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import type { Environment } from '../../core/environment.ts';
import type { Installation } from '../../core/installation.ts';
import { fetchInstalledVersions } from '../../gateway/operations/fetch-installation-versions.ts';
import { fetchWebTriggers, type WebTriggerUrl } from '../../gateway/operations/fetch-web-triggers.ts';
import type { Shared } from '../../shared.ts';
import type { PickItem } from '../../vscode/prompts.ts';
import { plain } from '../../vscode/text.ts';
import type { TriggerPlace } from '../model/trigger-changes.ts';

/** What is asked for: an app's web triggers, perhaps in one environment or installation, perhaps one by its key. */
export interface TriggerQuestion {
  readonly app: AppRef;
  readonly environmentId?: string;
  readonly installationId?: string;
  readonly triggerKey?: string;
}

/** A web trigger in a place, with its URL if it has one. */
export interface ChosenTrigger {
  readonly app: AppRef;
  readonly place: TriggerPlace;
  readonly url: WebTriggerUrl | undefined;
}

/** Asks for an installation and one of its web triggers; undefined if the user cancelled or was told that there is none. */
export async function chooseTrigger(question: TriggerQuestion, shared: Shared): Promise<ChosenTrigger | undefined> {
  const { app } = question;
  const chosen = await chooseInstallation(question, shared);
  if (chosen === undefined) return undefined;
  const { installation, environment } = chosen;
  const loading = l10n.t('Loading the web triggers of {0} on {1}', plain(app.name), plain(installation.site));
  const loaded = await shared.prompts.progress(loading, (_report, signal) =>
    load(app, environment, installation, signal),
  );
  if (loaded === undefined) {
    await sayUninstalled(app, chosen, shared);
    return undefined;
  }
  const triggerKey = await chooseKey(question, loaded, chosen, shared);
  if (triggerKey === undefined) return undefined;
  const place = { environment, site: installation.site, context: loaded.context, triggerKey };
  return { app, place, url: loaded.urls.find((one) => one.triggerKey === triggerKey) };
}

interface Place {
  readonly installation: Installation;
  readonly environment: Environment;
}

async function chooseInstallation(
  { app, environmentId, installationId }: TriggerQuestion,
  { prompts, actions }: Shared,
): Promise<Place | undefined> {
  const { environments, installations } = app.data.details(app.id);
  for (const part of [environments, installations]) {
    if (part.state?.value === undefined) await part.refresh();
    const { state } = part;
    if (state?.value === undefined && state?.status === 'failed') throw state.error;
  }
  const known = new Map(environments.state?.value?.map((one) => [one.id, one]));
  const places = (installations.state?.value?.rows ?? []).flatMap((installation): Place[] => {
    const environment = known.get(installation.environmentId ?? '');
    const isMeant =
      (environmentId === undefined || installation.environmentId === environmentId) &&
      (installationId === undefined || installation.id === installationId);
    return environment && isMeant ? [{ installation, environment }] : [];
  });
  const [only, ...others] = places;
  if (only === undefined) {
    const text = l10n.t(
      '{0} isn’t installed there. Web triggers have URLs where the app is installed.',
      plain(app.name),
    );
    const install = l10n.t('Install on a Site…');
    if ((await prompts.message(text, [install], { severity: 'info' })) === install) await actions.install(app);
    return undefined;
  }
  if (others.length === 0) return only;
  const { ids } = app.data.mySites;
  const isMine = ({ installation: { siteId } }: Place) => siteId !== undefined && ids.has(siteId);
  const sorted = places.toSorted((a, b) => Number(isMine(b)) - Number(isMine(a)));
  const items = sorted.map((place): PickItem<Place> => ({
    label: plain(place.installation.site),
    description: plain(place.environment.key),
    value: place,
  }));
  const title = l10n.t('Web Triggers of {0}', plain(app.name));
  return prompts.pick(items, { title, placeholder: l10n.t('On which site?') });
}

async function sayUninstalled(app: AppRef, { installation, environment }: Place, { prompts }: Shared): Promise<void> {
  const [name, key, site] = [plain(app.name), plain(environment.key), plain(installation.site)];
  await prompts.message(l10n.t('{0} isn’t installed from {1} on {2} any more.', name, key, site), [], {
    severity: 'info',
  });
  await app.data.details(app.id).installations.refresh();
}

interface Loaded {
  readonly context: string;
  readonly urls: readonly WebTriggerUrl[];
  /** Keys; undefined where the gateway doesn't tell. */
  readonly deployed: readonly string[] | undefined;
}

/** Undefined if the installation is gone. */
async function load(
  { data: { client }, id }: AppRef,
  environment: Environment,
  installation: Installation,
  signal: AbortSignal,
): Promise<Loaded | undefined> {
  const [row] = await fetchInstalledVersions(client, id, { ids: [installation.id] }, signal);
  if (row === undefined) return undefined;
  const { context } = row;
  return {
    context,
    ...(await fetchWebTriggers(client, { appId: id, environmentId: environment.id, context }, signal)),
  };
}

async function chooseKey(
  { app, triggerKey }: TriggerQuestion,
  { urls, deployed }: Loaded,
  { installation, environment }: Place,
  { prompts }: Shared,
): Promise<string | undefined> {
  const withUrl = new Set(urls.map((one) => one.triggerKey));
  const keys = [...new Set([...(deployed ?? []), ...withUrl])].sort();
  const isThere = triggerKey !== undefined && (keys.includes(triggerKey) || deployed === undefined);
  if (isThere) return triggerKey;
  if (triggerKey !== undefined || keys.length === 0) {
    const [name, site, key] = [plain(app.name), plain(installation.site), plain(environment.key)];
    const text =
      triggerKey === undefined
        ? l10n.t('The version of {0} from {1} on {2} has no web triggers.', name, key, site)
        : l10n.t(
            'The web trigger {0} isn’t in the version of {1} from {2} on {3}. Deploy it, and upgrade the installation.',
            plain(triggerKey),
            name,
            key,
            site,
          );
    await prompts.message(text, [], { severity: 'info' });
    return undefined;
  }
  const items = keys.map((key) => ({
    label: plain(key),
    description: withUrl.has(key) ? l10n.t('has a URL') : l10n.t('no URL yet'),
    value: key,
  }));
  const title = l10n.t('Web Triggers in {0} on {1}', plain(environment.key), plain(installation.site));
  return prompts.pick(items, { title, placeholder: l10n.t('Choose a web trigger') });
}
