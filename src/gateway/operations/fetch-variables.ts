import * as z from 'zod/mini';
import { skeletonVersion } from '../../core/app.ts';
import { compareEnvironments } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { allNodes, nextCursor } from '../paging.ts';
import { nodes, optional, pageInfo, time } from '../reply-schemas.ts';
import document from './fetch-variables.graphql';
import { environmentKey, environmentKind } from './fetch-environment-list.ts';

/** The Forge CLI's page size for environments. */
const pageSize = 25;

const variable = () => z.object({ key: z.string(), value: optional(z.string()), encrypt: z.boolean() });

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
              variables: z.nullable(z.array(variable())),
              versions: z.object({ nodes: nodes(z.object({ version: z.string(), updatedAt: time() })) }),
            }),
          ),
          pageInfo: pageInfo(),
        }),
      }),
    ),
  });

type Reply = z.infer<ReturnType<typeof reply>>;
type ListedEnvironment = NonNullable<Reply['app']>['environmentsPage']['nodes'][number];

const Variables: AppOperation<{ first: number; after: string | null }, Reply> = {
  name: 'Variables',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['variables'],
};

/**
 * Returns the variables of all environments of an app, in the console's order of environments. Throws `notFound` for an
 * unknown app, otherwise like `run`.
 */
export async function fetchVariables(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<EnvironmentVariables[]> {
  const listed = await allNodes(async (after) => {
    const paging = { first: pageSize, after: after ?? null };
    const { app } = await runForApp(client, Variables, appId, paging, signal);
    const { nodes, pageInfo } = found(app, Variables).environmentsPage;
    return { nodes, next: nextCursor(pageInfo) };
  });
  const place = ({ kind, environment }: EnvironmentVariables) => ({ kind, key: environment });
  return listed.map(toVariables).sort((a, b) => compareEnvironments(place(a), place(b)));
}

function toVariables({ id, key, type, variables, versions }: ListedEnvironment): EnvironmentVariables {
  const deployedAt = versions.nodes.find(({ version }) => version !== skeletonVersion)?.updatedAt;
  return {
    environmentId: id,
    environment: environmentKey(key),
    kind: environmentKind(key, type),
    ...(deployedAt && { deployedAt }),
    variables: variables
      ?.map(({ key: name, value, encrypt }) => ({
        key: name,
        encrypted: encrypt,
        ...(!encrypt && value !== undefined && { value }),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
