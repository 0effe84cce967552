import * as z from 'zod/mini';
import type { Build } from '../../core/deployment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedDeployer, toDeployer } from '../listed-deployment.ts';
import type { Page } from '../paging.ts';
import { nodes, optional, time } from '../reply-schemas.ts';
import document from './fetch-build-list.graphql';

/** The Forge CLI's page size for builds. */
const pageSize = 100;

const listedBuild = () =>
  z.object({
    tag: z.string(),
    status: optional(z.string()),
    createdAt: time(),
    createdByUser: optional(listedDeployer()),
  });
const reply = () =>
  z.object({
    buildsByApp: z.nullable(
      z.object({
        nodes: nodes(listedBuild()),
        pageInfo: optional(z.object({ hasPreviousPage: z.boolean(), endCursor: optional(z.string()) })),
        totalCount: optional(z.number()),
      }),
    ),
  });

interface Variables {
  readonly last: number;
  readonly before: string | null;
}

const BuildList: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'BuildList',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it. */
  appIdForm: 'ari',
  optionalFields: ['createdByUser'],
};

/**
 * Returns one page of an app's builds, newest first. The gateway pages backwards, by the Forge CLI's rule: `before` is the
 * `endCursor` of the page before, while that says `hasPreviousPage`. Throws `notFound` for an unknown app, otherwise like
 * `run`.
 */
export async function fetchBuildPage(
  client: GatewayClient,
  appId: AppAri,
  before: string | undefined,
  signal?: AbortSignal,
): Promise<Page<Build> & { readonly total: number | undefined }> {
  const variables = { last: pageSize, before: before ?? null };
  const { buildsByApp } = await runForApp(client, BuildList, appId, variables, signal);
  const { nodes: listed, pageInfo: info, totalCount } = found(buildsByApp, BuildList);
  const next = info?.hasPreviousPage ? info.endCursor : undefined;
  return {
    nodes: listed.map(toBuild).sort((a, b) => b.at.getTime() - a.at.getTime()),
    next: next === '' ? undefined : next,
    total: totalCount,
  };
}

function toBuild({ tag, status, createdAt, createdByUser }: z.infer<ReturnType<typeof listedBuild>>): Build {
  return { tag, status: buildStatus(status), at: createdAt, ...(createdByUser && { by: toDeployer(createdByUser) }) };
}

function buildStatus(status: string | undefined): Build['status'] {
  if (status === 'READY') return 'ready';
  if (status === 'PROCESSING') return 'processing';
  return status === 'FAILED' ? 'failed' : 'unknown';
}
