import * as z from 'zod/mini';
import { ForgeError } from '../core/errors.ts';
import { found } from './app-operation.ts';
import { entryKind, said } from './reply.ts';
import { list, optional } from './reply-schemas.ts';

/** The QueryError member of a union, as `__typename ...QueryErrorFields` selects it. */
export const queryErrorSchema = () =>
  z.object({
    __typename: z.literal('QueryError'),
    message: optional(z.string()),
    extensions: optional(list(z.object({ errorType: optional(z.string()), statusCode: optional(z.number()) }))),
  });

type QueryError = z.infer<ReturnType<typeof queryErrorSchema>>;

/** A nullable union of what was asked for, told by its `__typename`, with QueryError. */
export const orQueryError = <T extends z.core.$ZodTypeDiscriminable & z.ZodMiniType>(wanted: T) =>
  optional(z.discriminatedUnion('__typename', [wanted, queryErrorSchema()]));

/**
 * What was asked for, where the union holds that. Throws the gateway's reason where it gives one, `notFound` where it
 * tells nothing, as `found` does.
 */
export function answered<T extends { readonly __typename: string }>(
  answer: T | QueryError | undefined,
  operation: { readonly name: string },
  knowsNot: string,
): T {
  const given = found(answer, operation, knowsNot);
  if (isQueryError(given)) throw queryError(given, operation.name);
  return given;
}

function isQueryError(answer: { readonly __typename: string }): answer is QueryError {
  return answer.__typename === 'QueryError';
}

/** The error that a QueryError stands for, in the gateway's words; its kind is found as for an `errors[]` entry. */
export function queryError({ message: words, extensions }: QueryError, operation: string): ForgeError {
  const message = said(words);
  const typed = extensions?.find(({ errorType, statusCode }) => errorType !== undefined || statusCode !== undefined);
  return new ForgeError(entryKind({ message, extensions: typed }), message, { operation, errorType: typed?.errorType });
}
