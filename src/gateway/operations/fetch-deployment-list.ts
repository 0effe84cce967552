import * as z from 'zod/mini';
import type { Deployment } from '../../core/deployment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { listedDeployment, toDeployment } from '../listed-deployment.ts';
import { nextCursor, type Page } from '../paging.ts';
import { nodes, optional, pageInfo } from '../reply-schemas.ts';
import document from './fetch-deployment-list.graphql';

/** As many as a page of the Forge CLI's has of builds. */
const pageSize = 100;

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        deployments: z.object({ nodes: nodes(listedDeployment()), pageInfo: optional(pageInfo()) }),
      }),
    ),
  });

interface Variables {
  readonly interval: { readonly startTime: string; readonly endTime: string };
  readonly first: number;
  readonly after: string | null;
}

const DeploymentList: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeploymentList',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)`. */
  appIdForm: 'ari',
  optionalFields: ['createdBy', 'majorVersion'],
};

/**
 * Returns one page of an app's deployments to all its environments between two times, newest first. Throws `notFound` for
 * an unknown app, otherwise like `run`.
 */
export async function fetchDeploymentPage(
  client: GatewayClient,
  appId: AppAri,
  { from, to }: { readonly from: Date; readonly to: Date },
  after: string | undefined,
  signal?: AbortSignal,
): Promise<Page<Deployment>> {
  const interval = { startTime: from.toISOString(), endTime: to.toISOString() };
  const variables = { interval, first: pageSize, after: after ?? null };
  const { app } = await runForApp(client, DeploymentList, appId, variables, signal);
  const { nodes: listed, pageInfo: info } = found(app, DeploymentList).deployments;
  return {
    nodes: listed.map(toDeployment).sort((a, b) => b.at.getTime() - a.at.getTime()),
    next: info && nextCursor(info),
  };
}
