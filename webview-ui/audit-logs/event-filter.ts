import type { AuditFilters } from '../shell/page-memory.ts';
import { type AuditRow } from './event-row.ts';

/** What events are filtered and counted by beside their kind and month. */
export const auditFacets = ['site', 'product', 'environment'] as const;
export type AuditFacet = (typeof auditFacets)[number];

/** Names of sites by their ids. */
export type SiteNames = Readonly<Record<string, string>>;

/** The name of a site, as far as it is known. */
export function siteName(names: SiteNames, site: string): string | undefined {
  return Object.hasOwn(names, site) ? names[site] : undefined;
}

/** Texts of a row that are looked through; many rows share them. */
const searched = ['day', 'event', 'site', 'product', 'environment', 'version', 'location', 'target'] as const;

/**
 * A test for events: every word of the text is in one of the cells, the site's name or the event's id. A cell that many
 * rows share is looked at once.
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

/** Whether anything is filtered at all. */
export function isFilteringEvents(filters: AuditFilters): boolean {
  return (
    filters.text.trim() !== '' ||
    filters.hidden.length > 0 ||
    filters.month !== null ||
    auditFacets.some((facet) => filters[facet] !== null)
  );
}

/** The month of a row, like `2024-03`; empty where its day is not told. Days are in UTC, and so are months. */
export function monthOf({ day }: AuditRow): string {
  return day.slice(0, 7);
}
