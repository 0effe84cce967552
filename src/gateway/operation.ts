import type * as z from 'zod/mini';

/** A GraphQL operation and the shape of its reply. */
export interface Operation<Variables extends object, Reply> {
  /** The operation's name in the document, and the base of its file name. */
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  readonly document: string;
  /**
   * Schema of `data`: drops unknown fields, accepts unknown enum values. Created on first use, to keep start-up fast.
   */
  readonly reply: () => z.ZodMiniType<Reply>;
  /**
   * Fields that may fail alone: an error whose path includes one of them leaves the rest of the reply usable. Each is
   * nullable in the gateway's schema, and null means "unknown". A reply that must tell "unknown" from "none" has a
   * field `failedFields` in its schema, which receives the names of those that failed. Likewise, a field `requestId` in
   * the schema receives the id of the request, and `warnings` the types of the gateway's warnings.
   */
  readonly optionalFields?: readonly string[];
  /** The caller retries by its own rules: a failure is thrown at once. */
  readonly retriedByCaller?: boolean;
  /** Sent repeatedly: requests the user waits for go first. */
  readonly isPolling?: boolean;
  /** What of the variables must be in no error and no log, also where the gateway quotes it. */
  readonly secretsOf?: (variables: Variables) => readonly string[];
  /** Only carries a type: the variables the document takes. */
  readonly variables?: Variables;
}
