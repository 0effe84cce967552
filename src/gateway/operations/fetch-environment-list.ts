import * as z from 'zod/mini';
import { skeletonVersion } from '../../core/app.ts';
import { compareEnvironments, type Environment, type EnvironmentKind } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { allNodes, nextCursor } from '../paging.ts';
import { nodes, pageInfo } from '../reply-schemas.ts';
import { toVersion, listedVersion } from '../listed-version.ts';
import document from './fetch-environment-list.graphql';

/** The Forge CLI's page size for environments. */
const pageSize = 25;

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environmentsPage: z.object({
          nodes: nodes(
            z.object({
              id: z.string(),
              key: z.string(),
              type: z.string(),
              versions: z.object({ nodes: nodes(listedVersion()) }),
            }),
          ),
          pageInfo: pageInfo(),
        }),
      }),
    ),
  });

type Reply = z.infer<ReturnType<typeof reply>>;
type ListedEnvironment = NonNullable<Reply['app']>['environmentsPage']['nodes'][number];

const EnvironmentList: AppOperation<{ first: number; after: string | null }, Reply> = {
  name: 'EnvironmentList',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['extensions'],
};

/**
 * Returns all environments of an app with their newest version, in the console's order. Throws `notFound` for an
 * unknown app, otherwise like `run`.
 */
export async function fetchEnvironments(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Environment[]> {
  const listed = await allNodes(async (after) => {
    const variables = { first: pageSize, after: after ?? null };
    const { app } = await runForApp(client, EnvironmentList, appId, variables, signal);
    const { nodes, pageInfo } = found(app, EnvironmentList).environmentsPage;
    return { nodes, next: nextCursor(pageInfo) };
  });
  return listed.map(toEnvironment).sort(compareEnvironments);
}

function toEnvironment({ id, key, type, versions }: ListedEnvironment): Environment {
  const latest = versions.nodes.find((candidate) => candidate.version !== skeletonVersion);
  return {
    id,
    key: environmentKey(key),
    kind: environmentKind(key, type),
    ...(latest && { latest: toVersion(latest) }),
  };
}

/** Returns an environment's key as the CLI writes it: `development` for the gateway's `default`. */
export function environmentKey(key: string): string {
  return key === 'default' ? 'development' : key;
}

/** Returns the gateway's key of an environment, given the CLI's. */
export function gatewayEnvironmentKey(key: string): string {
  return key === 'development' ? 'default' : key;
}

/** The kind of an environment by the gateway's key and type: custom ones have their own keys, and the type DEVELOPMENT. */
export function environmentKind(key: string, type: string): EnvironmentKind {
  if (type === 'PRODUCTION') return 'production';
  if (type === 'STAGING') return 'staging';
  return key === 'default' ? 'development' : 'custom';
}
