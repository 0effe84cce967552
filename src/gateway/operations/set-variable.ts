import * as z from 'zod/mini';
import { toForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { withoutSecrets } from '../quoted-secrets.ts';
import { optional } from '../reply-schemas.ts';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';
import document from './set-variable.graphql';

/** `environment.appId` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({ setAppEnvironmentVariable: z.nullable(z.object(payloadFields())), requestId: optional(z.string()) });

interface Input {
  readonly environment: { readonly appId: string; readonly key: string };
  readonly environmentVariable: { readonly key: string; readonly value: string; readonly encrypt: boolean };
}

const SetVariable: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'SetVariable',
  kind: 'mutation',
  document,
  reply,
  secretsOf: ({ input: { environmentVariable } }) => [environmentVariable.value],
};

/** A variable with its new value, in an environment by its key as the Forge CLI writes it. */
export interface NewVariable {
  readonly environment: string;
  readonly key: string;
  readonly value: string;
  readonly encrypt: boolean;
}

/**
 * Sets a variable, or replaces the one with the same key; never retried. Throws like `deleteApp`; no error has the value
 * in its message, whatever the gateway answers.
 */
export async function setVariable(
  client: GatewayClient,
  appId: AppAri,
  { environment, key, value, encrypt }: NewVariable,
  signal?: AbortSignal,
): Promise<Receipt> {
  const input: Input = {
    environment: { appId: appIdAs(appIdForm, appId), key: gatewayEnvironmentKey(environment) },
    environmentVariable: { key, value, encrypt },
  };
  try {
    const { setAppEnvironmentVariable: payload, requestId } = await client.run(SetVariable, { input }, signal);
    succeeded(payload, SetVariable.name, requestId);
    return { requestId };
  } catch (thrown) {
    throw withoutSecrets(toForgeError(thrown), [value]);
  }
}
