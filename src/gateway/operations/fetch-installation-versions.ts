import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import { listOfInstallations } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { list, nodes, optional } from '../reply-schemas.ts';
import document from './fetch-installation-versions.graphql';

/** As the Forge CLI sends it to the filter's `apps.ids`. */
const appIdForm: AppIdForm = 'ari';

/** Far more than an app has in one context: one for each environment, and technical rows. */
const pageSize = 100;

const installedVersion = () => optional(z.object({ version: z.string(), isLatest: z.boolean() }));

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        appInstallationsByApp: z.nullable(
          z.object({
            nodes: nodes(
              z.object({
                id: z.string(),
                installationContext: z.string(),
                secondaryInstallationContexts: optional(list(z.string())),
                appEnvironment: optional(z.object({ key: z.string() })),
                appEnvironmentVersion: installedVersion(),
                computeVersion: installedVersion(),
              }),
            ),
          }),
        ),
      }),
    ),
  });

interface Variables {
  readonly filter: {
    readonly apps: { readonly ids: readonly string[] };
    readonly appInstallations: { readonly ids: readonly string[] } | { readonly contexts: readonly string[] };
  };
  readonly first: number;
}

const InstallationVersions: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'InstallationVersions',
  kind: 'query',
  document,
  reply,
};

/** What runs in an installation. */
export interface InstalledVersions {
  readonly id: string;
  /** The installation context of the required Atlassian app. */
  readonly context: string;
  /** The gateway's own key of the environment; absent if it does not report it. */
  readonly environmentKey?: string;
  /** The version whose permissions were granted, and the one whose code runs; `isLatest` in its environment. */
  readonly permissions?: { readonly version: string; readonly isLatest: boolean };
  readonly code?: { readonly version: string; readonly isLatest: boolean };
}

type Where = Variables['filter']['appInstallations'];

/**
 * Returns what runs in installations of an app: those with these ids, or those in these contexts, both as the Forge CLI
 * filters them. One request for every 100 ids. Throws `badReply` if the gateway sends no list, otherwise like `run`.
 */
export async function fetchInstalledVersions(
  client: GatewayClient,
  id: AppAri,
  where: Where,
  signal?: AbortSignal,
): Promise<readonly InstalledVersions[]> {
  if ('contexts' in where) return fetchPage(client, id, where, signal);
  const found: InstalledVersions[] = [];
  for (let start = 0; start < where.ids.length; start += pageSize)
    found.push(...(await fetchPage(client, id, { ids: where.ids.slice(start, start + pageSize) }, signal)));
  return found;
}

async function fetchPage(
  client: GatewayClient,
  id: AppAri,
  where: Where,
  signal: AbortSignal | undefined,
): Promise<readonly InstalledVersions[]> {
  const filter = { apps: { ids: [appIdAs(appIdForm, id)] }, appInstallations: where };
  const { ecosystem } = await client.run(InstallationVersions, { filter, first: pageSize }, signal);
  return listOfInstallations(ecosystem?.appInstallationsByApp, InstallationVersions).nodes.map((row) => ({
    id: row.id,
    context: row.installationContext,
    ...(row.appEnvironment && { environmentKey: row.appEnvironment.key }),
    ...(row.appEnvironmentVersion && { permissions: row.appEnvironmentVersion }),
    ...(row.computeVersion && { code: row.computeVersion }),
  }));
}
