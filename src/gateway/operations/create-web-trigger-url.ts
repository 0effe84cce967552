import * as z from 'zod/mini';
import { toForgeError } from '../../core/errors.ts';
import { appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import { flatFields, flatlySucceeded } from '../flat-payload.ts';
import type { Operation } from '../operation.ts';
import { withoutSecrets } from '../quoted-secrets.ts';
import { optional } from '../reply-schemas.ts';
import document from './create-web-trigger-url.graphql';
import type { TriggerContext } from './fetch-web-triggers.ts';

/** `createWebTriggerUrl(input.appId)` takes the UUID, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'uuid';

const reply = () =>
  z.object({
    createWebTriggerUrl: z.nullable(z.object({ ...flatFields(), id: optional(z.string()), url: optional(z.string()) })),
    requestId: optional(z.string()),
  });

interface Input {
  readonly appId: string;
  readonly envId: string;
  readonly contextId: string;
  readonly triggerKey: string;
  readonly secretKeyConfig?: { readonly key: string; readonly noExpiry?: boolean };
}

const CreateWebTriggerUrl: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'CreateWebTriggerUrl',
  kind: 'mutation',
  document,
  reply,
  secretsOf: ({ input: { secretKeyConfig } }) => (secretKeyConfig ? [secretKeyConfig.key] : []),
};

/**
 * Creates the URL of a web trigger; the gateway returns the same one each time. Never retried. The key is in base64.
 * Throws like `deleteApp`; no error quotes the key.
 */
export async function createWebTriggerUrl(
  client: GatewayClient,
  { appId, environmentId, context }: TriggerContext,
  {
    triggerKey,
    secretKey,
  }: { readonly triggerKey: string; readonly secretKey?: { readonly key: string; readonly noExpiry: boolean } },
  signal?: AbortSignal,
): Promise<{ readonly requestId: string | undefined; readonly url: string | undefined }> {
  const input: Input = {
    appId: appIdAs(appIdForm, appId),
    envId: environmentId,
    contextId: context,
    triggerKey,
    ...(secretKey && { secretKeyConfig: { key: secretKey.key, ...(secretKey.noExpiry && { noExpiry: true }) } }),
  };
  try {
    const { createWebTriggerUrl: payload, requestId } = await client.run(CreateWebTriggerUrl, { input }, signal);
    return { requestId, url: flatlySucceeded(payload, CreateWebTriggerUrl.name, requestId).url };
  } catch (thrown) {
    throw withoutSecrets(toForgeError(thrown), [secretKey?.key ?? '']);
  }
}
