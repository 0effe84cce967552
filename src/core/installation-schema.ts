import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

export const licenceFields = <Time extends z.ZodMiniType>(time: Time) => ({
  active: flag,
  /** Whether it is a trial. */
  evaluation: flag,
  /** Absent where the app has no editions; an edition that is new to us keeps the gateway's spelling. */
  edition: maybe(text),
  /** The gateway's word, like `COMMERCIAL`. */
  type: maybe(text),
  /** The gateway's word, like `MONTHLY` or `ANNUAL`. */
  billingPeriod: maybe(text),
  trialEnd: maybe(time),
  subscriptionEnd: maybe(time),
});

export const installationFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** Host name of the site or workspace; its id where the gateway tells no name. */
  site: text,
  /** In the gateway's spelling. */
  atlassianApp: text,
  /** Further Atlassian apps on the site that a cross-product app is linked to. */
  secondaryAtlassianApps: many(text),
  environmentId: maybe(text),
  environmentKey: maybe(text),
  /** Version whose permissions were granted. */
  version: maybe(text),
  /** Version whose code runs. */
  codeVersion: maybe(text),
  status: z.enum(['upToDate', 'permissionsOutdated', 'appOutdated', 'unknown']),
  installedAt: time,
  /** Absent for free apps and installations that need none. */
  licence: maybe(z.object(licenceFields(time))),
  /** Whether the customer lets the developer read the app's logs (`ALLOW_LOGS_ACCESS`); absent where it is not told. */
  sharesLogs: maybe(flag),
  /** Whether the customer permits egress for analytics (`ALLOW_EGRESS_ANALYTICS`); absent where it is not told. */
  permitsAnalytics: maybe(flag),
});
