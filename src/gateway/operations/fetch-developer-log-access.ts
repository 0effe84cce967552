import * as z from 'zod/mini';
import type { EnvironmentKind } from '../../core/environment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-developer-log-access.graphql';

const reply = () =>
  z.object({
    developerLogAccess: optional(
      list(z.nullable(z.object({ contextId: z.string(), developerHasAccess: z.boolean() }))),
    ),
  });

interface Variables {
  readonly contextIds: readonly string[];
  readonly environmentType: 'DEVELOPMENT' | 'STAGING' | 'PRODUCTION';
}

const DeveloperLogAccess: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeveloperLogAccess',
  kind: 'query',
  document,
  reply,
  appIdForm: 'ari',
  /** Nobody waits for it. */
  isPolling: true,
};

const environmentTypes: Readonly<Record<EnvironmentKind, Variables['environmentType']>> = {
  production: 'PRODUCTION',
  staging: 'STAGING',
  development: 'DEVELOPMENT',
  custom: 'DEVELOPMENT',
};

/**
 * Returns which contexts of an app (ARIs of sites) let its developer read the logs of environments of a kind; those that
 * the gateway says nothing of are missing. Never seen accepted with an API token. Throws `notFound` if the gateway says
 * nothing at all, otherwise like `run`.
 */
export async function fetchLogAccess(
  client: GatewayClient,
  appId: AppAri,
  contextIds: readonly string[],
  kind: EnvironmentKind,
): Promise<ReadonlyMap<string, boolean>> {
  const variables = { contextIds, environmentType: environmentTypes[kind] };
  const { developerLogAccess } = await runForApp(client, DeveloperLogAccess, appId, variables);
  const answers = found(developerLogAccess, DeveloperLogAccess);
  return new Map(answers.flatMap((one) => (one === null ? [] : [[one.contextId, one.developerHasAccess] as const])));
}
