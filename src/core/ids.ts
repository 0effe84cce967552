export const appAriPrefix = 'ari:cloud:ecosystem::app/';

/**
 * Resource identifier of an app, `ari:cloud:ecosystem::app/<uuid>`: the form of `App.id` and of `app.id` in a manifest.
 */
export type AppAri = `${typeof appAriPrefix}${string}`;

/** Whether a text is an app's ARI; the part behind the prefix is hex digits and dashes, in lower case. */
export function isAppAri(text: string): text is AppAri {
  return text.startsWith(appAriPrefix) && /^[0-9a-f-]{36}$/.test(text.slice(appAriPrefix.length));
}

/** A line that gives the id of a Forge app, as every manifest has it somewhere, even one that can't be parsed. */
export const appIdLine = new RegExp(`^[ \\t]*["']?id["']?\\s*:\\s*["']?${appAriPrefix}`, 'm');

/** The ARI of an app given by its ARI or its plain UUID. */
export function appAri(id: string): AppAri {
  return id.startsWith(appAriPrefix) ? (id as AppAri) : `${appAriPrefix}${id}`;
}

/** The plain UUID of an app given by its ARI or its plain UUID. */
export function appUuid(id: string): string {
  return id.startsWith(appAriPrefix) ? id.slice(appAriPrefix.length) : id;
}

/** The forms in which operations of the gateway take an app's id. */
export type AppIdForm = 'ari' | 'uuid';

/** An app's id in the form that an operation takes. */
export function appIdAs(form: AppIdForm, id: AppAri): string {
  return form === 'ari' ? id : appUuid(id);
}
