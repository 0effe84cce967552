import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../shapes.ts';
import document from './delete-app.graphql';

/** `deleteApp(input.appId)`: the form was never seen; the ARI is inferred from its sibling mutations. */
const appIdForm: AppIdForm = 'ari';

const reply = () => z.object({ deleteApp: z.nullable(z.object(payloadFields())), requestId: optional(z.string()) });

const DeleteApp: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeleteApp',
  kind: 'mutation',
  document,
  reply,
};

/** What a change that was carried out leaves to note. */
export interface Receipt {
  readonly requestId: string | undefined;
}

/**
 * Deletes an app for good; sent once, whatever happens. Throws the gateway's refusal as it is (`forbidden`, `refused`,
 * `notFound`, `rateLimited`), `outcomeUnknown` where the app may be deleted all the same, else as `run` does.
 */
export async function deleteApp(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<Receipt> {
  const { deleteApp: payload, requestId } = await client.run(DeleteApp, { appId: appIdAs(appIdForm, id) }, signal);
  succeeded(payload, DeleteApp.name, requestId);
  return { requestId };
}
