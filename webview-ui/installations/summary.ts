import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import { noFilters } from '../shell/page-memory.ts';
import { filterAndCount, type Total } from './totals.ts';

/** The number of sites where at least one installation has a consent, and of sites that report it at all. */
export interface Consent {
  readonly consenting: number;
  readonly told: number;
}

/** The overview's summary of all installations. */
export interface Summary {
  readonly byEnvironment: readonly Total[];
  readonly sharesLogs: Consent;
  readonly permitsAnalytics: Consent;
}

const known = new WeakMap<readonly InstallationView[], Summary>();

/** Summarises installations; cached for the same list. */
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
