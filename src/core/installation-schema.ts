import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

export const licenceFields = <Time extends z.ZodMiniType>(time: Time) => ({
  active: flag,
  /** Whether it is a trial. */
  evaluation: flag,
  /** Absent if the app has no editions; an unknown edition keeps the gateway's spelling. */
  edition: maybe(text),
  /** In the gateway's spelling, such as `COMMERCIAL`. */
  type: maybe(text),
  /** In the gateway's spelling, such as `MONTHLY` or `ANNUAL`. */
  billingPeriod: maybe(text),
  trialEnd: maybe(time),
  subscriptionEnd: maybe(time),
});

export const installationFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: text,
  /** Host name of the site or workspace; its id if the gateway reports no name. */
  site: text,
  /** Id of the site or workspace. */
  siteId: maybe(text),
  /** In the gateway's spelling. */
  atlassianApp: text,
  /** Other Atlassian apps on the site that a cross-product app is linked to. */
  secondaryAtlassianApps: many(text),
  environmentId: maybe(text),
  environmentKey: maybe(text),
  /** The version whose permissions were granted. */
  version: maybe(text),
  /** The version whose code runs. */
  codeVersion: maybe(text),
  status: z.enum(['upToDate', 'permissionsOutdated', 'appOutdated', 'unknown']),
  installedAt: time,
  /** Absent for free apps and installations that need no licence. */
  licence: maybe(z.object(licenceFields(time))),
  /** Whether the customer lets the developer read the app's logs (`ALLOW_LOGS_ACCESS`); absent if not reported. */
  sharesLogs: maybe(flag),
  /** Whether the customer permits egress for analytics (`ALLOW_EGRESS_ANALYTICS`); absent if not reported. */
  permitsAnalytics: maybe(flag),
});
