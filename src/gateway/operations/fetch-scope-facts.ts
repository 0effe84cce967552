import * as z from 'zod/mini';
import type { Scope } from '../../core/permission.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { listedScope, toScope } from '../listed-scope.ts';
import { nodes } from '../reply-schemas.ts';
import document from './fetch-scope-facts.graphql';

// The gateway returns null for a key it does not know.
const reply = () => z.object({ appHostServiceScopes: nodes(listedScope()) });

const ScopeFacts: Operation<{ keys: readonly string[] }, z.infer<ReturnType<typeof reply>>> = {
  name: 'ScopeFacts',
  kind: 'query',
  document,
  reply,
};

/**
 * Returns the scopes with the given keys, in one request; keys the gateway does not know are left out. Throws like
 * `run`.
 */
export async function fetchScopes(
  client: GatewayClient,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Scope[]> {
  const { appHostServiceScopes } = await client.run(ScopeFacts, { keys }, signal);
  return appHostServiceScopes.map(toScope);
}
