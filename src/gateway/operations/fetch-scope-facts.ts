import * as z from 'zod/mini';
import type { Scope } from '../../core/permission.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { listedScope, toScope } from '../listed-scope.ts';
import { nodes } from '../reply-schemas.ts';
import document from './fetch-scope-facts.graphql';

// A key that the gateway does not know gives null in its place.
const reply = () => z.object({ appHostServiceScopes: nodes(listedScope()) });

const ScopeFacts: Operation<{ keys: readonly string[] }, z.infer<ReturnType<typeof reply>>> = {
  name: 'ScopeFacts',
  kind: 'query',
  document,
  reply,
};

/** Those of the scopes with the given keys that the gateway knows, in one request. Throws as `run` does. */
export async function fetchScopes(
  client: GatewayClient,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Scope[]> {
  const { appHostServiceScopes } = await client.run(ScopeFacts, { keys }, signal);
  return appHostServiceScopes.map(toScope);
}
