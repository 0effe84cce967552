import * as z from 'zod/mini';
import { ForgeError } from '../core/errors.ts';
import { isUnclearStatus } from './mutation-outcome.ts';
import { said } from './refusal.ts';
import { entryError } from './reply.ts';
import { list, optional } from './reply-schemas.ts';

/**
 * The fields of every mutation's payload, as `success errors { message extensions { errorType statusCode } }` selects
 * them.
 */
export const payloadFields = () => ({
  success: z.boolean(),
  errors: optional(
    list(
      z.object({
        message: optional(z.string()),
        extensions: optional(z.object({ errorType: optional(z.string()), statusCode: optional(z.number()) })),
      }),
    ),
  ),
});

type Payload = z.infer<z.ZodMiniObject<ReturnType<typeof payloadFields>>>;

/** What to record about a change that was made. */
export interface Receipt {
  readonly requestId: string | undefined;
}

/**
 * Returns the payload of a successful mutation. Throws the gateway's refusal in its own words, with the request's id;
 * `outcomeUnknown` for a missing payload, or an error whose status code says that the gateway failed or stopped waiting
 * (`isUnclearStatus`): the change may have been made.
 */
export function succeeded<P extends Payload>(payload: P | null, operation: string, requestId: string | undefined): P {
  if (payload === null) throw new ForgeError('outcomeUnknown', 'the gateway sent no result', { operation, requestId });
  if (payload.success) return payload;
  const [error] = payload.errors ?? [];
  const message = said(error?.message);
  const { extensions } = error ?? {};
  if (!isUnclearStatus(extensions?.statusCode ?? 0))
    throw entryError({ message, extensions }, { operation, requestId });
  throw new ForgeError('outcomeUnknown', message, { operation, requestId, errorType: extensions?.errorType });
}
