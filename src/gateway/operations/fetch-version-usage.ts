import * as z from 'zod/mini';
import type { AppAri } from '../../core/ids.ts';
import type { BulkUpgrade, UsedVersion, VersionUsage } from '../../core/version-usage.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedBulkUpgrade, toBulkUpgrade } from '../listed-bulk-upgrade.ts';
import { listedVersion, toVersion } from '../listed-version.ts';
import { allNodes, nextCursor } from '../paging.ts';
import { nodes, optional, pageInfo } from '../reply-schemas.ts';
import document from './fetch-version-usage.graphql';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';

/** The Forge CLI's page size for versions. */
const pageSize = 20;

const usedVersion = () =>
  z.extend(listedVersion(), { installations: optional(z.object({ totalCount: optional(z.number()) })) });

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environmentByKey: z.nullable(
          z.object({
            versions: z.object({ nodes: nodes(usedVersion()), pageInfo: pageInfo() }),
            appVersionRollouts: optional(z.object({ nodes: optional(nodes(listedBulkUpgrade())) })),
          }),
        ),
      }),
    ),
  });

interface Variables {
  readonly environmentKey: string;
  readonly first: number;
  readonly after: string | null;
}

const VersionUsage: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'VersionUsage',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['extensions', 'appVersionRollouts', 'installations'],
};

/**
 * Returns the versions of an environment (by its key as the Forge CLI writes it) with the number of installations on
 * each, and its latest 20 bulk upgrades: one request for every 20 versions. Throws `notFound` for an unknown app or
 * environment, otherwise like `run`.
 */
export async function fetchVersionUsage(
  client: GatewayClient,
  appId: AppAri,
  environment: string,
  signal?: AbortSignal,
): Promise<VersionUsage> {
  let bulkUpgrades: readonly BulkUpgrade[] | undefined;
  const versions = await allNodes(async (after) => {
    const variables = { environmentKey: gatewayEnvironmentKey(environment), first: pageSize, after: after ?? null };
    const { app } = await runForApp(client, VersionUsage, appId, variables, signal);
    const { versions, appVersionRollouts } = found(app?.environmentByKey, VersionUsage, unknownEnvironment);
    bulkUpgrades ??= appVersionRollouts?.nodes?.map(toBulkUpgrade);
    return { nodes: versions.nodes.map(toUsedVersion), next: nextCursor(versions.pageInfo) };
  });
  return { versions, bulkUpgrades };
}

const unknownEnvironment = 'the gateway doesn’t know this environment, or doesn’t show it to this account';

function toUsedVersion({ installations, ...listed }: z.infer<ReturnType<typeof usedVersion>>): UsedVersion {
  return { version: toVersion(listed), installations: installations?.totalCount };
}
