import { type NamedRow, realRows } from './named-rows.ts';
import type { RemovalCheck } from './removal-check.ts';

/** Who counts as an active customer of an app, for the end-of-life terms. */
export interface ActiveCustomers {
  /** The names of their sites, each once. */
  readonly sites: readonly string[];
  /** Those of them that count only because it is not known whether they have an active licence. */
  readonly unlicensed: readonly string[];
  /** Whether it is known that these are all of them, and that each is one. */
  readonly known: boolean;
}

/**
 * Returns the active customers of an app: for one that is paid via Atlassian, the production sites with an active
 * licence or without a known one; for a free one any production site. The sites of the developer, by their ids, are left
 * out. While it is not known whether an app is paid, any production site counts.
 */
export function activeCustomers(
  { rows, payment }: Pick<RemovalCheck, 'rows' | 'payment'>,
  mySites: ReadonlySet<string>,
): ActiveCustomers {
  const inProduction = realRows(rows).filter(({ isProduction, siteId }) => isProduction && !mySites.has(siteId));
  const customers = payment === 'paid' ? inProduction.filter(({ licence }) => licence !== 'inactive') : inProduction;
  const certain = customers.filter(({ licence }) => payment === 'free' || (payment === 'paid' && licence === 'active'));
  const sites = sitesOf(customers);
  const known = new Set(sitesOf(certain));
  const unlicensed = payment === 'paid' ? sites.filter((site) => !known.has(site)) : [];
  return { sites, unlicensed, known: payment !== 'unknown' && unlicensed.length === 0 };
}

/** The production sites on which this account installed the app itself, and which nobody marked: maybe one's own. */
export function proposedSites(
  { rows, accountId }: Pick<RemovalCheck, 'rows' | 'accountId'>,
  mySites: ReadonlySet<string>,
): readonly NamedRow[] {
  const proposed = realRows(rows).filter(
    ({ isProduction, createdBy, siteId }) => isProduction && createdBy === accountId && !mySites.has(siteId),
  );
  return [...new Map(proposed.map((row) => [row.siteId, row])).values()];
}

function sitesOf(rows: readonly NamedRow[]): string[] {
  return [...new Set(rows.map(({ site }) => site))];
}
