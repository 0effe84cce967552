import * as z from 'zod/mini';
import { type App, skeletonVersion } from '../../core/app.ts';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import { appFacts, factsOf } from '../app-facts.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { atlassianAppFields, atlassianAppsOf, list, nodes, optional } from '../shapes.ts';
import document from './listed-app.graphql';

/** `app(id)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const listedEnvironment = () =>
  optional(
    z.object({
      versions: optional(
        z.object({
          nodes: nodes(
            z.object({
              version: z.string(),
              ...atlassianAppFields(),
              permissions: list(z.object({ scopes: list(z.object({ key: z.string() })) })),
            }),
          ),
        }),
      ),
    }),
  );

/** What is asked of an app for the list of apps. */
export const listedApp = () =>
  z.object({
    ...appFacts(),
    marketplaceApp: optional(z.object({ appKey: z.string(), listingStatus: z.string() })),
    production: listedEnvironment(),
    development: listedEnvironment(),
  });

/** Those of its fields that may fail alone. */
export const optionalOfListed = [
  'createdBy',
  'appFeatures',
  'marketplaceApp',
  'developerSpaceId',
  'production',
  'development',
] as const;

const reply = () => z.object({ app: z.nullable(listedApp()) });

const ListedApp: Operation<{ appId: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'ListedApp',
  kind: 'query',
  document,
  reply,
  optionalFields: optionalOfListed,
};

/**
 * One app as the list has it. Throws `notFound` for an app that the gateway does not know or show, else as `run` does.
 */
export async function fetchListedApp(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<App> {
  const { app } = await client.run(ListedApp, { appId: appIdAs(appIdForm, id) }, signal);
  if (app === null)
    throw new ForgeError('notFound', 'the gateway knows no such app, or does not show it to this account', {
      operation: ListedApp.name,
    });
  if (app.id !== id)
    throw new ForgeError('badReply', 'the gateway answered about another app', { operation: ListedApp.name });
  return toApp(app);
}

/** An app of the list in the form in which it is known here. */
export function toApp(listed: z.infer<ReturnType<typeof listedApp>>): App {
  const versions = [listed.production, listed.development].flatMap((environment) => environment?.versions?.nodes ?? []);
  const deployed = versions.filter(({ version }) => version !== skeletonVersion);
  const productionVersion = listed.production?.versions?.nodes.find(
    ({ version }) => version !== skeletonVersion,
  )?.version;
  return {
    ...factsOf(listed),
    atlassianApps: [...new Set(deployed.flatMap(atlassianAppsOf))],
    scopes: [
      ...new Set(
        deployed.flatMap(({ permissions }) => permissions.flatMap(({ scopes }) => scopes.map(({ key }) => key))),
      ),
    ],
    ...(listed.developerSpaceId !== undefined && { developerSpaceId: listed.developerSpaceId }),
    ...(listed.marketplaceApp && { marketplaceAppKey: listed.marketplaceApp.appKey }),
    ...(productionVersion !== undefined && { productionVersion }),
  };
}
