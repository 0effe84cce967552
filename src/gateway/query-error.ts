import * as z from 'zod/mini';
import { ForgeError } from '../core/errors.ts';
import { entryKind, said } from './reply.ts';
import { list, optional } from './shapes.ts';

/**
 * The QueryError member of a union, as `... on QueryError { message extensions { errorType statusCode } }` selects it.
 */
export const queryErrorShape = () =>
  z.object({
    __typename: z.literal('QueryError'),
    message: optional(z.string()),
    extensions: optional(list(z.object({ errorType: optional(z.string()), statusCode: optional(z.number()) }))),
  });

/** The error that a QueryError stands for, in the gateway's words; its kind is found as for an `errors[]` entry. */
export function queryError(
  { message: words, extensions }: z.infer<ReturnType<typeof queryErrorShape>>,
  operation: string,
): ForgeError {
  const message = said(words);
  const typed = extensions?.find(({ errorType, statusCode }) => errorType !== undefined || statusCode !== undefined);
  return new ForgeError(entryKind({ message, extensions: typed }), message, { operation, errorType: typed?.errorType });
}
