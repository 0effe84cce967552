import * as z from 'zod/mini';
import type { Operation } from '../../src/gateway/operation.ts';
import type { GatewayClient } from '../../src/gateway/client.ts';
import { appAri } from '../../src/core/ids.ts';

const reply = () =>
  z.object({
    deleteApp: z.nullable(
      z.object({
        success: z.boolean(),
        errors: z.optional(z.nullable(z.array(z.object({ message: z.nullable(z.string()) })))),
      }),
    ),
  });

/** A mutation, for the tests of how the client handles changes. */
const DeleteApp: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeleteApp',
  kind: 'mutation',
  document: 'mutation DeleteApp($appId: ID!) { deleteApp(input: { appId: $appId }) { success errors { message } } }',
  reply,
};

/** Deletes the app with this UUID; returns whether the gateway reports success. */
export async function deleteApp(client: GatewayClient, uuid: string, signal?: AbortSignal): Promise<boolean> {
  const { deleteApp: result } = await client.run(DeleteApp, { appId: appAri(uuid) }, signal);
  return result?.success ?? false;
}
