import type { InstallationView } from '../../src/app-panel/protocol.ts';
import { noFilters } from '../shell/page-memory.ts';
import { filterAndCount, type Total } from './totals.ts';

/** Sites where at least one installation has a consent, and for how many sites it is told at all. */
export interface Consent {
  readonly consenting: number;
  readonly told: number;
}

/** What the overview says of all installations. */
export interface Summary {
  readonly byEnvironment: readonly Total[];
  readonly sharesLogs: Consent;
  readonly permitsAnalytics: Consent;
}

const known = new WeakMap<readonly InstallationView[], Summary>();

/** Sums up installations; the same list is summed up once. */
export function summarise(rows: readonly InstallationView[]): Summary {
  let summary = known.get(rows);
  if (summary === undefined) {
    summary = {
      byEnvironment: filterAndCount(rows, noFilters).totals.environment,
      sharesLogs: consent(rows, 'sharesLogs'),
      permitsAnalytics: consent(rows, 'permitsAnalytics'),
    };
    known.set(rows, summary);
  }
  return summary;
}

function consent(rows: readonly InstallationView[], which: 'sharesLogs' | 'permitsAnalytics'): Consent {
  const sites = new Map<string, boolean>();
  for (const row of rows) {
    const given = row[which];
    if (given !== undefined) sites.set(row.site, given || sites.get(row.site) === true);
  }
  return { consenting: [...sites.values()].filter((given) => given).length, told: sites.size };
}
