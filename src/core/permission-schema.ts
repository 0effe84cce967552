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
  /** One of `egressKinds`; a kind that is new to us keeps the gateway's spelling. */
  kind: text,
  address: text,
  /** `analytics`, or what the gateway adds one day; absent for ordinary egress. */
  category: maybe(text),
  /** Whether end-user data that is in scope of data residency leaves by it; absent where nothing is declared. */
  inScopeEUD: maybe(flag),
});

export const contentPolicySchema = z.object({
  /** `scripts` or `styles`; a kind that is new to us keeps the gateway's spelling. */
  kind: text,
  /** Like `unsafe-inline` or `sha256-…`, without quotes. */
  policy: text,
});

export const remoteSchema = z.object({
  key: text,
  /** Absent where it is not told, or differs by region. */
  baseUrl: maybe(text),
  /** What the remote does for the app: `fetch`, `compute`, `storage`, `other`; absent where it is not told. */
  operations: maybe(many(text)),
  /** Kinds of data that it stores: `ugc`, `pii`, `other`. */
  classifications: many(text),
  /** Where it stores them. */
  locations: many(text),
});

export const hostedStorageSchema = z.object({
  classifications: many(text),
  /** Where the data can be kept, like `EU`. */
  locations: many(text),
});
