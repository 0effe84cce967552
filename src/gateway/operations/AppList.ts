import * as z from 'zod/mini';
import { type App, inferAppType, inferDistribution, skeletonVersion } from '../../core/app.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { nextCursor, type Page } from '../paging.ts';
import { appId, atlassianAppFields, atlassianAppsOf, list, nodes, optional, pageInfo, parseTime, time } from '../shapes.ts';
import document from './AppList.graphql';

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

const reply = () =>
  z.object({
    apps: z.object({
      nodes: nodes(
        z.object({
          id: appId(),
          name: z.string(),
          description: optional(z.string()),
          createdAt: optional(z.string()),
          updatedAt: time(),
          distributionStatus: optional(z.string()),
          developerSpaceId: optional(z.string()),
          createdBy: optional(z.object({ accountId: z.string(), name: z.string() })),
          appFeatures: optional(list(z.object({ key: z.string(), value: z.boolean() }))),
          marketplaceApp: optional(z.object({ appKey: z.string(), listingStatus: z.string() })),
          production: listedEnvironment(),
          development: listedEnvironment(),
        }),
      ),
      pageInfo: pageInfo(),
      totalCount: optional(z.number()),
    }),
  });

type Reply = z.infer<ReturnType<typeof reply>>;
type ListedApp = Reply['apps']['nodes'][number];

const AppList: Operation<{ first: number; after: string | null }, Reply> = {
  name: 'AppList',
  kind: 'query',
  document,
  reply,
  optionalFields: ['createdBy', 'appFeatures', 'marketplaceApp', 'developerSpaceId', 'production', 'development'],
};

/** A page of the account's apps; `total` where the gateway tells it. */
export interface AppPage extends Page<App> {
  readonly total: number | undefined;
}

/** One page of at most `first` apps that the account owns or contributes to, in the gateway's order. Throws as `run` does. */
export async function fetchAppPage(client: GatewayClient, first: number, after: string | undefined, signal?: AbortSignal): Promise<AppPage> {
  const { apps } = await client.run(AppList, { first, after: after ?? null }, signal);
  return { nodes: apps.nodes.map(toApp), next: nextCursor(apps.pageInfo), total: apps.totalCount };
}

function toApp(listed: ListedApp): App {
  const versions = [listed.production, listed.development].flatMap((environment) => environment?.versions?.nodes ?? []);
  const deployed = versions.filter(({ version }) => version !== skeletonVersion);
  const productionVersion = listed.production?.versions?.nodes.find(({ version }) => version !== skeletonVersion)?.version;
  const distributionStatus = listed.distributionStatus ?? '';
  const createdAt = listed.createdAt === undefined ? undefined : parseTime(listed.createdAt);
  return {
    id: listed.id,
    name: listed.name,
    description: listed.description ?? '',
    type: inferAppType(listed.appFeatures && new Map(listed.appFeatures.map(({ key, value }) => [key, value]))),
    distribution: inferDistribution(distributionStatus, listed.marketplaceApp?.listingStatus),
    distributionStatus,
    updatedAt: listed.updatedAt,
    atlassianApps: [...new Set(deployed.flatMap(atlassianAppsOf))],
    scopes: [...new Set(deployed.flatMap(({ permissions }) => permissions.flatMap(({ scopes }) => scopes.map(({ key }) => key))))],
    ...(createdAt && { createdAt }),
    ...(listed.developerSpaceId !== undefined && { developerSpaceId: listed.developerSpaceId }),
    ...(listed.createdBy && { owner: listed.createdBy }),
    ...(listed.marketplaceApp && { marketplaceAppKey: listed.marketplaceApp.appKey }),
    ...(productionVersion !== undefined && { productionVersion }),
  };
}
