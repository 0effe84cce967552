import type { AppAri } from './ids.ts';

/** `unknown`: the gateway did not say what the app can do. */
export type AppType = 'forge' | 'connect' | 'oauth' | 'unknown';

/** How an app reaches its users. `unknown` keeps the gateway's own word in `App.distributionStatus`. */
export type Distribution = 'marketplace' | 'marketplacePending' | 'shared' | 'notDistributed' | 'unknown';

/** An Atlassian app (product) that an app runs in, in the gateway's spelling (`JIRA`, `CONFLUENCE`, `COMPASS`, …). */
export type AtlassianApp = string;

/** One app in the developer's list. */
export interface App {
  readonly id: AppAri;
  readonly name: string;
  readonly description: string;
  readonly type: AppType;
  readonly distribution: Distribution;
  readonly distributionStatus: string;
  readonly updatedAt: Date;
  readonly createdAt?: Date;
  readonly developerSpaceId?: string;
  readonly owner?: { readonly accountId: string; readonly name: string };
  readonly marketplaceAppKey?: string;
  /** Newest version in production; absent where production was never deployed. */
  readonly productionVersion?: string;
  /** Atlassian apps that the newest versions of production and development require. */
  readonly atlassianApps: readonly AtlassianApp[];
  /** Scopes of the newest versions of production and development. */
  readonly scopes: readonly string[];
}

/** What the gateway says of an app's abilities: `App.appFeatures`, key to value. */
export type AppFeatures = ReadonlyMap<string, boolean>;

/**
 * The type of an app, inferred (the gateway has no field for it): a Forge app supports compute; an OAuth 2.0 (3LO)
 * integration shows its client id and secret to its developer; an app that does neither is a Connect app.
 */
export function inferAppType(features: AppFeatures | undefined): AppType {
  if (features === undefined || features.size === 0) return 'unknown';
  if (features.get('SUPPORTS_COMPUTE') === true) return 'forge';
  if (features.get('HAS_EXPOSED_CREDENTIALS') === true) return 'oauth';
  return 'connect';
}

/**
 * How an app is distributed: from its Marketplace listing (`MarketplaceListingStatus`) where it has one, else from
 * `distributionStatus` (`DEVELOPMENT` or `PUBLIC`, as the gateway's update input names them).
 */
export function inferDistribution(distributionStatus: string, listingStatus: string | undefined): Distribution {
  if (listingStatus === 'PUBLIC') return 'marketplace';
  if (listingStatus !== undefined) return 'marketplacePending';
  if (distributionStatus === 'PUBLIC') return 'shared';
  if (distributionStatus === 'DEVELOPMENT') return 'notDistributed';
  return 'unknown';
}

/** The version that every environment holds before anything is deployed to it. */
export const skeletonVersion = '1.1.0';
