import * as z from 'zod/mini';
import { type App, skeletonVersion } from '../../core/app.ts';
import type { AppAri } from '../../core/ids.ts';
import { appFacts, factsOf, optionalFacts } from '../app-facts.ts';
import { type AppOperation, foundApp, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { atlassianAppFields, atlassianAppsOf, list, nodes, optional } from '../reply-schemas.ts';
import document from './fetch-listed-app.graphql';

const listedEnvironment = () =>
  z.object({
    key: z.string(),
    versions: optional(
      z.object({
        nodes: nodes(
          z.object({
            version: z.string(),
            ...atlassianAppFields(),
            permissions: list(z.object({ scopes: list(z.object({ key: z.string() })) })),
            storage: optional(z.object({ hosted: optional(z.unknown()) })),
          }),
        ),
      }),
    ),
  });

/** The fields of an app that the list of apps requests. */
export const listedApp = () =>
  z.object({
    ...appFacts(),
    marketplaceApp: optional(z.object({ appKey: z.string(), listingStatus: z.string() })),
    environmentsPage: optional(z.object({ nodes: nodes(listedEnvironment()) })),
  });

/** Those of its fields that may fail alone. */
export const optionalOfListed = [...optionalFacts, 'marketplaceApp', 'environmentsPage'] as const;

const reply = () => z.object({ app: z.nullable(listedApp()) });

const ListedApp: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'ListedApp',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: optionalOfListed,
};

/**
 * Returns one app as in the list. Throws `notFound` for an app the gateway does not know or show, otherwise like `run`.
 */
export async function fetchListedApp(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<App> {
  const { app } = await runForApp(client, ListedApp, id, {}, signal);
  return toApp(foundApp(app, id, ListedApp));
}

/** Converts an app of the list to the domain's form. */
export function toApp(listed: z.infer<ReturnType<typeof listedApp>>): App {
  const environments = listed.environmentsPage?.nodes ?? [];
  const deployedTo = (wanted: typeof environments) =>
    wanted.flatMap(({ versions }) => versions?.nodes ?? []).filter(({ version }) => version !== skeletonVersion);
  const { production = [], others = [] } = Object.groupBy(environments, ({ key }) =>
    key === 'production' ? 'production' : 'others',
  );
  const productionVersion = deployedTo(production)[0]?.version;
  const deployed = deployedTo([...production, ...others]);
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
    ...(deployed.some(({ storage }) => storage?.hosted !== undefined) && { usesHostedStorage: true }),
  };
}
