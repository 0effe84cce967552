import type { App } from '../../core/app.ts';

export const sortKeys = ['updated', 'name'] as const;
export type SortKey = (typeof sortKeys)[number];
export const groupKeys = ['none', 'type', 'distribution', 'atlassianApp'] as const;
export type GroupKey = (typeof groupKeys)[number];

/** How a person wants to see the apps. */
export interface Arrangement {
  /** Part of a name, id or scope; empty shows all. */
  readonly filter: string;
  readonly sort: SortKey;
  readonly group: GroupKey;
}

/** The developer console's order: newest update first, nothing left out. */
export const defaultArrangement: Arrangement = { filter: '', sort: 'updated', group: 'none' };

/** A group of apps; the key is a type, a distribution or an Atlassian app, or empty where the app names none. */
export interface AppGroup {
  readonly key: string;
  readonly apps: readonly App[];
}

/** Whether an app fits a filter: by part of its name, its id or one of its scopes, in any case. */
export function matches(app: App, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return isNamed(app, wanted) || scopeWith(app, wanted) !== undefined;
}

/** The scope by which a filter finds an app that it does not find by name or id; undefined where there is none. */
export function foundScope(app: App, filter: string): string | undefined {
  const wanted = filter.trim().toLowerCase();
  return isNamed(app, wanted) ? undefined : scopeWith(app, wanted);
}

function isNamed(app: App, wanted: string): boolean {
  return wanted === '' || app.name.toLowerCase().includes(wanted) || app.id.includes(wanted);
}

function scopeWith({ scopes }: App, wanted: string): string | undefined {
  return scopes.find((scope) => scope.toLowerCase().includes(wanted));
}

interface Arranged extends Pick<Arrangement, 'filter' | 'sort'> {
  readonly sorted: readonly App[];
  readonly fitting: readonly App[];
}

/** How lists were arranged last: each is asked for many times, and sorting takes the longest. */
const arranged = new WeakMap<object, Arranged>();

/** The apps of a list that fit, in order; equal ones keep a stable order by id. The list must not change afterwards. */
export function arrange(
  list: ReadonlyMap<unknown, App> | readonly App[],
  { filter, sort }: Pick<Arrangement, 'filter' | 'sort'>,
): readonly App[] {
  const last = arranged.get(list);
  if (last?.filter === filter && last.sort === sort) return last.fitting;
  const sorted = last?.sort === sort ? last.sorted : sortedBy(sort, [...list.values()]);
  const fitting = sorted.filter((app) => matches(app, filter));
  arranged.set(list, { filter, sort, sorted, fitting });
  return fitting;
}

function sortedBy(sort: SortKey, apps: App[]): readonly App[] {
  if (sort === 'updated')
    return apps.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || compareText(a.id, b.id));
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return apps.sort((a, b) => collator.compare(a.name, b.name) || compareText(a.id, b.id));
}

/**
 * Apps by group, in the order in which the groups' first apps come; an app of several Atlassian apps is in each of
 * their groups.
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
