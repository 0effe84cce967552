import * as z from 'zod/mini';
import type { AppClient } from '../../core/app-client.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, foundApp, runForApp } from '../app-operation.ts';
import { appAriText } from '../../core/schema-parts.ts';
import type { GatewayClient } from '../client.ts';
import { list, nodes, optional } from '../reply-schemas.ts';
import { environmentKey } from './fetch-environment-list.ts';
import document from './fetch-app-clients.graphql';

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        id: appAriText,
        environmentsPage: z.object({
          nodes: nodes(
            z.object({
              key: z.string(),
              scopes: optional(list(z.string())),
              oauthClient: z.object({ clientID: z.string(), callbacks: optional(list(z.string())) }),
            }),
          ),
        }),
      }),
    ),
  });

const AppClients: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppClients',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['scopes', 'callbacks'],
};

/**
 * Returns the OAuth clients of an app, one for each environment. Only their ids were seen to be answered for an API
 * token; callbacks and scopes may fail alone. Throws `notFound` for an app the gateway does not know or show, otherwise
 * like `run`.
 */
export async function fetchAppClients(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<AppClient[]> {
  const { app } = await runForApp(client, AppClients, id, {}, signal);
  return foundApp(app, id, AppClients).environmentsPage.nodes.map(({ key, scopes, oauthClient }) => ({
    environment: environmentKey(key),
    clientId: oauthClient.clientID,
    callbacks: oauthClient.callbacks ?? [],
    scopes: scopes ?? [],
  }));
}
