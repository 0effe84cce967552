import type { AuditFilters } from '../shell/page-memory.ts';
import { type AuditRow } from './event-row.ts';

/** What events are filtered and counted by, besides kind and month. */
export const auditFacets = ['site', 'product', 'environment'] as const;
export type AuditFacet = (typeof auditFacets)[number];

/** Site names by id. */
export type SiteNames = Readonly<Record<string, string>>;

/** Returns the name of a site, if known. */
export function siteName(names: SiteNames, site: string): string | undefined {
  return Object.hasOwn(names, site) ? names[site] : undefined;
}

/** Fields that the text filter searches; many rows share their values. */
const searched = ['day', 'event', 'site', 'product', 'environment', 'version', 'location', 'target'] as const;

/**
 * Returns a test for events: every word of the text must occur in a cell, the site's name or the event's id. A value
 * that many rows share is searched once.
 */
export function auditTextFilter(text: string, names: SiteNames): (row: AuditRow) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const tests = words.map((word) => {
    const known = new Map<string, boolean>();
    return (cell: string): boolean => {
      let has = known.get(cell);
      if (has === undefined) {
        has = `${cell}\n${siteName(names, cell) ?? ''}`.toLowerCase().includes(word);
        known.set(cell, has);
      }
      return has;
    };
  });
  return (row) =>
    tests.every(
      (has, index) => searched.some((column) => has(row[column])) || row.id.toLowerCase().includes(words[index] ?? ''),
    );
}

/** Whether any filter is set. */
export function isFilteringEvents(filters: AuditFilters): boolean {
  return (
    filters.text.trim() !== '' ||
    filters.hidden.length > 0 ||
    filters.month !== null ||
    auditFacets.some((facet) => filters[facet] !== null)
  );
}

/** Returns the month of a row, such as `2024-03`; empty if its day is unknown. Days and months are in UTC. */
export function monthOf({ day }: AuditRow): string {
  return day.slice(0, 7);
}
