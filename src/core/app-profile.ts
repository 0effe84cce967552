import type * as z from 'zod/mini';
import type { appProfileFields, developerSpaceSchema, distributionLinkSchema, listingSchema } from './app-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

/** A developer space, under whose name customers see its apps. */
export type DeveloperSpace = Domain<typeof developerSpaceSchema>;

/**
 * The link by which an app can be installed without the Marketplace. The signature in it is a secret and never fetched.
 */
export type DistributionLink = Domain<typeof distributionLinkSchema>;

/** An app's listing on the Atlassian Marketplace. */
export type MarketplaceListing = Domain<typeof listingSchema>;

/** One app by itself: what an overview of it shows beyond its environments, installations and contributors. */
export type AppProfile = DomainOf<typeof appProfileFields<z.ZodMiniDate>>;

/** Parts of a profile that can fail while the rest is there. */
export type ProfilePart = AppProfile['failedParts'][number];
