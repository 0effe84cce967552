import * as z from 'zod/mini';
import { personSchema } from './contributor-schema.ts';
import { appAriText, flag, many, maybe, text } from './schema-parts.ts';

/** The fields that both the list of apps and an app's profile have. */
const factFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: appAriText,
  name: text,
  description: text,
  /** `unknown`: the gateway did not say what the app can do. */
  type: z.enum(['forge', 'connect', 'oauth', 'unknown']),
  isCloudFortified: flag,
  /** How it is distributed; `unknown` for a status this version doesn't recognise. */
  distribution: z.enum(['marketplace', 'marketplacePending', 'shared', 'notDistributed', 'unknown']),
  /** The distribution status as the gateway spells it. */
  distributionStatus: text,
  updatedAt: time,
  createdAt: maybe(time),
  owner: maybe(personSchema),
});

export const appFields = <Time extends z.ZodMiniType>(time: Time) => ({
  ...factFields(time),
  developerSpaceId: maybe(text),
  marketplaceAppKey: maybe(text),
  /** Newest version in production; absent if nothing was ever deployed there. */
  productionVersion: maybe(text),
  /**
   * Atlassian apps that the newest version in each environment requires, in the gateway's spelling (`JIRA`, `CONFLUENCE`,
   * `COMPASS`, …).
   */
  atlassianApps: many(text),
  /** Set if the newest version in an environment uses storage hosted by Forge, so that the app has audit logs. */
  usesHostedStorage: maybe(flag),
  /** Scopes of the newest version in each environment, production's first. */
  scopes: many(text),
});

export const developerSpaceSchema = z.object({
  id: text,
  /** Absent if it could not be loaded. */
  name: maybe(text),
  isPublic: maybe(flag),
});

export const distributionLinkSchema = z.object({
  /** In the gateway's spelling, such as `ACTIVE`. */
  status: text,
  /** Atlassian apps that it installs into, in the gateway's spelling. */
  products: many(text),
});

export const listingSchema = z.object({
  key: text,
  name: text,
  /** PRIVATE, PUBLIC, READY_TO_LAUNCH, REJECTED, SUBMITTED, or a value the gateway may add later. */
  status: text,
  partner: maybe(text),
});

export const appProfileFields = <Time extends z.ZodMiniType>(time: Time) => ({
  ...factFields(time),
  vendorName: maybe(text),
  storesPersonalData: flag,
  /** Absent if the app belongs to none. */
  developerSpace: maybe(developerSpaceSchema),
  /** Absent where there is none. */
  distributionLink: maybe(distributionLinkSchema),
  /** Absent if the app is not listed. */
  listing: maybe(listingSchema),
  /** Parts that could not be loaded, so their absence means nothing. */
  failedParts: many(z.enum(['distributionLink', 'listing', 'developerSpace'])),
});
