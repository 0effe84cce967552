import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import type { InstallationFilters, Memory, Sorting } from '../shell/page-memory.ts';
import { sortInstallations } from './sort-installations.ts';
import { filterAndCount, type Totals } from './totals.ts';

/** The installations shown in the table, and their totals. */
export interface Shown {
  readonly rows: readonly InstallationView[];
  readonly totals: Totals;
}

let sorted: { all: readonly InstallationView[]; sorting: Sorting; rows: readonly InstallationView[] } | undefined;
let last: { rows: readonly InstallationView[]; filters: InstallationFilters; shown: Shown } | undefined;

/**
 * Sorts, filters and counts the installations. Cached for the same list, sorting and filters; filtering keeps the
 * order.
 */
export function shownInstallations(
  all: readonly InstallationView[],
  { filters, sorting }: Memory['installations'],
): Shown {
  if (sorted?.all !== all || sorted.sorting !== sorting)
    sorted = { all, sorting, rows: sortInstallations(all, sorting) };
  const { rows } = sorted;
  if (last?.rows !== rows || last.filters !== filters) last = { rows, filters, shown: filterAndCount(rows, filters) };
  return last.shown;
}
