import * as z from 'zod/mini';
import { skeletonVersion } from '../../core/app.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, listOfInstallations, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { parseInstallationContext, technicalOwners } from '../installation-contexts.ts';
import { list, nodes, optional } from '../reply-schemas.ts';
import document from './fetch-app-usage.graphql';

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        environments: list(
          z.object({ versions: z.nullable(z.object({ nodes: nodes(z.object({ version: z.string() })) })) }),
        ),
      }),
    ),
    ecosystem: z.nullable(
      z.object({
        appInstallationsByApp: z.nullable(
          z.object({ nodes: nodes(z.object({ installationContext: z.string() })), totalCount: optional(z.number()) }),
        ),
      }),
    ),
  });

const query: AppOperation<object, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppUsage',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)` and the filter's `apps.ids`. */
  appIdForm: 'ari',
};

/** Whether an app is in use. */
export interface AppUsage {
  /** Whether anything was ever deployed to any environment. */
  readonly deployed: boolean;
  /** The number of installations without the gateway's technical rows; a lower bound if there is more than one page. */
  readonly installations: number;
}

/**
 * Returns whether an app was ever deployed, and how often it is installed. Throws `notFound` for an app the gateway
 * does not know or show, otherwise like `run`.
 */
export async function fetchAppUsage(client: GatewayClient, id: AppAri, signal?: AbortSignal): Promise<AppUsage> {
  const { app, ecosystem } = await runForApp(client, query, id, {}, signal);
  const { environments } = found(app, query);
  const installed = listOfInstallations(ecosystem?.appInstallationsByApp, query);
  if (environments.some(({ versions }) => versions === null))
    throw new ForgeError('badReply', 'the gateway didn’t list all versions of the app', { operation: query.name });
  const technical = installed.nodes.filter(({ installationContext }) =>
    technicalOwners.has(parseInstallationContext(installationContext)?.owner ?? ''),
  ).length;
  return {
    deployed: environments.some(
      ({ versions }) => versions?.nodes.some(({ version }) => version !== skeletonVersion) === true,
    ),
    installations: Math.max(installed.totalCount ?? 0, installed.nodes.length) - technical,
  };
}
