import { toForgeError } from '../../core/errors.ts';
import type { AtlassianApp } from '../../core/app.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { atlassianAppOf, parseInstallationContext, technicalOwners } from '../../gateway/installation-contexts.ts';
import type { InstallationRow } from '../../gateway/operations/fetch-removal-facts.ts';
import { environmentKey } from '../../gateway/operations/fetch-environment-list.ts';
import { fetchHostNames } from '../../gateway/operations/fetch-host-names.ts';

/** An installation in words that people know. */
export interface NamedRow extends InstallationRow {
  /** What rows of one site or workspace have in common. */
  readonly siteId: string;
  /** Host name of the site or workspace; its id where the gateway tells no name. */
  readonly site: string;
  readonly atlassianApp: AtlassianApp;
  /** Optional Atlassian apps of a cross-product installation. */
  readonly secondaryAtlassianApps: readonly AtlassianApp[];
  /** The environment's key as people know it; empty where it is not told. */
  readonly environment: string;
}

/** Rows with their sites' names from `names`, by site id. */
export function nameRows(rows: readonly InstallationRow[], names: ReadonlyMap<string, string>): NamedRow[] {
  return rows.map((row) => {
    const context = parseInstallationContext(row.context);
    const siteId = context?.cloudId ?? context?.activationId ?? row.context;
    return {
      ...row,
      siteId,
      site: names.get(siteId) ?? siteId,
      atlassianApp: context === undefined ? '' : atlassianAppOf(context.owner),
      secondaryAtlassianApps: row.secondaryContexts.flatMap((secondary) => {
        const owner = parseInstallationContext(secondary)?.owner;
        return owner === undefined || technicalOwners.has(owner) ? [] : [atlassianAppOf(owner)];
      }),
      environment: row.environmentKey === undefined ? '' : environmentKey(row.environmentKey),
    };
  });
}

/**
 * Rows with the names that the gateway tells; names are a convenience, without them the ids stay. By site and
 * environment.
 */
export async function withHostNames(
  client: GatewayClient,
  rows: readonly InstallationRow[],
  signal?: AbortSignal,
): Promise<NamedRow[]> {
  const contexts = rows.flatMap(({ context }) => parseInstallationContext(context) ?? []);
  const names = await fetchHostNames(client, contexts, signal).catch((thrown: unknown) => {
    if (['cancelled', 'signedOut'].includes(toForgeError(thrown).kind)) throw thrown;
    return new Map<string, string>();
  });
  const { compare } = new Intl.Collator();
  return nameRows(rows, names).sort(
    (a, b) =>
      compare(a.site, b.site) ||
      compare(a.environment, b.environment) ||
      Number(a.technical) - Number(b.technical) ||
      compare(a.atlassianApp, b.atlassianApp),
  );
}

/** The Atlassian app that a context belongs to; empty where its form is unknown. */
export function atlassianAppIn(context: string): AtlassianApp {
  const owner = parseInstallationContext(context)?.owner;
  return owner === undefined ? '' : atlassianAppOf(owner);
}

/** The rows that people are shown: the gateway's technical ones are left out. */
export function realRows<Row extends InstallationRow>(rows: readonly Row[]): Row[] {
  return rows.filter(({ technical }) => !technical);
}
