import * as z from 'zod/mini';
import type { BulkUpgrade } from '../../core/version-usage.ts';
import { found } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedBulkUpgrade, toBulkUpgrade } from '../listed-bulk-upgrade.ts';
import type { Operation } from '../operation.ts';
import document from './fetch-bulk-upgrade.graphql';

const reply = () =>
  z.object({ ecosystem: z.nullable(z.object({ appVersionRollout: z.nullable(listedBulkUpgrade()) })) });

const BulkUpgradeQuery: Operation<{ readonly id: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'BulkUpgrade',
  kind: 'query',
  document,
  reply,
  isPolling: true,
};

/** Returns how far a bulk upgrade is. Throws `notFound` if the gateway doesn’t show it, otherwise like `run`. */
export async function fetchBulkUpgrade(client: GatewayClient, id: string, signal?: AbortSignal): Promise<BulkUpgrade> {
  const { ecosystem } = await client.run(BulkUpgradeQuery, { id }, signal);
  return toBulkUpgrade(found(ecosystem?.appVersionRollout, BulkUpgradeQuery, 'the gateway has no such bulk upgrade'));
}
