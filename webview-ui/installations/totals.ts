import type { InstallationView } from '../../src/panel/protocol.ts';
import type { InstallationFilters } from '../memory.ts';
import { type Facet, facetValues, installationFilter } from './filter.ts';

export interface Total {
  readonly value: string;
  readonly count: number;
}

/**
 * How many installations each value of a facet has, the most frequent first. Counted are the rows that the other filters
 * let through, so that a total says what a click on it would show. A row with two Atlassian apps counts for both.
 */
export function totals(rows: readonly InstallationView[], facet: Facet, filters: InstallationFilters): Total[] {
  const passes = installationFilter(filters, facet);
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (!passes(row)) continue;
    for (const value of facetValues(row, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  // A chosen value stays in sight even where nothing has it any more.
  const chosen = filters[facet];
  if (chosen !== null && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Sites where at least one installation has a consent, and for how many sites it is told at all. */
export function consentingSites(rows: readonly InstallationView[], consent: 'sharesLogs' | 'permitsAnalytics'): { consenting: number; told: number } {
  const sites = new Map<string, boolean>();
  for (const row of rows) {
    const given = row[consent];
    if (given !== undefined) sites.set(row.site, given || (sites.get(row.site) ?? false));
  }
  return { consenting: [...sites.values()].filter((given) => given).length, told: sites.size };
}
