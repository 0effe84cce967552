import * as z from 'zod/mini';
import type { GatewayClient } from '../client.ts';
import { flatFields, flatlySucceeded } from '../flat-payload.ts';
import type { Operation } from '../operation.ts';
import { optional } from '../reply-schemas.ts';
import type { Receipt } from '../payload.ts';
import document from './delete-web-trigger-url.graphql';

const reply = () =>
  z.object({ deleteWebTriggerUrl: z.nullable(z.object(flatFields())), requestId: optional(z.string()) });

const DeleteWebTriggerUrl: Operation<{ readonly id: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeleteWebTriggerUrl',
  kind: 'mutation',
  document,
  reply,
};

/** Deletes the URL of a web trigger, which ends at once; never retried. Throws like `deleteApp`. */
export async function deleteWebTriggerUrl(client: GatewayClient, id: string, signal?: AbortSignal): Promise<Receipt> {
  const { deleteWebTriggerUrl: payload, requestId } = await client.run(DeleteWebTriggerUrl, { id }, signal);
  flatlySucceeded(payload, DeleteWebTriggerUrl.name, requestId);
  return { requestId };
}
