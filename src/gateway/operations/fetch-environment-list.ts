import * as z from 'zod/mini';
import { skeletonVersion } from '../../core/app.ts';
import { compareEnvironments, type Environment, type EnvironmentKind } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import { environmentPage, type EnvironmentQuery, listEnvironments } from '../environment-pages.ts';
import { nodes } from '../reply-schemas.ts';
import { toVersion, listedVersion } from '../listed-version.ts';
import document from './fetch-environment-list.graphql';

const reply = () => environmentPage({ versions: z.object({ nodes: nodes(listedVersion()) }) });

type ListedEnvironment = NonNullable<z.infer<ReturnType<typeof reply>>['app']>['environmentsPage']['nodes'][number];

const EnvironmentList: EnvironmentQuery<ListedEnvironment> = {
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
  const listed = await listEnvironments(client, EnvironmentList, appId, signal);
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
