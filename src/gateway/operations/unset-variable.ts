import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';
import document from './unset-variable.graphql';

/** `environment.appId` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({ deleteAppEnvironmentVariable: z.nullable(z.object(payloadFields())), requestId: optional(z.string()) });

interface Input {
  readonly environment: { readonly appId: string; readonly key: string };
  readonly key: string;
}

const UnsetVariable: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'UnsetVariable',
  kind: 'mutation',
  document,
  reply,
};

/**
 * Removes a variable from an environment, by its key as the Forge CLI writes it; never retried. Throws like `deleteApp`.
 */
export async function unsetVariable(
  client: GatewayClient,
  appId: AppAri,
  environment: string,
  key: string,
  signal?: AbortSignal,
): Promise<Receipt> {
  const input: Input = {
    environment: { appId: appIdAs(appIdForm, appId), key: gatewayEnvironmentKey(environment) },
    key,
  };
  const { deleteAppEnvironmentVariable: payload, requestId } = await client.run(UnsetVariable, { input }, signal);
  succeeded(payload, UnsetVariable.name, requestId);
  return { requestId };
}
