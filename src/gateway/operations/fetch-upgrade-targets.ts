import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import type { UpgradeTarget } from '../../core/version-usage.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { allNodes, nextCursor } from '../paging.ts';
import { nodes, optional, pageInfo, time } from '../reply-schemas.ts';
import document from './fetch-upgrade-targets.graphql';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';

/** The Forge CLI's page size for versions. */
const pageSize = 20;

const version = () =>
  z.object({
    id: z.string(),
    version: z.string(),
    createdAt: time(),
    installations: optional(z.object({ totalCount: optional(z.number()) })),
    upgradeableByRolloutFromVersion: z.object({
      upgradeableByRollout: z.boolean(),
      upgradeLimit: optional(z.number()),
    }),
  });

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environmentByKey: z.nullable(
          z.object({ versions: z.object({ nodes: nodes(version()), pageInfo: pageInfo() }) }),
        ),
      }),
    ),
  });

interface Variables {
  readonly environmentKey: string;
  readonly sourceVersionId: string;
  readonly first: number;
  readonly after: string | null;
}

const UpgradeTargets: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'UpgradeTargets',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['installations'],
  retriedByCaller: true,
};

/** Where installations of a version can be upgraded to in bulk, by the gateway's own judgement. */
export interface UpgradeTargets {
  /** How many installations the source has; absent if not reported, or if the environment has no such version. */
  readonly installations: number | undefined;
  /** Newest first. */
  readonly targets: readonly UpgradeTarget[];
}

/**
 * Returns the versions of an environment (by its key as the Forge CLI writes it) that installations of the given one can
 * be upgraded to without their admins. Never retried. Throws `notFound` for an unknown app or environment, otherwise
 * like `run`.
 */
export async function fetchUpgradeTargets(
  client: GatewayClient,
  appId: AppAri,
  { environment, sourceVersionId }: { readonly environment: string; readonly sourceVersionId: string },
  signal?: AbortSignal,
): Promise<UpgradeTargets> {
  const environmentKey = gatewayEnvironmentKey(environment);
  const versions = await allNodes(async (after) => {
    const variables = { environmentKey, sourceVersionId, first: pageSize, after: after ?? null };
    const { app } = await runForApp(client, UpgradeTargets, appId, variables, signal);
    const { nodes, pageInfo } = found(app?.environmentByKey, UpgradeTargets).versions;
    return { nodes, next: nextCursor(pageInfo) };
  });
  return {
    installations: versions.find(({ id }) => id === sourceVersionId)?.installations?.totalCount,
    targets: versions
      .filter((one) => one.upgradeableByRolloutFromVersion.upgradeableByRollout)
      .map(({ id, version, createdAt, upgradeableByRolloutFromVersion: { upgradeLimit } }) => ({
        id,
        version,
        deployedAt: createdAt,
        limit: upgradeLimit,
      })),
  };
}
