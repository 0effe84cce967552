import * as z from 'zod/mini';
import { compareVersions, type Installation, type InstallationStatus } from '../../core/details.ts';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import { atlassianAppOf, parseInstallationContext, technicalOwners } from '../contexts.ts';
import type { Operation } from '../operation.ts';
import { allNodes, nextCursor } from '../paging.ts';
import { nodes, optional, pageInfo, time } from '../shapes.ts';
import document from './InstallationList.graphql';
import { environmentKey } from './EnvironmentList.ts';
import { fetchHostNames } from './HostNames.ts';

/** The filter's `apps.ids` takes ARIs, as the Forge CLI sends them. */
const appIdForm: AppIdForm = 'ari';

/** The Forge CLI's page size for installations. */
const pageSize = 100;

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
                createdAt: time(),
                appEnvironment: optional(z.object({ id: z.string(), key: z.string() })),
                appEnvironmentVersion: optional(z.object({ version: z.string(), isLatest: z.boolean() })),
                computeVersion: optional(z.object({ version: z.string() })),
              }),
            ),
            pageInfo: pageInfo(),
            totalCount: optional(z.number()),
          }),
        ),
      }),
    ),
  });

type Reply = z.infer<ReturnType<typeof reply>>;
type ListedInstallation = NonNullable<NonNullable<Reply['ecosystem']>['appInstallationsByApp']>['nodes'][number];

const InstallationList: Operation<{ appId: string; first: number; after: string | null }, Reply> = {
  name: 'InstallationList',
  kind: 'query',
  document,
  reply,
};

/**
 * All installations of an app with their sites' host names, by site name; the gateway's technical rows are left out.
 * Throws `notFound` where the gateway does not show the list to this account, else as `run` does.
 */
export async function fetchInstallations(client: GatewayClient, appId: AppAri, signal?: AbortSignal): Promise<Installation[]> {
  const listed = await allNodes(async (after) => {
    const { ecosystem } = await client.run(InstallationList, { appId: appIdAs(appIdForm, appId), first: pageSize, after: after ?? null }, signal);
    const connection = ecosystem?.appInstallationsByApp ?? null;
    if (connection === null) {
      throw new ForgeError('notFound', 'the gateway does not show the installations of this app to this account', { operation: InstallationList.name });
    }
    return { nodes: connection.nodes, next: nextCursor(connection.pageInfo) };
  });

  const rows = listed
    .map((installation) => ({ installation, context: parseInstallationContext(installation.installationContext) }))
    .filter(({ context }) => context === undefined || !technicalOwners.has(context.owner));
  const hostNames = await fetchHostNames(client, rows.flatMap(({ context }) => context ?? []), signal);

  return rows
    .map(({ installation, context }) => {
      const siteId = context?.cloudId ?? context?.activationId ?? installation.installationContext;
      return toInstallation(installation, hostNames.get(siteId) ?? siteId, context === undefined ? '' : atlassianAppOf(context.owner));
    })
    .sort((a, b) => a.site.localeCompare(b.site) || a.atlassianApp.localeCompare(b.atlassianApp));
}

function toInstallation(listed: ListedInstallation, site: string, atlassianApp: string): Installation {
  const { id, createdAt, appEnvironment, appEnvironmentVersion } = listed;
  return {
    id,
    site,
    atlassianApp,
    installedAt: createdAt,
    status: statusOf(listed),
    ...(appEnvironment && { environmentId: appEnvironment.id, environmentKey: environmentKey(appEnvironment.key) }),
    ...(appEnvironmentVersion && { version: appEnvironmentVersion.version }),
  };
}

function statusOf({ appEnvironmentVersion, computeVersion }: ListedInstallation): InstallationStatus {
  if (appEnvironmentVersion === undefined) return 'unknown';
  if (appEnvironmentVersion.isLatest) return 'upToDate';
  if (computeVersion === undefined) return 'unknown';
  return compareVersions(appEnvironmentVersion.version, computeVersion.version) < 0 ? 'permissionsOutdated' : 'appOutdated';
}
