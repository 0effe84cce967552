import type { AuditFilters, AuditSorting } from '../shell/page-memory.ts';
import { type AuditFacet, auditFacets, auditTextFilter, monthOf, type SiteNames } from './event-filter.ts';
import type { AuditRow } from './event-row.ts';
import { sortEvents } from './sort-events.ts';

export interface AuditTotal {
  readonly value: string;
  readonly count: number;
}

/** The events as shown on the tab. */
export interface ShownEvents {
  /** The number of events of the chosen days before any filter, by source. */
  readonly sources: EventSources;
  /** The events that pass the filters, sorted. */
  readonly rows: readonly AuditRow[];
  /**
   * The number of events per value, most frequent first. Each filter counts the events that pass all other filters, so
   * that a total says what choosing the value would show.
   */
  readonly totals: Readonly<Record<AuditFacet | 'event', readonly AuditTotal[]>>;
  /** The number of events of each kind per month, ignoring the chosen month. */
  readonly months: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Events that pass the filters but have no readable time, so that they are in no month. */
  readonly undated: number;
}

/** The number of known events, by source. */
export interface EventSources {
  readonly all: number;
  readonly archived: number;
  readonly onlyAtAtlassian: number;
  readonly changed: number;
}

export interface Days {
  readonly from: string;
  readonly to: string;
}

let sorted:
  { all: readonly AuditRow[]; sorting: AuditSorting; names: SiteNames; rows: readonly AuditRow[] } | undefined;
let last:
  | { rows: readonly AuditRow[]; filters: AuditFilters; names: SiteNames; from: string; to: string; shown: ShownEvents }
  | undefined;

/** Sorts, filters and counts the events. Cached for the same events, sorting and filters; filtering keeps the order. */
export function shownEvents(
  all: readonly AuditRow[],
  { from, to }: Days,
  { filters, sorting }: { readonly filters: AuditFilters; readonly sorting: AuditSorting },
  names: SiteNames,
): ShownEvents {
  if (sorted?.all !== all || sorted.sorting !== sorting || (sorting.column === 'site' && sorted.names !== names))
    sorted = { all, sorting, names, rows: sortEvents(all, sorting, names) };
  const { rows } = sorted;
  if (last?.rows !== rows || last.filters !== filters || last.names !== names || last.from !== from || last.to !== to)
    last = { rows, filters, names, from, to, shown: filterEvents(rows, { from, to }, filters, names) };
  return last.shown;
}

/**
 * Returns the events in a range of days, both inclusive, that pass the filters, in their original order. An event
 * without a day is in every range.
 */
export function filterEvents(
  rows: readonly AuditRow[],
  { from, to }: Days,
  filters: AuditFilters,
  names: SiteNames,
): ShownEvents {
  const matches = auditTextFilter(filters.text, names);
  const counter = new EventCounter(filters);
  const sources = { all: 0, archived: 0, onlyAtAtlassian: 0, changed: 0 };
  const shown: AuditRow[] = [];
  for (const row of rows) {
    if (row.day !== '' && (row.day < from || row.day > to)) continue;
    sources.all++;
    if (row.isArchived) sources.archived++;
    else sources.onlyAtAtlassian++;
    if (row.isChanged) sources.changed++;
    if (matches(row) && counter.add(row)) shown.push(row);
  }
  return { sources, rows: shown, ...counter.counted() };
}

/** Counts events for the totals of each filter and for the timeline. */
class EventCounter {
  readonly #filters: AuditFilters;
  readonly #hidden: ReadonlySet<string>;
  readonly #counts = {
    event: new Map<string, number>(),
    site: new Map<string, number>(),
    product: new Map<string, number>(),
    environment: new Map<string, number>(),
  };
  readonly #months = new Map<string, Map<string, number>>();
  #undated = 0;

  constructor(filters: AuditFilters) {
    this.#filters = filters;
    this.#hidden = new Set(filters.hidden);
  }

  /** Counts an event that passes the text filter; returns whether it passes the other filters too. */
  add(row: AuditRow): boolean {
    const { month: chosen } = this.#filters;
    const month = monthOf(row);
    const isHidden = this.#hidden.has(row.event);
    const isElsewhere = chosen !== null && month !== chosen;
    const failed = this.#failedFacets(row);
    if (failed === 0) {
      if (!isElsewhere) add(this.#counts.event, row.event);
      if (!isHidden) this.#addToMonth(month, row.event);
    }
    if (isHidden || isElsewhere || failed > 1) return false;
    // An event excluded by a single facet counts for that facet: choosing another value there would show it.
    for (const facet of auditFacets) if (failed === 0 || this.#fails(row, facet)) add(this.#counts[facet], row[facet]);
    return failed === 0;
  }

  counted(): Pick<ShownEvents, 'totals' | 'months' | 'undated'> {
    const { hidden, site, product, environment } = this.#filters;
    return {
      totals: {
        event: ranked(this.#counts.event, ...hidden),
        site: ranked(this.#counts.site, site),
        product: ranked(this.#counts.product, product),
        environment: ranked(this.#counts.environment, environment),
      },
      months: this.#months,
      undated: this.#undated,
    };
  }

  #fails(row: AuditRow, facet: AuditFacet): boolean {
    const chosen = this.#filters[facet];
    return chosen !== null && row[facet] !== chosen;
  }

  #failedFacets(row: AuditRow): number {
    let failed = 0;
    for (const facet of auditFacets) if (this.#fails(row, facet)) failed++;
    return failed;
  }

  #addToMonth(month: string, event: string): void {
    if (month === '') {
      this.#undated++;
      return;
    }
    const kinds = this.#months.get(month) ?? new Map<string, number>();
    this.#months.set(month, kinds);
    add(kinds, event);
  }
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** Most frequent first. A chosen or hidden value is kept even if its count is 0. */
function ranked(counts: Map<string, number>, ...kept: readonly (string | null)[]): AuditTotal[] {
  for (const value of kept) if (value !== null && !counts.has(value)) counts.set(value, 0);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
