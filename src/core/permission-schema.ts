import * as z from 'zod/mini';
import { flag, many, maybe, text } from './schema-parts.ts';

export const scopeSchema = z.object({
  key: text,
  name: text,
  description: text,
  /** Name of the API that the scope belongs to. */
  api: text,
  restricted: flag,
});

export const egressSchema = z.object({
  /** One of `egressKinds`; an unknown kind keeps the gateway's spelling. */
  kind: text,
  address: text,
  /** `analytics`, or a value the gateway may add later; absent for ordinary egress. */
  category: maybe(text),
  /** Whether end-user data in scope of data residency is sent this way; absent if not declared. */
  inScopeEUD: maybe(flag),
});

export const contentPolicySchema = z.object({
  /** `scripts` or `styles`; an unknown kind keeps the gateway's spelling. */
  kind: text,
  /** Such as `unsafe-inline` or `sha256-…`, without quotes. */
  policy: text,
});

export const remoteSchema = z.object({
  key: text,
  /** Absent if not reported, or if it differs by region. */
  baseUrl: maybe(text),
  /** What the remote does for the app: `fetch`, `compute`, `storage`, `other`; absent if not reported. */
  operations: maybe(many(text)),
  /** The kinds of data it stores: `ugc`, `pii`, `other`. */
  classifications: many(text),
  /** Where the data is stored. */
  locations: many(text),
});

export const hostedStorageSchema = z.object({
  classifications: many(text),
  /** Where the data can be kept, such as `EU`. */
  locations: many(text),
});
