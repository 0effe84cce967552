import * as z from 'zod/mini';
import type { AppAri } from '../core/ids.ts';
import { type AppOperation, found, runForApp } from './app-operation.ts';
import type { GatewayClient } from './client.ts';
import { allNodes, nextCursor, type PageInfo } from './paging.ts';
import { nodes, pageInfo } from './reply-schemas.ts';

/** The Forge CLI's page size for environments. */
const pageSize = 25;

/** A page of the environments of an app; without `app` for an unknown one. */
interface EnvironmentPage<Listed> {
  readonly app: {
    readonly environmentsPage: { readonly nodes: readonly Listed[]; readonly pageInfo: PageInfo };
  } | null;
}

/** A query for a page of the environments of an app. */
export type EnvironmentQuery<Listed> = AppOperation<{ first: number; after: string | null }, EnvironmentPage<Listed>>;

/** The reply to a query for a page of environments, with what it asks for of each beside id, key and type. */
export function environmentPage<Asked extends Readonly<Record<string, z.ZodMiniType>>>(asked: Asked) {
  const environment = z.object({ id: z.string(), key: z.string(), type: z.string(), ...asked });
  const environmentsPage = z.object({ nodes: nodes(environment), pageInfo: pageInfo() });
  return z.object({ app: z.nullable(z.object({ environmentsPage })) });
}

/** Returns all environments of an app, page by page. Throws `notFound` for an unknown app, otherwise like `run`. */
export async function listEnvironments<Listed>(
  client: GatewayClient,
  query: EnvironmentQuery<Listed>,
  appId: AppAri,
  signal?: AbortSignal,
): Promise<Listed[]> {
  return allNodes(async (after) => {
    const { app } = await runForApp(client, query, appId, { first: pageSize, after: after ?? null }, signal);
    const page = found(app, query).environmentsPage;
    return { nodes: page.nodes, next: nextCursor(page.pageInfo) };
  });
}
