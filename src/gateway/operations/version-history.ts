import * as z from 'zod/mini';
import type { Version } from '../../core/environment.ts';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { nextCursor, type Page } from '../paging.ts';
import { nodes, optional, pageInfo } from '../shapes.ts';
import { toVersion, versionShape } from '../version-shape.ts';
import document from './version-history.graphql';
import { gatewayEnvironmentKey } from './environment-list.ts';

/** `app(id)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

/** The Forge CLI's page size for versions. */
const pageSize = 20;

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environmentByKey: z.nullable(
          z.object({
            versions: z.object({
              nodes: nodes(versionShape()),
              pageInfo: pageInfo(),
              totalCount: optional(z.number()),
            }),
          }),
        ),
      }),
    ),
  });

interface Variables {
  readonly appId: string;
  readonly environmentKey: string;
  readonly first: number;
  readonly after: string | null;
}

const VersionHistory: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'VersionHistory',
  kind: 'query',
  document,
  reply,
  optionalFields: ['extensions'],
};

/** A page of an environment's versions; `total` where the gateway tells it. */
export interface VersionPage extends Page<Version> {
  readonly total: number | undefined;
}

/**
 * One page of the versions of an environment (by its key as the Forge CLI writes it), newest first: one row per major
 * version, the skeleton included. Throws `notFound` for an unknown app or environment, else as `run` does.
 */
export async function fetchVersionPage(
  client: GatewayClient,
  appId: AppAri,
  environmentKey: string,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<VersionPage> {
  const variables = {
    appId: appIdAs(appIdForm, appId),
    environmentKey: gatewayEnvironmentKey(environmentKey),
    first: pageSize,
    after: after ?? null,
  };
  const { app } = await client.run(VersionHistory, variables, signal);
  const versions = app?.environmentByKey?.versions;
  if (versions === undefined)
    throw new ForgeError('notFound', 'the gateway knows no such environment, or does not show it to this account', {
      operation: VersionHistory.name,
    });
  return { nodes: versions.nodes.map(toVersion), next: nextCursor(versions.pageInfo), total: versions.totalCount };
}
