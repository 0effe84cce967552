import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './update-app-details.graphql';

/** What is changed of an app; only one of them at a time. */
export type DetailsChange = { readonly name: string } | { readonly description: string };

/** Never observed for `updateAppDetails(input.appId)`; inferred from its sibling mutations. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({ updateAppDetails: z.nullable(z.object(payloadFields())), requestId: optional(z.string()) });

const UpdateAppDetails: Operation<
  { readonly input: { readonly appId: string } & DetailsChange },
  z.infer<ReturnType<typeof reply>>
> = { name: 'UpdateAppDetails', kind: 'mutation', document, reply };

/**
 * Changes an app's name or its description; never retried. Nothing shows that an API token may do it. Throws the
 * gateway's refusal unchanged (`forbidden`, `refused`, `notFound`, `rateLimited`), `outcomeUnknown` if the change may
 * have been made all the same, and otherwise like `run`.
 */
export async function updateAppDetails(
  client: GatewayClient,
  id: AppAri,
  change: DetailsChange,
  signal?: AbortSignal,
): Promise<Receipt> {
  const input = { appId: appIdAs(appIdForm, id), ...change };
  const { updateAppDetails: payload, requestId } = await client.run(UpdateAppDetails, { input }, signal);
  succeeded(payload, UpdateAppDetails.name, requestId);
  return { requestId };
}
