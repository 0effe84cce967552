import * as z from 'zod/mini';
import type { App } from '../../core/app.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { nextCursor, type Page } from '../paging.ts';
import { nodes, optional, pageInfo } from '../reply-schemas.ts';
import document from './fetch-app-list.graphql';
import { listedApp, optionalOfListed, toApp } from './fetch-listed-app.ts';

const reply = () =>
  z.object({
    apps: z.object({
      nodes: nodes(listedApp()),
      pageInfo: pageInfo(),
      totalCount: optional(z.number()),
    }),
  });

type Reply = z.infer<ReturnType<typeof reply>>;

const AppList: Operation<{ first: number; after: string | null }, Reply> = {
  name: 'AppList',
  kind: 'query',
  document,
  reply,
  optionalFields: optionalOfListed,
};

/** A page of the account's apps; `total` is absent if not reported. */
export interface AppPage extends Page<App> {
  readonly total: number | undefined;
}

/**
 * Returns one page of at most `first` apps that the account owns or contributes to, in the gateway's order. Throws like
 * `run`.
 */
export async function fetchAppPage(
  client: GatewayClient,
  first: number,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<AppPage> {
  const { apps } = await client.run(AppList, { first, after: after ?? null }, signal);
  return { nodes: apps.nodes.map(toApp), next: nextCursor(apps.pageInfo), total: apps.totalCount };
}
