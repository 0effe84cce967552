import * as z from 'zod/mini';
import { skeletonVersion } from '../../core/app.ts';
import { compareEnvironments } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import type { EnvironmentVariables } from '../../core/variable.ts';
import type { GatewayClient } from '../client.ts';
import { environmentPage, type EnvironmentQuery, listEnvironments } from '../environment-pages.ts';
import { list, nodes, optional, time } from '../reply-schemas.ts';
import document from './fetch-variables.graphql';
import { environmentKey, environmentKind } from './fetch-environment-list.ts';

const variable = () => z.object({ key: z.string(), value: optional(z.string()), encrypt: z.boolean() });

const reply = () =>
  environmentPage({
    variables: z.nullable(list(variable())),
    versions: z.object({ nodes: nodes(z.object({ version: z.string(), updatedAt: time() })) }),
  });

type ListedEnvironment = NonNullable<z.infer<ReturnType<typeof reply>>['app']>['environmentsPage']['nodes'][number];

const Variables: EnvironmentQuery<ListedEnvironment> = {
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
  const listed = await listEnvironments(client, Variables, appId, signal);
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
