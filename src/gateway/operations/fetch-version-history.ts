import * as z from 'zod/mini';
import type { Version } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { nextCursor, type Page } from '../paging.ts';
import { nodes, optional, pageInfo } from '../reply-schemas.ts';
import { toVersion, listedVersion } from '../listed-version.ts';
import document from './fetch-version-history.graphql';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';

/** The Forge CLI's page size for versions. */
const pageSize = 20;

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environmentByKey: z.nullable(
          z.object({
            versions: z.object({
              nodes: nodes(listedVersion()),
              pageInfo: pageInfo(),
              totalCount: optional(z.number()),
            }),
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

const VersionHistory: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'VersionHistory',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['extensions'],
};

/** A page of an environment's versions; `total` is absent if not reported. */
export interface VersionPage extends Page<Version> {
  readonly total: number | undefined;
}

/**
 * Returns one page of the versions of an environment (by its key as the Forge CLI writes it), newest first: one row per
 * major version, the skeleton included. Throws `notFound` for an unknown app or environment, otherwise like `run`.
 */
export async function fetchVersionPage(
  client: GatewayClient,
  appId: AppAri,
  environmentKey: string,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<VersionPage> {
  const variables = {
    environmentKey: gatewayEnvironmentKey(environmentKey),
    first: pageSize,
    after: after ?? null,
  };
  const { app } = await runForApp(client, VersionHistory, appId, variables, signal);
  const { versions } = found(
    app?.environmentByKey,
    VersionHistory,
    'the gateway doesn’t know this environment, or doesn’t show it to this account',
  );
  return { nodes: versions.nodes.map(toVersion), next: nextCursor(versions.pageInfo), total: versions.totalCount };
}
