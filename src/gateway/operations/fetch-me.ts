import * as z from 'zod/mini';
import { ForgeError, isAboutConnection, toForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import document from './fetch-me.graphql';

const reply = () =>
  z.object({
    me: z.object({
      user: z.nullable(
        z.object({
          accountId: z.string(),
          name: z.string(),
          accountStatus: z.string(),
          email: z.optional(z.nullable(z.string())),
        }),
      ),
    }),
  });

const Me: Operation<object, z.infer<ReturnType<typeof reply>>> = { name: 'Me', kind: 'query', document, reply };

/** The person behind a token. */
export interface User {
  readonly accountId: string;
  readonly name: string;
  /** `active`, `inactive` or `closed`; the Forge CLI works with active accounts only. */
  readonly accountStatus: string;
}

/** Who the client's credentials belong to. Throws `signedOut` where the gateway knows nobody by them, else as `run`. */
export async function fetchMe(client: GatewayClient, signal?: AbortSignal): Promise<User> {
  const { me } = await client.run(Me, {}, signal);
  if (me.user === null)
    throw new ForgeError('signedOut', 'the gateway knows no user by this token', { operation: Me.name });
  const { accountId, name, accountStatus } = me.user;
  return { accountId, name, accountStatus };
}

/** Whether the gateway answers at all, be it with a refusal: asks once, for next to nothing. Never throws. */
export async function isReached(client: GatewayClient, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.run({ ...Me, retriedByCaller: true }, {}, signal);
    return true;
  } catch (thrown) {
    const error = toForgeError(thrown);
    return error.kind !== 'cancelled' && !isAboutConnection(error);
  }
}
