import * as z from 'zod/mini';
import type { AppType } from '../../core/app.ts';
import { ForgeError } from '../../core/errors.ts';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import { appFeatures, appTypeOf } from '../app-facts.ts';
import type { GatewayClient } from '../client.ts';
import { parseInstallationContext, technicalOwners } from '../installation-contexts.ts';
import type { Operation } from '../operation.ts';
import { nextCursor, pages } from '../paging.ts';
import { appId, list, nodes, optional, pageInfo, time } from '../shapes.ts';
import document from './app-standing.graphql';

/** `app(id)` and the filter's `apps.ids` take ARIs, as the Forge CLI sends them. */
const appIdForm: AppIdForm = 'ari';

/** The Forge CLI's page size for installations. */
const pageSize = 100;

const listedRow = () =>
  z.object({
    id: z.string(),
    installationContext: z.string(),
    secondaryInstallationContexts: optional(list(z.string())),
    createdAt: time(),
    appEnvironment: optional(z.object({ key: z.string(), type: z.string() })),
    license: optional(z.object({ active: z.boolean() })),
  });

const reply = () =>
  z.object({
    app: z.nullable(
      z.object({
        id: appId(),
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
  readonly appId: string;
  readonly filter: {
    readonly apps: { readonly ids: readonly string[] };
    readonly appInstallations?: { readonly ids: readonly string[] };
  };
  readonly first: number;
  readonly after: string | null;
}

const AppStanding: Operation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'AppStanding',
  kind: 'query',
  document,
  reply,
  optionalFields: ['appFeatures', 'marketplaceApp', 'license'],
};

/**
 * A row of the gateway's list of installations with what removing it takes; the gateway's technical rows are among
 * them.
 */
export interface InstallationRow {
  readonly id: string;
  readonly context: string;
  /** Contexts of the optional Atlassian apps of a cross-product installation. */
  readonly secondaryContexts: readonly string[];
  /** The gateway's own key; absent where it does not tell the environment. */
  readonly environmentKey?: string;
  readonly isProduction: boolean;
  readonly installedAt: Date;
  /** Whether the row is one that the gateway keeps for itself, which people are not shown. */
  readonly technical: boolean;
  readonly licenceActive: boolean;
}

/** How an app stands at one moment, as far as removing it is concerned. */
export interface Standing {
  readonly id: AppAri;
  readonly name: string;
  readonly type: AppType;
  /** Absent where it is not listed; `unknown` where that could not be loaded. */
  readonly listing?: { readonly key: string; readonly name: string; readonly status: string } | 'unknown';
  readonly rows: readonly InstallationRow[];
}

/**
 * How an app stands now, asked for apart from everything else, with all its installations or those with the given ids.
 * Throws `notFound` for an app that the gateway does not know or show, else as `run` does.
 */
export async function fetchStanding(
  client: GatewayClient,
  id: AppAri,
  signal?: AbortSignal,
  installationIds?: readonly string[],
): Promise<Standing> {
  const ari = appIdAs(appIdForm, id);
  const filter = { apps: { ids: [ari] }, ...(installationIds && { appInstallations: { ids: installationIds } }) };
  const unknown = (what: string) =>
    new ForgeError('notFound', `the gateway ${what}, or does not show it to this account`, {
      operation: AppStanding.name,
    });
  const rows: InstallationRow[] = [];
  let standing: Standing | undefined;
  const listed = pages(async (after) => {
    const { app, ecosystem, failedFields } = await client.run(
      AppStanding,
      { appId: ari, filter, first: pageSize, after: after ?? null },
      signal,
    );
    if (app === null) throw unknown('knows no such app');
    // What is removed later is what was asked about, not what the answer names.
    if (app.id !== id)
      throw new ForgeError('badReply', 'the gateway answered about another app', { operation: AppStanding.name });
    const connection = ecosystem?.appInstallationsByApp ?? null;
    if (connection === null) throw unknown('has no list of its installations');
    const { marketplaceApp: listing } = app;
    standing = {
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
  if (standing === undefined) throw unknown('knows no such app');
  return standing;
}

function toRow({
  id,
  installationContext,
  secondaryInstallationContexts,
  createdAt,
  appEnvironment,
  license,
}: z.infer<ReturnType<typeof listedRow>>): InstallationRow {
  const owner = parseInstallationContext(installationContext)?.owner;
  return {
    id,
    context: installationContext,
    secondaryContexts: secondaryInstallationContexts ?? [],
    // What is not known to be another environment is handled with the care that production gets.
    isProduction: appEnvironment === undefined || appEnvironment.type === 'PRODUCTION',
    installedAt: createdAt,
    technical: owner !== undefined && technicalOwners.has(owner),
    licenceActive: license?.active ?? false,
    ...(appEnvironment && { environmentKey: appEnvironment.key }),
  };
}
