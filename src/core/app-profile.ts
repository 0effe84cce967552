import type { AppType, Distribution } from './app.ts';
import type { Person } from './contributor.ts';
import type { AppAri } from './ids.ts';

/** A developer space, under whose name customers see its apps. */
export interface DeveloperSpace {
  readonly id: string;
  /** Absent where it could not be loaded. */
  readonly name?: string;
  readonly isPublic?: boolean;
}

/**
 * The link by which an app can be installed without the Marketplace. The signature in it is a secret and never fetched.
 */
export interface DistributionLink {
  /** The gateway's word, like `ACTIVE`. */
  readonly status: string;
  /** Atlassian apps that it installs into, in the gateway's spelling. */
  readonly products: readonly string[];
}

/** An app's listing on the Atlassian Marketplace. */
export interface MarketplaceListing {
  readonly key: string;
  readonly name: string;
  /** PRIVATE, PUBLIC, READY_TO_LAUNCH, REJECTED, SUBMITTED, or what the gateway adds one day. */
  readonly status: string;
  readonly partner?: string;
}

/** Parts of a profile that can fail while the rest is there. */
export type ProfilePart = 'distributionLink' | 'listing' | 'developerSpace';

/** One app by itself: what an overview of it shows beyond its environments, installations and contributors. */
export interface AppProfile {
  readonly id: AppAri;
  readonly name: string;
  readonly description: string;
  readonly type: AppType;
  readonly distribution: Distribution;
  /** The gateway's word for the distribution. */
  readonly distributionStatus: string;
  readonly updatedAt: Date;
  readonly createdAt?: Date;
  readonly owner?: Person;
  readonly vendorName?: string;
  readonly storesPersonalData: boolean;
  /** Absent where the app belongs to none. */
  readonly developerSpace?: DeveloperSpace;
  /** Absent where there is none. */
  readonly distributionLink?: DistributionLink;
  /** Absent where the app is not listed. */
  readonly listing?: MarketplaceListing;
  /** Parts that could not be loaded: their absence says nothing. */
  readonly failedParts: readonly ProfilePart[];
}
