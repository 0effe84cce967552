import * as z from 'zod/mini';
import { compareVersions } from '../../core/environment.ts';
import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { Installation, InstallationStatus } from '../../core/installation.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import {
  atlassianAppOf,
  type InstallationContext,
  parseInstallationContext,
  technicalOwners,
} from '../installation-contexts.ts';
import { listedLicence, toLicence } from '../listed-licence.ts';
import { nextCursor, oneAhead, type Page, pages } from '../paging.ts';
import { list, nodes, optional, pageInfo, time } from '../reply-schemas.ts';
import document from './fetch-installation-list.graphql';
import { environmentKey } from './fetch-environment-list.ts';
import { fetchHostNames } from './fetch-host-names.ts';

/** The Forge CLI's page size for installations. */
const pageSize = 100;

const listedInstallation = () =>
  z.object({
    id: z.string(),
    installationContext: z.string(),
    secondaryInstallationContexts: optional(list(z.string())),
    createdAt: time(),
    appEnvironment: optional(z.object({ id: z.string(), key: z.string() })),
    appEnvironmentVersion: optional(z.object({ version: z.string(), isLatest: z.boolean() })),
    computeVersion: optional(z.object({ version: z.string() })),
    license: optional(listedLicence()),
    config: optional(nodes(z.object({ key: z.string(), value: z.boolean() }))),
  });

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        appInstallationsByApp: z.nullable(
          z.object({ nodes: nodes(listedInstallation()), pageInfo: pageInfo(), totalCount: optional(z.number()) }),
        ),
      }),
    ),
  });

type ListedInstallation = z.infer<ReturnType<typeof listedInstallation>>;

const InstallationList: AppOperation<{ first: number; after: string | null }, z.infer<ReturnType<typeof reply>>> = {
  name: 'InstallationList',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to the filter's `apps.ids`. */
  appIdForm: 'ari',
  optionalFields: ['license', 'config', 'secondaryInstallationContexts', 'computeVersion'],
};

/** A page of installations; `total` is the gateway's count, which includes its technical rows. */
export interface InstallationPage extends Page<Installation> {
  readonly total: number | undefined;
  /** The number of technical rows left out of the page. */
  readonly hidden: number;
}

/**
 * Yields the installations of an app page by page in the gateway's order, with the host names of their sites, without
 * the gateway's technical rows. The next page is requested while the names of one load. A site without a name keeps its
 * id. Throws `notFound` if the gateway does not show the list to this account, otherwise like `run`.
 */
export async function* fetchInstallationPages(
  client: GatewayClient,
  appId: AppAri,
  signal?: AbortSignal,
): AsyncGenerator<InstallationPage, void, undefined> {
  const listed = pages(async (after) => {
    const variables = { first: pageSize, after: after ?? null };
    const { ecosystem } = await runForApp(client, InstallationList, appId, variables, signal);
    const connection = found(
      ecosystem?.appInstallationsByApp,
      InstallationList,
      'the gateway doesn’t show the installations of this app to this account',
    );
    return { nodes: connection.nodes, next: nextCursor(connection.pageInfo), total: connection.totalCount };
  });

  const names = new Map<string, string>();
  for await (const { nodes: all, next, total } of oneAhead(listed)) {
    const rows = all
      .map((installation) => ({ installation, context: parseInstallationContext(installation.installationContext) }))
      .filter(({ context }) => context === undefined || !technicalOwners.has(context.owner));
    const unnamed = rows.flatMap(({ context }) => (context && !names.has(siteIdOf(context)) ? [context] : []));
    for (const [id, name] of await hostNames(client, unnamed, signal)) names.set(id, name);
    yield {
      nodes: rows.map(({ installation, context }) => toInstallation(installation, context, names)),
      next,
      total,
      hidden: all.length - rows.length,
    };
  }
}

/** Names are a convenience: if they fail, the list is still usable with ids. */
async function hostNames(
  client: GatewayClient,
  contexts: readonly InstallationContext[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await fetchHostNames(client, contexts, signal);
  } catch (thrown) {
    if (['cancelled', 'signedOut'].includes(toForgeError(thrown).kind)) throw thrown;
    return new Map();
  }
}

function siteIdOf({ cloudId, activationId }: InstallationContext): string {
  return cloudId ?? activationId ?? '';
}

function toInstallation(
  listed: ListedInstallation,
  context: InstallationContext | undefined,
  names: ReadonlyMap<string, string>,
): Installation {
  const { id, createdAt, appEnvironment, appEnvironmentVersion, computeVersion, license, config } = listed;
  const siteId = context === undefined ? listed.installationContext : siteIdOf(context);
  const consent = new Map(config?.map(({ key, value }) => [key, value]));
  const [sharesLogs, permitsAnalytics] = [consent.get('ALLOW_LOGS_ACCESS'), consent.get('ALLOW_EGRESS_ANALYTICS')];
  return {
    id,
    site: names.get(siteId) ?? siteId,
    siteId,
    atlassianApp: context === undefined ? '' : atlassianAppOf(context.owner),
    secondaryAtlassianApps: (listed.secondaryInstallationContexts ?? []).flatMap((secondary) => {
      const owner = parseInstallationContext(secondary)?.owner;
      return owner === undefined || technicalOwners.has(owner) ? [] : [atlassianAppOf(owner)];
    }),
    installedAt: createdAt,
    status: statusOf(listed),
    ...(appEnvironment && { environmentId: appEnvironment.id, environmentKey: environmentKey(appEnvironment.key) }),
    ...(appEnvironmentVersion && { version: appEnvironmentVersion.version }),
    ...(computeVersion && { codeVersion: computeVersion.version }),
    ...(license && { licence: toLicence(license) }),
    ...(sharesLogs !== undefined && { sharesLogs }),
    ...(permitsAnalytics !== undefined && { permitsAnalytics }),
  };
}

function statusOf({ appEnvironmentVersion, computeVersion }: ListedInstallation): InstallationStatus {
  if (appEnvironmentVersion === undefined) return 'unknown';
  if (appEnvironmentVersion.isLatest) return 'upToDate';
  if (computeVersion === undefined) return 'unknown';
  return compareVersions(appEnvironmentVersion.version, computeVersion.version) < 0
    ? 'permissionsOutdated'
    : 'appOutdated';
}
