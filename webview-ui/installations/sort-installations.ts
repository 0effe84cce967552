import type { InstallationView } from '../../src/app-panel/protocol.ts';
import type { Sorting } from '../shell/page-memory.ts';
import type { Column } from './installation-columns.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** From what needs attention to what does not. */
const statusOrder: Record<InstallationView['status'], number> = {
  permissionsOutdated: 0,
  appOutdated: 1,
  unknown: 2,
  upToDate: 3,
};

function sortKey(row: InstallationView, column: Column): string | number | undefined {
  switch (column) {
    case 'atlassianApps':
      return row.atlassianApps.join(', ');
    case 'environment':
      return row.environmentKey;
    case 'status':
      return statusOrder[row.status];
    case 'sharesLogs':
    case 'permitsAnalytics': {
      const consent = row[column];
      return consent === undefined ? undefined : Number(consent);
    }
    default:
      return row[column];
  }
}

/** The place of each text among all of them: comparing places is much faster than comparing texts again and again. */
function places(texts: Iterable<string>): Map<string, number> {
  return new Map([...new Set(texts)].sort(collator.compare).map((text, place) => [text, place]));
}

/**
 * The rows in a new order; numbers inside texts count as numbers (`4.9.0` before `4.10.0`). Rows that the gateway tells
 * nothing about come last in both directions; equal rows are ordered by site.
 */
export function sortInstallations(
  rows: readonly InstallationView[],
  { column, descending }: Sorting,
): InstallationView[] {
  const keys = rows.map((row) => sortKey(row, column));
  const order = places(keys.filter((key) => typeof key === 'string'));
  const keyed = rows.map((row, index) => {
    const key = keys[index];
    return { row, key: typeof key === 'string' ? order.get(key) : key };
  });
  const direction = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key !== b.key) {
      if (a.key === undefined) return 1;
      if (b.key === undefined) return -1;
      return (a.key - b.key) * direction;
    }
    return a.row.site < b.row.site ? -1 : Number(a.row.site > b.row.site);
  });
  return keyed.map(({ row }) => row);
}

/**
 * The sorting after a click on a column's header: the other direction if it was sorted by it; dates start with the
 * newest.
 */
export function sortBy(column: Column, { column: current, descending }: Sorting): Sorting {
  if (column === current) return { column, descending: !descending };
  return { column, descending: column === 'installedAt' };
}
