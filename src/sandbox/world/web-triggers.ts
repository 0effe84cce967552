import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { hexOf, uuidOf } from './seeded-random.ts';
import type { Clock } from './world-clock.ts';

/** The path below which web triggers are called. */
export const webTriggersPath = '/web-triggers/';

/** Where a URL calls a web trigger: a module of an app, in an environment and on a site. */
export interface TriggerPlace {
  readonly appUuid: string;
  readonly environmentId: string;
  readonly context: string;
  readonly triggerKey: string;
}

/** A URL of a web trigger. */
export interface TriggerUrl extends TriggerPlace {
  readonly id: string;
  readonly url: string;
}

interface KeptUrl extends TriggerPlace {
  readonly id: string;
  readonly path: string;
  /** Decoded; empty without authentication. The newest two are good. */
  keys: readonly Buffer[];
}

/** A call of a web trigger. */
export interface TriggerCall {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A call that reached its app, for the app's logs. Epoch milliseconds. */
export interface TriggerInvocation extends TriggerPlace {
  readonly at: number;
  readonly invocationId: string;
  readonly traceId: string;
  readonly method: string;
}

/** The URLs of web triggers of a world, and what was called. */
export interface WebTriggers {
  /** Where the sandbox listens, such as `http://127.0.0.1:8080`; set once it does. */
  origin: string;
  readonly invocations: readonly TriggerInvocation[];
  list(place: Omit<TriggerPlace, 'triggerKey'>): readonly TriggerUrl[];
  /** The URL of a place, the same one each time; `key` (base64) makes it one that wants signed calls. */
  create(place: TriggerPlace, key?: string): TriggerUrl;
  delete(id: string): boolean;
  find(id: string): TriggerUrl | undefined;
  /** Answers a call as the sample apps do: with what was called. */
  call(call: TriggerCall): { readonly status: number; readonly body: string };
}

/** How far the time of a signed call may be off, in milliseconds (RFC-141). */
const timeTolerance = 10 * 60_000;

/** Creates a world's web triggers, none with a URL. Their addresses are made at random, as secrets are. */
export function createWebTriggers(clock: Clock): WebTriggers {
  const urls = new Map<string, KeptUrl>();
  const invocations: TriggerInvocation[] = [];

  const shown = ({ id, path, appUuid, environmentId, context, triggerKey }: KeptUrl, origin: string): TriggerUrl => ({
    id,
    appUuid,
    environmentId,
    context,
    triggerKey,
    url: origin + path,
  });

  return {
    origin: '',
    invocations,
    list(place) {
      return [...urls.values()].filter((one) => isAt(one, place)).map((one) => shown(one, this.origin));
    },
    create(place, key) {
      const kept =
        [...urls.values()].find((one) => isAt(one, place) && one.triggerKey === place.triggerKey) ?? newUrl(place);
      if (key !== undefined) kept.keys = [Buffer.from(key, 'base64'), ...kept.keys].slice(0, 2);
      urls.set(kept.id, kept);
      return shown(kept, this.origin);
    },
    delete: (id) => urls.delete(id),
    find(id) {
      const kept = urls.get(id);
      return kept && shown(kept, this.origin);
    },
    call(call) {
      const kept = [...urls.values()].find(({ path }) => path === call.path);
      if (kept === undefined) return { status: 404, body: 'The web trigger was not found.' };
      if (kept.keys.length > 0 && !isSigned(call, kept.keys, clock.now()))
        return { status: 401, body: 'The signature is missing or wrong.' };
      const { appUuid, environmentId, context, triggerKey } = kept;
      const name = `call ${invocations.length} of ${kept.id}`;
      invocations.push({
        appUuid,
        environmentId,
        context,
        triggerKey,
        at: clock.now(),
        invocationId: uuidOf(name),
        traceId: hexOf(name, 32),
        method: call.method,
      });
      return {
        status: 200,
        body: JSON.stringify({ trigger: triggerKey, method: call.method, bytes: call.body.length }),
      };
    },
  };
}

const isAt = (url: KeptUrl, place: Omit<TriggerPlace, 'triggerKey'>): boolean =>
  url.appUuid === place.appUuid && url.environmentId === place.environmentId && url.context === place.context;

function newUrl({ appUuid, environmentId, context, triggerKey }: TriggerPlace): KeptUrl {
  const path = `${webTriggersPath}${randomBytes(20).toString('base64url')}`;
  return { id: uuidOf(`web trigger at ${path}`), path, appUuid, environmentId, context, triggerKey, keys: [] };
}

/** Whether a call is signed as Atlassian's RFC-141 says: HMAC SHA-256 over the body, or over `<timestamp>.<body>`. */
function isSigned({ headers, body }: TriggerCall, keys: readonly Buffer[], now: number): boolean {
  const timestamp = headers['x-webtrigger-timestamp'];
  if (typeof timestamp === 'string' && !(Math.abs(Date.parse(timestamp) - now) <= timeTolerance)) return false;
  const signed = typeof timestamp === 'string' ? Buffer.concat([Buffer.from(`${timestamp}.`), body]) : body;
  const given = Buffer.from(String(headers['x-webtrigger-signature']));
  return keys.some((key) => {
    const wanted = Buffer.from(`sha256=${createHmac('sha256', key).update(signed).digest('hex')}`);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
}
