import type * as z from 'zod/mini';
import type { contributorEventFields, contributorFields, personSchema } from './contributor-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

export type Contributor = DomainOf<typeof contributorFields<z.ZodMiniDate>>;

/** Someone named in the history of contributors, or as an owner. */
export type Person = Domain<typeof personSchema>;

/** What can happen to a contributor; the gateway may add others one day. */
export const contributorActions = [
  'CONTRIBUTOR_ADDED',
  'CONTRIBUTOR_REMOVED',
  'CONTRIBUTOR_ROLE_UPDATED',
  'OWNERSHIP_TRANSFERRED',
] as const;

/** Something that happened to a contributor of an app. */
export type ContributorEvent = DomainOf<typeof contributorEventFields<z.ZodMiniDate>>;
