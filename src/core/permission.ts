import type { contentPolicySchema, egressSchema, remoteSchema, scopeSchema } from './permission-schema.ts';
import type { Domain } from './schema-parts.ts';

/** A scope of a deployed version. */
export type Scope = Domain<typeof scopeSchema>;

/** What an egress permission lets an app do, as a manifest spells it under `permissions.external`. */
export const egressKinds = [
  'fetch.backend',
  'fetch.client',
  'fonts',
  'frames',
  'images',
  'media',
  'navigation',
  'scripts',
  'styles',
] as const;

/** One address outside Atlassian that an app may reach in one way. */
export type Egress = Domain<typeof egressSchema>;

/** An exception to Forge's content security policy, for one kind of content. */
export type ContentPolicy = Domain<typeof contentPolicySchema>;

/** A server outside Atlassian that an app calls, or that calls the app. */
export type Remote = Domain<typeof remoteSchema>;
