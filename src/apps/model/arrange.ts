import type { App } from '../../core/app.ts';
import { findApp, plainSearch, type SearchContext } from './search.ts';

export const sortKeys = ['updated', 'name'] as const;
export type SortKey = (typeof sortKeys)[number];
export const groupKeys = ['none', 'type', 'distribution', 'atlassianApp'] as const;
export type GroupKey = (typeof groupKeys)[number];

/** How the user wants to see the apps. */
export interface Arrangement {
  /** Words that apps are found by, as `findApp` does; empty shows all apps. */
  readonly filter: string;
  readonly sort: SortKey;
  readonly group: GroupKey;
}

/** The developer console's order. */
export const defaultArrangement: Arrangement = { filter: '', sort: 'updated', group: 'none' };

/** A group of apps; `key` is a type, a distribution or an Atlassian app, or empty for apps without one. */
export interface AppGroup {
  readonly key: string;
  readonly apps: readonly App[];
}

interface Arranged extends Pick<Arrangement, 'filter' | 'sort'> {
  readonly context: SearchContext;
  readonly sorted: readonly App[];
  readonly matching: readonly App[];
}

/** The last result for each list: each is needed many times, and sorting is slow. */
const arranged = new WeakMap<object, Arranged>();

/**
 * Filters and sorts a list: with a filter, those that fit it best come first, otherwise and among equals in the chosen
 * order; ties are broken by id. The result is cached, so the list must not change afterwards.
 */
export function arrange(
  list: ReadonlyMap<unknown, App> | readonly App[],
  { filter, sort }: Pick<Arrangement, 'filter' | 'sort'>,
  context: SearchContext = plainSearch,
): readonly App[] {
  const last = arranged.get(list);
  const isSameSearch = last?.context.words === context.words && last.context.loaded === context.loaded;
  if (last?.filter === filter && last.sort === sort && (isSameSearch || filter === '')) return last.matching;
  const sorted = last?.sort === sort ? last.sorted : sortedBy(sort, [...list.values()]);
  const matching = filter.trim() === '' ? sorted : bestFirst(sorted, filter, context);
  arranged.set(list, { filter, sort, context, sorted, matching });
  return matching;
}

function bestFirst(apps: readonly App[], filter: string, context: SearchContext): readonly App[] {
  return apps
    .flatMap((app) => {
      const found = findApp(app, filter, context);
      return found === undefined ? [] : [{ app, rank: found.rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ app }) => app);
}

function sortedBy(sort: SortKey, apps: App[]): readonly App[] {
  if (sort === 'updated')
    return apps.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || compareText(a.id, b.id));
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return apps.sort((a, b) => collator.compare(a.name, b.name) || compareText(a.id, b.id));
}

/**
 * Groups apps, in the order of the groups' first apps, with the group of apps without a key last. An app for several
 * Atlassian apps is in several groups.
 */
export function groupApps(apps: readonly App[], group: Exclude<GroupKey, 'none'>): AppGroup[] {
  const groups = new Map<string, App[]>();
  for (const app of apps) {
    for (const key of groupsOf(app, group)) {
      const members = groups.get(key);
      if (members) members.push(app);
      else groups.set(key, [app]);
    }
  }
  return [...groups]
    .map(([key, members]) => ({ key, apps: members }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === ''));
}

function groupsOf(app: App, group: Exclude<GroupKey, 'none'>): readonly string[] {
  if (group === 'type') return [app.type];
  if (group === 'distribution') return [app.distribution === 'unknown' ? app.distributionStatus : app.distribution];
  return app.atlassianApps.length === 0 ? [''] : app.atlassianApps;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
