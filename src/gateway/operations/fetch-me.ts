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

/** Who the token belongs to: what the gateway tells every token that it accepts. */
export const Me: Operation<object, z.infer<ReturnType<typeof reply>>> = { name: 'Me', kind: 'query', document, reply };

/** The user a token belongs to. */
export interface User {
  readonly accountId: string;
  readonly name: string;
  /** `active`, `inactive` or `closed`; the Forge CLI works with active accounts only. */
  readonly accountStatus: string;
}

/** Returns the user the client's credentials belong to. Throws `signedOut` if there is none, otherwise like `run`. */
export async function fetchMe(client: GatewayClient, signal?: AbortSignal): Promise<User> {
  const { me } = await client.run(Me, {}, signal);
  if (me.user === null)
    throw new ForgeError('signedOut', 'the gateway doesn’t know who this token belongs to', { operation: Me.name });
  const { accountId, name, accountStatus } = me.user;
  return { accountId, name, accountStatus };
}

/** Whether the gateway responds at all, even with a refusal. Sends one small request; never throws. */
export async function isReached(client: GatewayClient, signal?: AbortSignal): Promise<boolean> {
  try {
    await client.run({ ...Me, retriedByCaller: true }, {}, signal);
    return true;
  } catch (thrown) {
    const error = toForgeError(thrown);
    return error.kind !== 'cancelled' && !isAboutConnection(error);
  }
}
