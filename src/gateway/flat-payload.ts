import * as z from 'zod/mini';
import { ForgeError } from '../core/errors.ts';
import { succeeded } from './payload.ts';

/** The fields of a mutation's payload that has a status and a message instead of a list of errors. */
export const flatFields = () => ({ success: z.boolean(), statusCode: z.number(), message: z.string() });

type FlatPayload = z.infer<z.ZodMiniObject<ReturnType<typeof flatFields>>>;

/** Returns the payload of a successful mutation. Throws like `succeeded`. */
export function flatlySucceeded<P extends FlatPayload>(
  payload: P | null,
  operation: string,
  requestId: string | undefined,
): P {
  if (payload?.success === true) return payload;
  const failed = payload && {
    success: false,
    errors: [{ message: payload.message, extensions: { errorType: undefined, statusCode: payload.statusCode } }],
  };
  succeeded(failed, operation, requestId);
  throw new ForgeError('outcomeUnknown', 'the gateway sent no result', { operation, requestId });
}
