import type * as z from 'zod/mini';
import type { contributorEventFields, contributorFields, personSchema } from './contributor-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

export type Contributor = DomainOf<typeof contributorFields<z.ZodMiniDate>>;

/** A person named as an owner or in the contributor history. */
export type Person = Domain<typeof personSchema>;

/** What can happen to a contributor; the gateway may add other values. */
export const contributorActions = [
  'CONTRIBUTOR_ADDED',
  'CONTRIBUTOR_REMOVED',
  'CONTRIBUTOR_ROLE_UPDATED',
  'OWNERSHIP_TRANSFERRED',
] as const;

/** An entry in an app's contributor history. */
export type ContributorEvent = DomainOf<typeof contributorEventFields<z.ZodMiniDate>>;
