import type * as z from 'zod/mini';
import type { appProfileFields, developerSpaceSchema, distributionLinkSchema } from './app-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

/** A developer space, under whose name customers see its apps. */
export type DeveloperSpace = Domain<typeof developerSpaceSchema>;

/** The link that installs an app without the Marketplace. The signature in its URL is a secret and is never fetched. */
export type DistributionLink = Domain<typeof distributionLinkSchema>;

/** One app in detail: what its overview shows besides environments, installations and contributors. */
export type AppProfile = DomainOf<typeof appProfileFields<z.ZodMiniDate>>;
