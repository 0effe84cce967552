import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './delete-app-environment.graphql';

/** `deleteAppEnvironment(input.appAri)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    ecosystem: z.nullable(z.object({ deleteAppEnvironment: z.nullable(z.object(payloadFields())) })),
    requestId: optional(z.string()),
  });

interface Input {
  readonly appAri: string;
  readonly environmentKey: string;
}

const DeleteAppEnvironment: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeleteAppEnvironment',
  kind: 'mutation',
  document,
  reply,
};

/** Deletes an environment by the gateway's own key; never retried. Throws like `deleteApp`. */
export async function deleteEnvironment(
  client: GatewayClient,
  id: AppAri,
  key: string,
  signal?: AbortSignal,
): Promise<Receipt> {
  const input: Input = { appAri: appIdAs(appIdForm, id), environmentKey: key };
  const { ecosystem, requestId } = await client.run(DeleteAppEnvironment, { input }, signal);
  succeeded(ecosystem?.deleteAppEnvironment ?? null, DeleteAppEnvironment.name, requestId);
  return { requestId };
}
