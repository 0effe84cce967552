export const appAriPrefix = 'ari:cloud:ecosystem::app/';

/**
 * Resource identifier of an app, `ari:cloud:ecosystem::app/<uuid>`: the form of `App.id` and of `app.id` in a manifest.
 */
export type AppAri = `${typeof appAriPrefix}${string}`;

/** Whether a text is an app's ARI. The part after the prefix must be hex digits and dashes, in lower case. */
export function isAppAri(text: string): text is AppAri {
  return text.startsWith(appAriPrefix) && /^[0-9a-f-]{36}$/.test(text.slice(appAriPrefix.length));
}

/**
 * The ARI that a text written by a person means, whatever the case of its UUID: RFC 9562 reads them alike, and the
 * gateway writes lower case. Undefined for any other text.
 */
export function writtenAppAri(text: string): AppAri | undefined {
  const id = text.startsWith(appAriPrefix) ? appAri(appUuid(text).toLowerCase()) : text;
  return isAppAri(id) ? id : undefined;
}

/** Matches the line with the id of a Forge app, which every manifest has, even one that can't be parsed. */
export const appIdLine = new RegExp(`^[ \\t]*["']?id["']?\\s*:\\s*["']?${appAriPrefix}`, 'm');

/** Returns the ARI of an app, given its ARI or its plain UUID. */
export function appAri(id: string): AppAri {
  return id.startsWith(appAriPrefix) ? (id as AppAri) : `${appAriPrefix}${id}`;
}

/** Returns the plain UUID of an app, given its ARI or its plain UUID. */
export function appUuid(id: string): string {
  return id.startsWith(appAriPrefix) ? id.slice(appAriPrefix.length) : id;
}

/** The forms in which the gateway's operations take an app's id. */
export type AppIdForm = 'ari' | 'uuid';

/** Returns an app's id in the form an operation takes. */
export function appIdAs(form: AppIdForm, id: AppAri): string {
  return form === 'ari' ? id : appUuid(id);
}
