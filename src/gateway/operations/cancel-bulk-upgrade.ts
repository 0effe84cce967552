import * as z from 'zod/mini';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import type { Receipt } from '../payload.ts';
import document from './cancel-bulk-upgrade.graphql';

const reply = () =>
  z.object({
    ecosystem: z.nullable(z.object({ cancelAppVersionRollout: z.nullable(z.object(payloadFields())) })),
    requestId: optional(z.string()),
  });

const CancelBulkUpgrade: Operation<{ readonly input: { readonly id: string } }, z.infer<ReturnType<typeof reply>>> = {
  name: 'CancelBulkUpgrade',
  kind: 'mutation',
  document,
  reply,
};

/**
 * Cancels a bulk upgrade; what it upgraded stays upgraded. Never retried. Throws like `startBulkUpgrade`; `refused` with
 * the type `APP_ROLLOUT_NOT_RUNNING` if it has ended.
 */
export async function cancelBulkUpgrade(client: GatewayClient, id: string, signal?: AbortSignal): Promise<Receipt> {
  const { ecosystem, requestId } = await client.run(CancelBulkUpgrade, { input: { id } }, signal);
  succeeded(ecosystem?.cancelAppVersionRollout ?? null, CancelBulkUpgrade.name, requestId);
  return { requestId };
}
