import type { AuditFilters, AuditSorting } from '../shell/page-memory.ts';
import { type AuditFacet, auditFacets, auditTextFilter, monthOf, type SiteNames } from './event-filter.ts';
import type { AuditRow } from './event-row.ts';
import { sortEvents } from './sort-events.ts';

export interface AuditTotal {
  readonly value: string;
  readonly count: number;
}

/** The events as the tab shows them. */
export interface ShownEvents {
  /** The events of the chosen days, before any filter; where they are known from. */
  readonly sources: EventSources;
  /** What the filters let through, sorted. */
  readonly rows: readonly AuditRow[];
  /**
   * How many each value has, the most frequent first. Those count that all other filters let through, so that a total
   * says what choosing it would show.
   */
  readonly totals: Readonly<Record<AuditFacet | 'event', readonly AuditTotal[]>>;
  /** How many events of each kind there are in each month, whatever month is chosen. */
  readonly months: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Events without a readable time that the filters let through: no month has them. */
  readonly undated: number;
}

/** How many events are known, and from where. */
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

/**
 * Sorts, filters and counts. What was done for the same events, sorting and filters is not done again: filtering keeps
 * the order.
 */
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
 * What the filters let through of the events of some days, both included, in the order they come. An event without a
 * day belongs to all days.
 */
export function filterEvents(
  rows: readonly AuditRow[],
  { from, to }: Days,
  filters: AuditFilters,
  names: SiteNames,
): ShownEvents {
  const matches = auditTextFilter(filters.text, names);
  const hidden = new Set(filters.hidden);
  const counts = {
    event: new Map<string, number>(),
    site: new Map<string, number>(),
    product: new Map<string, number>(),
    environment: new Map<string, number>(),
  };
  const months = new Map<string, Map<string, number>>();
  const passing: AuditRow[] = [];
  let [all, archived, onlyAtAtlassian, changed, undated] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    if (row.day !== '' && (row.day < from || row.day > to)) continue;
    all++;
    if (row.isArchived) archived++;
    else onlyAtAtlassian++;
    if (row.isChanged) changed++;
    if (!matches(row)) continue;
    const isHidden = hidden.has(row.event);
    const month = monthOf(row);
    const isElsewhere = filters.month !== null && month !== filters.month;
    let failing = 0;
    let failed: AuditFacet | undefined;
    for (const facet of auditFacets) {
      const chosen = filters[facet];
      if (chosen === null || row[facet] === chosen) continue;
      failing++;
      failed = facet;
    }
    if (failing === 0) {
      if (!isElsewhere) add(counts.event, row.event);
      if (!isHidden) {
        if (month === '') undated++;
        else {
          const kinds = months.get(month) ?? new Map<string, number>();
          months.set(month, kinds);
          add(kinds, row.event);
        }
      }
    }
    if (isHidden || isElsewhere) continue;
    if (failing === 0) {
      passing.push(row);
      for (const facet of auditFacets) add(counts[facet], row[facet]);
    } else if (failing === 1 && failed) add(counts[failed], row[failed]);
  }
  return {
    sources: { all, archived, onlyAtAtlassian, changed },
    rows: passing,
    totals: {
      event: ranked(counts.event, ...filters.hidden),
      site: ranked(counts.site, filters.site),
      product: ranked(counts.product, filters.product),
      environment: ranked(counts.environment, filters.environment),
    },
    months,
    undated,
  };
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** The most frequent first. A value that is chosen or hidden stays in sight even where nothing has it any more. */
function ranked(counts: Map<string, number>, ...kept: readonly (string | null)[]): AuditTotal[] {
  for (const value of kept) if (value !== null && !counts.has(value)) counts.set(value, 0);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
