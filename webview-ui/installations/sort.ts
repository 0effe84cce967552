import type { InstallationView } from '../../src/panel/protocol.ts';
import type { Sorting } from '../memory.ts';
import type { Column } from './columns.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** From what needs attention to what does not. */
const statusOrder: Record<InstallationView['status'], number> = { permissionsOutdated: 0, appOutdated: 1, unknown: 2, upToDate: 3 };

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

/**
 * The rows in a new order; numbers inside texts count as numbers (`4.9.0` before `4.10.0`). Rows that the gateway tells
 * nothing about come last in both directions; equal rows are ordered by site.
 */
export function sortInstallations(rows: readonly InstallationView[], { column, descending }: Sorting): InstallationView[] {
  const keyed = rows.map((row) => ({ row, key: sortKey(row, column) }));
  const direction = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key !== b.key) {
      if (a.key === undefined) return 1;
      if (b.key === undefined) return -1;
      const order = typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : collator.compare(String(a.key), String(b.key));
      if (order !== 0) return order * direction;
    }
    return column === 'site' ? 0 : collator.compare(a.row.site, b.row.site);
  });
  return keyed.map(({ row }) => row);
}

/** The sorting after a click on a column's header: the other direction if it was sorted by it; dates start with the newest. */
export function sortBy(column: Column, { column: current, descending }: Sorting): Sorting {
  if (column === current) return { column, descending: !descending };
  return { column, descending: column === 'installedAt' };
}
