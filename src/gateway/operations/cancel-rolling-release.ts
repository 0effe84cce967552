import * as z from 'zod/mini';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import type { Receipt } from '../payload.ts';
import document from './cancel-rolling-release.graphql';

const reply = () =>
  z.object({
    ecosystem: z.nullable(z.object({ cancelRollingRelease: z.nullable(z.object(payloadFields())) })),
    requestId: optional(z.string()),
  });

const CancelRollingRelease: Operation<{ readonly rolloutId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'CancelRollingRelease',
  kind: 'mutation',
  document,
  reply,
};

/**
 * Cancels a rolling release; what it upgraded stays upgraded. Nothing shows that an API token may do it. Never retried.
 * Throws like `startBulkUpgrade`.
 */
export async function cancelRollingRelease(client: GatewayClient, id: string, signal?: AbortSignal): Promise<Receipt> {
  const { ecosystem, requestId } = await client.run(CancelRollingRelease, { rolloutId: id }, signal);
  succeeded(ecosystem?.cancelRollingRelease ?? null, CancelRollingRelease.name, requestId);
  return { requestId };
}
