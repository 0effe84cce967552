import type { InstallationView } from '../../src/panel/protocol.ts';
import type { Memory } from '../memory.ts';
import { type Facet, installationFilter } from './filter.ts';
import { sortInstallations } from './sort.ts';
import { type Total, totals } from './totals.ts';

/** The installations as the table shows them, and what they are counted by. */
export interface Shown {
  readonly rows: readonly InstallationView[];
  readonly totals: Readonly<Record<Facet, readonly Total[]>>;
}

interface Remembered {
  readonly all: readonly InstallationView[];
  readonly how: Memory['installations'];
  readonly shown: Shown;
}

let last: Remembered | undefined;

/** Filters, sorts and counts; the same lists, filters and sorting give the same answer without doing it again. */
export function shownInstallations(all: readonly InstallationView[], how: Memory['installations']): Shown {
  if (last?.all === all && last.how === how) return last.shown;
  const { filters, sorting } = how;
  const count = (facet: Facet): Total[] => totals(all, facet, filters);
  const shown: Shown = {
    rows: sortInstallations(all.filter(installationFilter(filters)), sorting),
    totals: { environment: count('environment'), atlassianApp: count('atlassianApp'), status: count('status'), version: count('version') },
  };
  last = { all, how, shown };
  return shown;
}
