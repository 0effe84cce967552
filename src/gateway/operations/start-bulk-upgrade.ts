import * as z from 'zod/mini';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import type { Receipt } from '../payload.ts';
import document from './start-bulk-upgrade.graphql';

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        createAppVersionRollout: z.nullable(
          z.object({
            ...payloadFields(),
            appVersionRollout: optional(z.object({ id: z.string(), upgradeLimit: optional(z.number()) })),
            totalEligibleUpgrades: optional(z.number()),
            expectedRemainingUpgrades: optional(z.number()),
          }),
        ),
      }),
    ),
    requestId: optional(z.string()),
  });

/** Which installations are upgraded: those of one version, to another of the same environment, at most `limit`. */
export interface NewBulkUpgrade {
  readonly sourceVersionId: string;
  readonly targetVersionId: string;
  readonly limit?: number;
}

const StartBulkUpgrade: Operation<{ readonly input: NewBulkUpgrade }, z.infer<ReturnType<typeof reply>>> = {
  name: 'StartBulkUpgrade',
  kind: 'mutation',
  document,
  reply,
};

/** What the gateway says of a bulk upgrade that began; numbers of installations, absent if not reported. */
export interface StartedBulkUpgrade extends Receipt {
  readonly id: string | undefined;
  /** The gateway cuts a limit that is too large. */
  readonly limit: number | undefined;
  readonly eligible: number | undefined;
  /** How many are left for another bulk upgrade. */
  readonly remaining: number | undefined;
}

/**
 * Starts a bulk upgrade; never retried. Throws the gateway's refusal unchanged (`forbidden`, `refused`, `notFound`,
 * `rateLimited`), `outcomeUnknown` if it may have begun all the same, and otherwise like `run`.
 */
export async function startBulkUpgrade(
  client: GatewayClient,
  input: NewBulkUpgrade,
  signal?: AbortSignal,
): Promise<StartedBulkUpgrade> {
  const { ecosystem, requestId } = await client.run(StartBulkUpgrade, { input }, signal);
  const payload = succeeded(ecosystem?.createAppVersionRollout ?? null, StartBulkUpgrade.name, requestId);
  return {
    requestId,
    id: payload.appVersionRollout?.id,
    limit: payload.appVersionRollout?.upgradeLimit,
    eligible: payload.totalEligibleUpgrades,
    remaining: payload.expectedRemainingUpgrades,
  };
}
