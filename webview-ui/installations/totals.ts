import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import type { InstallationFilters } from '../shell/page-memory.ts';
import { type Facet, facets, facetValues, textFilter } from './installation-filter.ts';

export interface Total {
  readonly value: string;
  readonly count: number;
}

export type Totals = Readonly<Record<Facet, readonly Total[]>>;

/**
 * Returns the rows that pass the filters, in their original order, and the number of rows per value of each facet, most
 * frequent first. Each facet counts the rows that pass all other filters, so that a total says what a click on it would
 * show. A row with two Atlassian apps counts for both.
 */
export function filterAndCount(
  rows: readonly InstallationView[],
  filters: InstallationFilters,
): { rows: InstallationView[]; totals: Totals } {
  const matches = textFilter(filters.text);
  const counts: Record<Facet, Map<string, number>> = {
    environment: new Map(),
    atlassianApp: new Map(),
    status: new Map(),
    version: new Map(),
  };
  const passing: InstallationView[] = [];
  for (const row of rows) {
    if (!matches(row)) continue;
    const failing = facets.filter((facet) => {
      const chosen = filters[facet];
      return chosen !== null && !facetValues(row, facet).includes(chosen);
    });
    if (failing.length > 1) continue;
    if (failing.length === 0) passing.push(row);
    for (const facet of failing.length === 0 ? facets : failing) {
      for (const value of facetValues(row, facet)) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
    }
  }
  return {
    rows: passing,
    totals: {
      environment: ranked(counts.environment, filters.environment),
      atlassianApp: ranked(counts.atlassianApp, filters.atlassianApp),
      status: ranked(counts.status, filters.status),
      version: ranked(counts.version, filters.version),
    },
  };
}

/** Most frequent first. A chosen value is kept even if its count is 0. */
function ranked(counts: Map<string, number>, chosen: string | null): Total[] {
  if (chosen !== null && !counts.has(chosen)) counts.set(chosen, 0);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
