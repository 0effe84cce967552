import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './create-app-environment.graphql';

/** `createAppEnvironment(input.appAri)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    ecosystem: z.nullable(z.object({ createAppEnvironment: z.nullable(z.object(payloadFields())) })),
    requestId: optional(z.string()),
  });

interface Input {
  readonly appAri: string;
  readonly environmentKey: string;
  /** The only type that the Forge CLI creates. */
  readonly environmentType: 'DEVELOPMENT';
}

const CreateAppEnvironment: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'CreateAppEnvironment',
  kind: 'mutation',
  document,
  reply,
};

/** Creates an environment of the type DEVELOPMENT; never retried. Throws like `deleteApp`. */
export async function createEnvironment(
  client: GatewayClient,
  id: AppAri,
  key: string,
  signal?: AbortSignal,
): Promise<Receipt> {
  const input: Input = { appAri: appIdAs(appIdForm, id), environmentKey: key, environmentType: 'DEVELOPMENT' };
  const { ecosystem, requestId } = await client.run(CreateAppEnvironment, { input }, signal);
  succeeded(ecosystem?.createAppEnvironment ?? null, CreateAppEnvironment.name, requestId);
  return { requestId };
}
