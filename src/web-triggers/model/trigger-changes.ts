import type { ChangedApp } from '../../apps/model/app-ref.ts';
import type { Change } from '../../changes/model/change.ts';
import type { Environment } from '../../core/environment.ts';
import { createWebTriggerUrl } from '../../gateway/operations/create-web-trigger-url.ts';
import { deleteWebTriggerUrl } from '../../gateway/operations/delete-web-trigger-url.ts';
import { fetchWebTriggers, type WebTriggerUrl } from '../../gateway/operations/fetch-web-triggers.ts';
import type { Receipt } from '../../gateway/payload.ts';

/** A web trigger in an environment on a site. */
export interface TriggerPlace {
  readonly environment: Environment;
  readonly site: string;
  readonly context: string;
  readonly triggerKey: string;
}

/** A key that requests to a web trigger have to be signed with. */
export interface SecretKey {
  /** In base64. */
  readonly key: string;
  /** Keys expire after 12 months unless told not to. */
  readonly noExpiry: boolean;
}

type Urls = readonly WebTriggerUrl[];

/**
 * Creates the URL of a web trigger; nothing is sent where there is one. With `secretKey` the URL takes signed requests only;
 * one that is there then counts as changed, since nothing tells its keys. The reply's URL is a secret.
 */
export function creationOf(
  app: ChangedApp,
  place: TriggerPlace,
  secretKey?: SecretKey,
): Change<Urls, 'hasUrl', Receipt & { readonly url: string | undefined }> {
  const { triggerKey } = place;
  const has = (urls: Urls) => urls.some((url) => url.triggerKey === triggerKey);
  return {
    ...subjectOf(app, 'createWebTrigger', place),
    check: {
      load: (signal) => loadUrls(app, place, signal),
      differences: (urls) => (secretKey !== undefined && has(urls) ? ['hasUrl'] : []),
      isDone: has,
    },
    send(signal) {
      const trigger = { triggerKey, ...(secretKey !== undefined && { secretKey }) };
      return createWebTriggerUrl(app.data.client, contextOf(app, place), trigger, signal);
    },
    look: async () => (has(await loadUrls(app, place)) ? 'done' : 'notDone'),
    sameSubjectMeansSame: true,
  };
}

/** Deletes a URL of a web trigger: whoever calls it gets an error from then on. */
export function deletionOf(app: ChangedApp, place: TriggerPlace, id: string): Change<Urls, never> {
  const isGone = (urls: Urls) => !urls.some((url) => url.id === id);
  return {
    ...subjectOf(app, 'deleteWebTrigger', place),
    check: { load: (signal) => loadUrls(app, place, signal), differences: () => [], isDone: isGone },
    send: (signal) => deleteWebTriggerUrl(app.data.client, id, signal),
    look: async () => (isGone(await loadUrls(app, place)) ? 'done' : 'notDone'),
  };
}

/** Neither the URL nor its id: both are secrets. */
function subjectOf(
  { data, id, name }: ChangedApp,
  action: 'createWebTrigger' | 'deleteWebTrigger',
  { environment, site, triggerKey }: TriggerPlace,
) {
  const subject = `${triggerKey} ${site}`;
  return { account: data.account, app: { id, name }, action, environment: environment.key, subject };
}

const contextOf = ({ id }: ChangedApp, { environment, context }: TriggerPlace) => ({
  appId: id,
  environmentId: environment.id,
  context,
});

async function loadUrls(app: ChangedApp, place: TriggerPlace, signal?: AbortSignal): Promise<Urls> {
  return (await fetchWebTriggers(app.data.client, contextOf(app, place), signal)).urls;
}
