import type * as z from 'zod/mini';

/** A GraphQL operation and the shape of its reply. */
export interface Operation<Variables extends object, Reply> {
  /** Name in the document, and of its file. */
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly document: string;
  /**
   * Schema of `data`: drops unknown fields, takes unknown enum values. Made when first used, so that start-up builds
   * none.
   */
  readonly reply: () => z.ZodMiniType<Reply>;
  /**
   * Fields that may fail alone: an error whose path goes through one of them leaves the rest of the reply in use.
   * Each is nullable in the gateway's schema, and its null means "unknown" to the operation's readers. A reply that
   * must tell "unknown" from "none" has a field `failedFields` in its schema: the names of those that failed. In the
   * same way a reply that has a field `requestId` in its schema is told the id of its request.
   */
  readonly optionalFields?: readonly string[];
  /** The caller asks again by rules of its own: a failure is handed on at once. */
  readonly retriedByCaller?: boolean;
  /** Asked again and again: requests that somebody waits for go first. */
  readonly isPolling?: boolean;
  /** Only carries a type: the variables that the document takes. */
  readonly variables?: Variables;
}
