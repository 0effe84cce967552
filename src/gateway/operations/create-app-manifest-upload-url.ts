import * as z from 'zod/mini';
import { ForgeError, toForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import { unlessAborted } from '../network/unless-aborted.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './create-app-manifest-upload-url.graphql';

/** As the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    createAppManifestUploadUrl: z.nullable(z.object({ ...payloadFields(), preSignedUrl: optional(z.string()) })),
    requestId: optional(z.string()),
  });

const CreateAppManifestUploadUrl: Operation<
  { readonly input: { readonly appId: string; readonly environmentKey: string } },
  z.infer<ReturnType<typeof reply>>
> = { name: 'CreateAppManifestUploadUrl', kind: 'mutation', document, reply };

/**
 * Asks for an address that takes one upload of an app's manifest for a short time. It is a secret: whoever has it may
 * upload. Changes nothing of the app. Throws the gateway's refusal (`forbidden`, `refused`, `notFound`, `rateLimited`),
 * `badReply` if it gave no address, and otherwise like `run`.
 */
export async function createManifestUploadUrl(
  client: GatewayClient,
  id: AppAri,
  environmentKey: string,
  signal?: AbortSignal,
): Promise<string> {
  const input = { appId: appIdAs(appIdForm, id), environmentKey };
  const { name } = CreateAppManifestUploadUrl;
  try {
    const running = client.run(CreateAppManifestUploadUrl, { input }, signal);
    const { createAppManifestUploadUrl: payload, requestId } = await (signal
      ? unlessAborted(running, signal)
      : running);
    const { preSignedUrl } = succeeded(payload, name, requestId);
    if (preSignedUrl) return preSignedUrl;
    throw new ForgeError('badReply', 'the gateway gave no address for the upload', { operation: name, requestId });
  } catch (thrown) {
    if (signal?.aborted === true) throw new ForgeError('cancelled', 'Cancelled', { cause: thrown });
    const error = toForgeError(thrown);
    // An address that nobody knows is no change: it is not in doubt what became of anything.
    if (error.kind !== 'outcomeUnknown') throw error;
    const kind = error.cause instanceof ForgeError ? error.cause.kind : 'badReply';
    throw new ForgeError(kind, error.message, { ...error.details, cause: error });
  }
}
