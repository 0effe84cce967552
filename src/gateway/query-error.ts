import * as z from 'zod/mini';
import { ForgeError } from '../core/errors.ts';
import { entryKind } from './reply.ts';
import { optional } from './shapes.ts';

/** The QueryError member of a union, as `... on QueryError { message extensions { errorType statusCode } }` selects it. */
export const queryErrorShape = () =>
  z.object({
    __typename: z.literal('QueryError'),
    message: optional(z.string()),
    extensions: optional(z.array(z.object({ errorType: optional(z.string()), statusCode: optional(z.number()) }))),
  });

/** The error that a QueryError stands for, in the gateway's words; its kind is found as for an `errors[]` entry. */
export function queryError({ message = 'the gateway gives no reason', extensions }: z.infer<ReturnType<typeof queryErrorShape>>, operation: string): ForgeError {
  const said = extensions?.find(({ errorType, statusCode }) => errorType !== undefined || statusCode !== undefined);
  return new ForgeError(entryKind({ message, extensions: said }), message, { operation, errorType: said?.errorType });
}
