import * as z from 'zod/mini';
import { installationFields } from '../core/installation-schema.ts';
import { flag, many, maybe, text } from '../core/schema-parts.ts';

/* What the tab Installations shows, and what its page asks for. Times are epoch milliseconds. */

const number = z.number();

/** Fields of an installation that the page gets as display text. */
const notOfInstallation = { atlassianApp: true, secondaryAtlassianApps: true, licence: true } as const;

/** `codeVersion` is present only if it differs from `version`. */
const installation = z.extend(z.omit(z.object(installationFields(number)), notOfInstallation), {
  /** Whether the site is marked as the person's own. */
  isMine: maybe(flag),
  /** Includes the optional apps of a cross-product installation. */
  atlassianApps: many(text),
  statusName: text,
  /** Licence as display text, such as "active, trial"; absent if the gateway returns none. */
  licence: maybe(text),
  edition: maybe(text),
});
export type InstallationView = z.infer<typeof installation>;

export const installationsState = z.object({
  rows: z.array(installation),
  /** The total, if the gateway returns it. */
  total: maybe(number),
});
export type InstallationsView = z.infer<typeof installationsState>;

/** What the page asks about installations. */
export const installationRequests = {
  /** Saves installations as CSV, in the given order. Returns the number of rows; null if the user cancelled. */
  saveInstallations: {
    params: z.object({ ids: z.array(text).check(z.maxLength(200_000)) }),
    reply: z.nullable(number),
  },
  /** Installs the app on a site, or upgrades the person's own sites, which asks first. Replies when that has ended. */
  installationCommand: { params: z.object({ command: z.enum(['install', 'upgradeMySites']) }), reply: z.null() },
} as const;
