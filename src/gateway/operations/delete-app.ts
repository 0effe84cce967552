import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './delete-app.graphql';

const reply = () => z.object({ deleteApp: z.nullable(z.object(payloadFields())), requestId: optional(z.string()) });

const DeleteApp: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeleteApp',
  kind: 'mutation',
  document,
  reply,
  /** Never observed for `deleteApp(input.appId)`; inferred from its sibling mutations. */
  appIdForm: 'ari',
};

/**
 * Deletes an app permanently; never retried. Throws the gateway's refusal unchanged (`forbidden`, `refused`,
 * `notFound`, `rateLimited`), `outcomeUnknown` if the app may have been deleted all the same, and otherwise like `run`.
 */
export async function deleteApp(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<Receipt> {
  const { deleteApp: payload, requestId } = await runForApp(client, DeleteApp, id, {}, signal);
  succeeded(payload, DeleteApp.name, requestId);
  return { requestId };
}
