import * as z from 'zod/mini';
import type { BulkUpgrade } from '../core/version-usage.ts';
import { optional, time } from './reply-schemas.ts';

/** An AppVersionRollout as `BulkUpgradeFields` selects it in the documents. */
export const listedBulkUpgrade = () =>
  z.object({
    id: z.string(),
    status: z.string(),
    createdAt: time(),
    completedAt: optional(time()),
    sourceVersionId: z.string(),
    targetVersionId: z.string(),
    upgradeLimit: optional(z.number()),
    createdByAccountId: z.string(),
    cancelledByAccountId: optional(z.string()),
    progress: z.object({
      completedUpgradeCount: z.number(),
      failedUpgradeCount: z.number(),
      pendingUpgradeCount: z.number(),
    }),
  });

const statuses: ReadonlyMap<string, BulkUpgrade['status']> = new Map([
  ['RUNNING', 'running'],
  ['COMPLETE', 'complete'],
  ['CANCELLED', 'cancelled'],
]);

/** Converts a bulk upgrade from the gateway's form to the domain's. */
export function toBulkUpgrade(listed: z.infer<ReturnType<typeof listedBulkUpgrade>>): BulkUpgrade {
  const { progress } = listed;
  return {
    id: listed.id,
    status: statuses.get(listed.status) ?? 'other',
    createdAt: listed.createdAt,
    completedAt: listed.completedAt,
    sourceVersionId: listed.sourceVersionId,
    targetVersionId: listed.targetVersionId,
    limit: listed.upgradeLimit,
    startedBy: listed.createdByAccountId,
    cancelledBy: listed.cancelledByAccountId,
    completed: progress.completedUpgradeCount,
    failed: progress.failedUpgradeCount,
    pending: progress.pendingUpgradeCount,
  };
}
