import type { VersionFacts } from '../../core/version-facts.ts';
import { itemsOf, type VersionArea, versionAreas, type VersionItem } from './version-items.ts';

/** Something that both versions have, with other details. */
export interface ChangedItem {
  readonly name: string;
  /** Only the details that the other version doesn't have. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** How two versions differ in one area; the lists are empty where nothing changed. */
export interface AreaDifference {
  readonly area: VersionArea;
  /** Whether the gateway reported the area of both versions; if not, nothing can be said about it. */
  readonly isKnown: boolean;
  readonly added: readonly VersionItem[];
  readonly removed: readonly VersionItem[];
  readonly changed: readonly ChangedItem[];
  /** How many items are the same in both. */
  readonly same: number;
}

/** How two versions differ. */
export interface VersionDifference {
  readonly before: VersionFacts;
  readonly after: VersionFacts;
  /** One entry an area, in the order of `versionAreas`. */
  readonly areas: readonly AreaDifference[];
  /** Whether the areas that are known are all the same. */
  readonly isSame: boolean;
}

/**
 * Returns what changes from one version to another, by area: scopes, egress, content policies, modules, functions,
 * remotes, storage, licensing, Atlassian apps, Connect keys. The two may be of different environments. Read them with
 * `fetchVersionFacts`.
 *
 * Lists are compared without their order. A backend address that belongs to a remote counts with the remotes, and egress
 * that doesn't say whether end-user data is sent counts as sending it, as Forge does.
 */
export function versionDifference(before: VersionFacts, after: VersionFacts): VersionDifference {
  const [old, late] = [itemsOf(before), itemsOf(after)];
  const areas = versionAreas.map((area) => areaDifference(area, old[area], late[area]));
  return { before, after, areas, isSame: areas.every(isSameArea) };
}

/** Whether nothing is known to differ in an area. */
export function isSameArea({ added, removed, changed }: AreaDifference): boolean {
  return added.length + removed.length + changed.length === 0;
}

function areaDifference(
  area: VersionArea,
  before: readonly VersionItem[] | undefined,
  after: readonly VersionItem[] | undefined,
): AreaDifference {
  if (before === undefined || after === undefined)
    return { area, isKnown: false, added: [], removed: [], changed: [], same: 0 };
  const [old, late] = [byName(before), byName(after)];
  const changed = after.flatMap((item) => changeOf(old.get(item.name), item));
  const added = after.filter(({ name }) => !old.has(name));
  return {
    area,
    isKnown: true,
    added,
    removed: before.filter(({ name }) => !late.has(name)),
    changed,
    same: after.length - added.length - changed.length,
  };
}

const byName = (items: readonly VersionItem[]) => new Map(items.map((item) => [item.name, item]));

function changeOf(old: VersionItem | undefined, { name, details }: VersionItem): ChangedItem[] {
  if (old === undefined) return [];
  const before = old.details.filter((detail) => !details.includes(detail));
  const after = details.filter((detail) => !old.details.includes(detail));
  return before.length + after.length === 0 ? [] : [{ name, before, after }];
}
