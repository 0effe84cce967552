import type { InstallationView } from '../../src/installations/installations-protocol.ts';
import type { InstallationFilters } from '../shell/page-memory.ts';

/** What installations are filtered and counted by. */
export const facets = ['environment', 'atlassianApp', 'status', 'version'] as const;
export type Facet = (typeof facets)[number];

/** Returns an installation's values for a facet: possibly several for Atlassian apps, none if not reported. */
export function facetValues(row: InstallationView, facet: Facet): readonly string[] {
  if (facet === 'atlassianApp') return row.atlassianApps;
  if (facet === 'status') return [row.statusName];
  const value = facet === 'environment' ? row.environmentKey : row.version;
  return value === undefined ? [] : [value];
}

const searchable = new WeakMap<InstallationView, string>();

function searchText(row: InstallationView): string {
  let text = searchable.get(row);
  if (text === undefined) {
    text = [
      row.site,
      ...row.atlassianApps,
      row.environmentKey,
      row.version,
      row.codeVersion,
      row.statusName,
      row.licence,
      row.edition,
    ]
      .join('\n')
      .toLowerCase();
    searchable.set(row, text);
  }
  return text;
}

/** Returns a test for installations: every word of the text must occur somewhere in the row. */
export function textFilter(text: string): (row: InstallationView) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return (row) => words.length === 0 || words.every((word) => searchText(row).includes(word));
}

/** Whether any filter is set. */
export function isFiltering(filters: InstallationFilters): boolean {
  return filters.text.trim() !== '' || facets.some((facet) => filters[facet] !== null);
}
