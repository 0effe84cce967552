import type { AuditSorting } from '../shell/page-memory.ts';
import type { AuditColumn } from './event-columns.ts';
import { siteName, type SiteNames } from './event-filter.ts';
import { type AuditRow, instantOf } from './event-row.ts';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function textOf(row: AuditRow, column: Exclude<AuditColumn, 'date'>, names: SiteNames): string {
  if (column === 'site') return siteName(names, row.site) ?? row.site;
  return column === 'location' ? `${row.location} ${row.target}` : row[column];
}

/**
 * Returns the events sorted; numbers inside texts compare as numbers (`4.9.0` before `4.10.0`). Events that are equal
 * in the column are sorted newest first, and those with the same time latest arrival first.
 */
export function sortEvents(
  rows: readonly AuditRow[],
  { column, descending }: AuditSorting,
  names: SiteNames,
): AuditRow[] {
  const instants = rows.map(instantOf);
  const newestFirst = (a: number, b: number): number =>
    compare(instants[b] ?? 0, instants[a] ?? 0) || (rows[b]?.key ?? 0) - (rows[a]?.key ?? 0);
  const direction = descending ? -1 : 1;
  const order = rows.map((_, index) => index);
  if (column === 'date') order.sort(descending ? newestFirst : (a, b) => newestFirst(b, a));
  else {
    const texts = rows.map((row) => textOf(row, column, names));
    // Comparing ranks is much faster than comparing the same texts repeatedly.
    const place = new Map([...new Set(texts)].sort(collator.compare).map((text, at) => [text, at]));
    const places = texts.map((text) => place.get(text) ?? 0);
    order.sort((a, b) => ((places[a] ?? 0) - (places[b] ?? 0)) * direction || newestFirst(a, b));
  }
  return order.flatMap((index) => rows[index] ?? []);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Returns the sorting after a click on a column's header: reversed if it was the sorted one; dates start with the
 * newest.
 */
export function sortEventsBy(column: AuditColumn, { column: current, descending }: AuditSorting): AuditSorting {
  if (column === current) return { column, descending: !descending };
  return { column, descending: column === 'date' };
}
