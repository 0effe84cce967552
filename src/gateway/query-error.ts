import * as z from 'zod/mini';
import type { ForgeError } from '../core/errors.ts';
import { found } from './app-operation.ts';
import { said } from './refusal.ts';
import { entryError } from './reply.ts';
import { list, optional } from './reply-schemas.ts';

/** The QueryError member of a union, as `__typename ...QueryErrorFields` selects it. */
export const queryErrorSchema = () =>
  z.object({
    __typename: z.literal('QueryError'),
    message: optional(z.string()),
    extensions: optional(list(z.object({ errorType: optional(z.string()), statusCode: optional(z.number()) }))),
  });

type QueryError = z.infer<ReturnType<typeof queryErrorSchema>>;

/** A nullable union of the requested type, told apart by its `__typename`, with QueryError. */
export const orQueryError = <T extends z.core.$ZodTypeDiscriminable & z.ZodMiniType>(wanted: T) =>
  optional(z.discriminatedUnion('__typename', [wanted, queryErrorSchema()]));

/**
 * Returns the requested member of a union. Throws the gateway's reason if there is one, `notFound` if the union is
 * null, like `found`.
 */
export function answered<T extends { readonly __typename: string }>(
  answer: T | QueryError | undefined,
  operation: { readonly name: string },
  missing: string,
): T {
  const given = found(answer, operation, missing);
  if (isQueryError(given)) throw queryError(given, operation.name);
  return given;
}

function isQueryError(answer: { readonly __typename: string }): answer is QueryError {
  return answer.__typename === 'QueryError';
}

/** Returns the error for a QueryError, in the gateway's words; its kind is determined as for an `errors[]` entry. */
export function queryError({ message: words, extensions }: QueryError, operation: string): ForgeError {
  const message = said(words);
  const typed = extensions?.find(({ errorType, statusCode }) => errorType !== undefined || statusCode !== undefined);
  return entryError({ message, extensions: typed }, { operation });
}
