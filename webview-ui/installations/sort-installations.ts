import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import type { Sorting } from '../shell/page-memory.ts';
import type { Column } from './installation-columns.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Most urgent first. */
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

/** Returns the rank of each text: comparing ranks is much faster than comparing the same texts repeatedly. */
function places(texts: Iterable<string>): Map<string, number> {
  return new Map([...new Set(texts)].sort(collator.compare).map((text, place) => [text, place]));
}

/**
 * Returns the rows sorted; numbers inside texts compare as numbers (`4.9.0` before `4.10.0`). Rows without a value come
 * last in both directions; equal rows are sorted by site.
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
 * Returns the sorting after a click on a column's header: reversed if it was the sorted one; dates start with the
 * newest.
 */
export function sortBy(column: Column, { column: current, descending }: Sorting): Sorting {
  if (column === current) return { column, descending: !descending };
  return { column, descending: column === 'installedAt' };
}
