import * as z from 'zod/mini';
import { personSchema } from './contributor-schema.ts';
import { appAriText, flag, many, maybe, text } from './schema-parts.ts';

/** What is known of an app wherever it is known: in the list of apps, and by itself. */
const factFields = <Time extends z.ZodMiniType>(time: Time) => ({
  id: appAriText,
  name: text,
  description: text,
  /** `unknown`: the gateway did not say what the app can do. */
  type: z.enum(['forge', 'connect', 'oauth', 'unknown']),
  /** How it reaches its users; `unknown` where the gateway's word is a new one. */
  distribution: z.enum(['marketplace', 'marketplacePending', 'shared', 'notDistributed', 'unknown']),
  /** The gateway's word for the distribution. */
  distributionStatus: text,
  updatedAt: time,
  createdAt: maybe(time),
  owner: maybe(personSchema),
});

export const appFields = <Time extends z.ZodMiniType>(time: Time) => ({
  ...factFields(time),
  developerSpaceId: maybe(text),
  marketplaceAppKey: maybe(text),
  /** Newest version in production; absent where production was never deployed. */
  productionVersion: maybe(text),
  /**
   * Atlassian apps that the newest versions of production and development require, in the gateway's spelling (`JIRA`,
   * `CONFLUENCE`, `COMPASS`, …).
   */
  atlassianApps: many(text),
  /** Scopes of the newest versions of production and development. */
  scopes: many(text),
});

export const developerSpaceSchema = z.object({
  id: text,
  /** Absent where it could not be loaded. */
  name: maybe(text),
  isPublic: maybe(flag),
});

export const distributionLinkSchema = z.object({
  /** The gateway's word, like `ACTIVE`. */
  status: text,
  /** Atlassian apps that it installs into, in the gateway's spelling. */
  products: many(text),
});

export const listingSchema = z.object({
  key: text,
  name: text,
  /** PRIVATE, PUBLIC, READY_TO_LAUNCH, REJECTED, SUBMITTED, or what the gateway adds one day. */
  status: text,
  partner: maybe(text),
});

export const appProfileFields = <Time extends z.ZodMiniType>(time: Time) => ({
  ...factFields(time),
  vendorName: maybe(text),
  storesPersonalData: flag,
  /** Absent where the app belongs to none. */
  developerSpace: maybe(developerSpaceSchema),
  /** Absent where there is none. */
  distributionLink: maybe(distributionLinkSchema),
  /** Absent where the app is not listed. */
  listing: maybe(listingSchema),
  /** Parts that could not be loaded: their absence says nothing. */
  failedParts: many(z.enum(['distributionLink', 'listing', 'developerSpace'])),
});
