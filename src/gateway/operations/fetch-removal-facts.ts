import * as z from 'zod/mini';
import type { AppType } from '../../core/app.ts';
import { type AppAri, appIdAs } from '../../core/ids.ts';
import { appAriText } from '../../core/schema-parts.ts';
import { appFeatures, appTypeOf } from '../app-facts.ts';
import { type AppOperation, found, foundApp, listOfInstallations, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { parseInstallationContext, technicalOwners } from '../installation-contexts.ts';
import { nextCursor, pages } from '../paging.ts';
import { list, nodes, optional, pageInfo, time } from '../reply-schemas.ts';
import document from './fetch-removal-facts.graphql';

/** The Forge CLI's page size for installations. */
const pageSize = 100;

const listedRow = () =>
  z.object({
    id: z.string(),
    installationContext: z.string(),
    secondaryInstallationContexts: optional(list(z.string())),
    createdAt: time(),
    appEnvironment: optional(z.object({ key: z.string(), type: z.string() })),
    createdBy: optional(z.object({ accountId: z.string() })),
    license: optional(z.object({ active: z.boolean() })),
  });

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        id: appAriText,
        name: z.string(),
        appFeatures: appFeatures(),
        marketplaceApp: optional(z.object({ appKey: z.string(), name: z.string(), listingStatus: z.string() })),
      }),
    ),
    ecosystem: z.nullable(
      z.object({ appInstallationsByApp: z.nullable(z.object({ nodes: nodes(listedRow()), pageInfo: pageInfo() })) }),
    ),
    failedFields: z.array(z.string()),
  });

interface Variables {
  readonly filter: {
    readonly apps: { readonly ids: readonly string[] };
    readonly appInstallations?: { readonly ids: readonly string[] };
  };
  readonly first: number;
  readonly after: string | null;
}

const query: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'RemovalFacts',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it to `app(id)` and the filter's `apps.ids`. */
  appIdForm: 'ari',
  optionalFields: ['appFeatures', 'marketplaceApp', 'license', 'createdBy'],
};

/**
 * A row of the gateway's list of installations with the fields needed to remove it; includes the gateway's technical
 * rows.
 */
export interface InstallationRow {
  readonly id: string;
  readonly context: string;
  /** Contexts of the optional Atlassian apps of a cross-product installation. */
  readonly secondaryContexts: readonly string[];
  /** The gateway's own key; absent if it does not report the environment. */
  readonly environmentKey?: string;
  readonly isProduction: boolean;
  readonly installedAt: Date;
  /** Whether the row is internal to the gateway and hidden from users. */
  readonly technical: boolean;
  /** `unknown` if the gateway shows no licence: there is none, or it is not available. */
  readonly licence: 'active' | 'inactive' | 'unknown';
  /** Account id of who installed it; absent if the gateway does not report it. */
  readonly createdBy?: string;
}

/** The facts relevant to removing an app, at one moment. */
export interface RemovalFacts {
  readonly id: AppAri;
  readonly name: string;
  readonly type: AppType;
  /** Absent if it is not listed; `unknown` if that could not be loaded. */
  readonly listing?: { readonly key: string; readonly name: string; readonly status: string } | 'unknown';
  readonly rows: readonly InstallationRow[];
}

/**
 * Returns the current facts relevant to removing an app, in a separate request, with all its installations or those
 * given. Throws `notFound` for an app the gateway does not know or show, `badReply` if it shows the app without the
 * list, otherwise like `run`.
 */
export async function fetchRemovalFacts(
  client: GatewayClient,
  id: AppAri,
  signal?: AbortSignal,
  installationIds?: readonly string[],
): Promise<RemovalFacts> {
  const filter = {
    apps: { ids: [appIdAs(query.appIdForm, id)] },
    ...(installationIds && { appInstallations: { ids: installationIds } }),
  };
  const rows: InstallationRow[] = [];
  let facts: RemovalFacts | undefined;
  const listed = pages(async (after) => {
    const { ecosystem, failedFields, ...reply } = await runForApp(
      client,
      query,
      id,
      { filter, first: pageSize, after: after ?? null },
      signal,
    );
    const app = foundApp(reply.app, id, query);
    const connection = listOfInstallations(ecosystem?.appInstallationsByApp, query);
    const { marketplaceApp: listing } = app;
    facts = {
      id: app.id,
      name: app.name,
      type: appTypeOf(app.appFeatures),
      rows,
      ...(listing && { listing: { key: listing.appKey, name: listing.name, status: listing.listingStatus } }),
      ...(failedFields.includes('marketplaceApp') && { listing: 'unknown' as const }),
    };
    return { nodes: connection.nodes, next: nextCursor(connection.pageInfo) };
  });
  for await (const page of listed) for (const node of page.nodes) rows.push(toRow(node));
  return found(facts, query);
}

function toRow({
  id,
  installationContext,
  secondaryInstallationContexts,
  createdAt,
  appEnvironment,
  createdBy,
  license,
}: z.infer<ReturnType<typeof listedRow>>): InstallationRow {
  const owner = parseInstallationContext(installationContext)?.owner;
  return {
    id,
    context: installationContext,
    secondaryContexts: secondaryInstallationContexts ?? [],
    // An unknown environment is handled as carefully as production.
    isProduction: appEnvironment === undefined || appEnvironment.type === 'PRODUCTION',
    installedAt: createdAt,
    technical: owner !== undefined && technicalOwners.has(owner),
    licence: licenceOf(license),
    ...(createdBy && { createdBy: createdBy.accountId }),
    ...(appEnvironment && { environmentKey: appEnvironment.key }),
  };
}

function licenceOf(license: { readonly active: boolean } | undefined): InstallationRow['licence'] {
  if (license === undefined) return 'unknown';
  return license.active ? 'active' : 'inactive';
}
