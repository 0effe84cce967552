import type { InstallationView } from '../../src/panel/protocol.ts';
import type { InstallationFilters } from '../memory.ts';

/** What installations are filtered and counted by. */
export const facets = ['environment', 'atlassianApp', 'status', 'version'] as const;
export type Facet = (typeof facets)[number];

/** An installation's values for a facet: several for Atlassian apps, none where the gateway does not tell. */
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
    text = [row.site, ...row.atlassianApps, row.environmentKey, row.version, row.codeVersion, row.statusName, row.licence, row.edition].join('\n').toLowerCase();
    searchable.set(row, text);
  }
  return text;
}

/** A test for installations: every word of the filter's text is in the row, and each chosen facet has the chosen value. */
export function installationFilter(filters: InstallationFilters, except?: Facet): (row: InstallationView) => boolean {
  const words = filters.text.toLowerCase().split(/\s+/u).filter((word) => word !== '');
  const chosen = facets.flatMap((facet) => {
    const value = filters[facet];
    return value === null || facet === except ? [] : [{ facet, value }];
  });
  return (row) => {
    if (!chosen.every(({ facet, value }) => facetValues(row, facet).includes(value))) return false;
    if (words.length === 0) return true;
    const text = searchText(row);
    return words.every((word) => text.includes(word));
  };
}

/** Whether anything is filtered at all. */
export function isFiltering(filters: InstallationFilters): boolean {
  return filters.text.trim() !== '' || facets.some((facet) => filters[facet] !== null);
}
