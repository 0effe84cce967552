import type * as z from 'zod/mini';
import type { appFields } from './app-schema.ts';
import type { DomainOf } from './schema-parts.ts';

/** One app in the developer's list. */
export type App = DomainOf<typeof appFields<z.ZodMiniDate>>;

export type AppType = App['type'];

/** How an app reaches its users. */
export type Distribution = App['distribution'];

/** An Atlassian app (product) that an app runs in, in the gateway's spelling (`JIRA`, `CONFLUENCE`, `COMPASS`, …). */
export type AtlassianApp = App['atlassianApps'][number];

/** The features the gateway reports for an app (`App.appFeatures`), key to value. */
export type AppFeatures = ReadonlyMap<string, boolean>;

/**
 * Infers the type of an app, for which the gateway has no field: a Forge app supports compute; an OAuth 2.0 (3LO)
 * integration shows its client id and secret to its developer; an app that does neither is a Connect app.
 */
export function inferAppType(features: AppFeatures | undefined): AppType {
  if (features === undefined || features.size === 0) return 'unknown';
  if (features.get('SUPPORTS_COMPUTE') === true) return 'forge';
  if (features.get('HAS_EXPOSED_CREDENTIALS') === true) return 'oauth';
  return 'connect';
}

/** What an app has besides its facts. */
export const appParts = [
  'environments',
  'variables',
  'deployments',
  'permissions',
  'installations',
  'contributors',
] as const;
export type AppPart = (typeof appParts)[number];

/** What apps of a type have: only Forge apps have environments and permissions, and integrations are not installed. */
export function partsOf(type: AppType): readonly AppPart[] {
  if (type === 'connect') return ['installations', 'contributors'];
  return type === 'oauth' ? ['contributors'] : appParts;
}

/** The tag (`App.tags`) of a Cloud Fortified app. Its spelling is inferred: no reply with tags was ever seen. */
const cloudFortifiedTag = 'CLOUD_FORTIFIED';

/** Infers from an app's tags whether it is in Atlassian's programme Cloud Fortified. */
export function inferCloudFortified(tags: readonly string[]): boolean {
  return tags.includes(cloudFortifiedTag);
}

/**
 * Infers how an app is distributed: from its Marketplace listing (`MarketplaceListingStatus`) if it has one, otherwise
 * from `distributionStatus` (`DEVELOPMENT` or `PUBLIC`, as in the gateway's update input).
 */
export function inferDistribution(distributionStatus: string, listingStatus: string | undefined): Distribution {
  if (listingStatus === 'PUBLIC') return 'marketplace';
  if (listingStatus !== undefined) return 'marketplacePending';
  if (distributionStatus === 'PUBLIC') return 'shared';
  if (distributionStatus === 'DEVELOPMENT') return 'notDistributed';
  return 'unknown';
}

/** The version every environment has before anything is deployed to it. */
export const skeletonVersion = '1.1.0';
