import type * as z from 'zod/mini';
import type { appProfileFields, developerSpaceSchema, distributionLinkSchema, listingSchema } from './app-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

/** A developer space, under whose name customers see its apps. */
export type DeveloperSpace = Domain<typeof developerSpaceSchema>;

/** The link that installs an app without the Marketplace. The signature in its URL is a secret and is never fetched. */
export type DistributionLink = Domain<typeof distributionLinkSchema>;

/** An app's listing on the Atlassian Marketplace. */
export type MarketplaceListing = Domain<typeof listingSchema>;

/** One app in detail: what its overview shows besides environments, installations and contributors. */
export type AppProfile = DomainOf<typeof appProfileFields<z.ZodMiniDate>>;

/** Parts of a profile that can fail to load while the rest succeeds. */
export type ProfilePart = AppProfile['failedParts'][number];
