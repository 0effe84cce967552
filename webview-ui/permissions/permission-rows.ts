import type { PermissionRow, PermissionsView } from '../../src/app-panel/protocol.ts';
import type { Memory } from '../shell/page-memory.ts';

type Group = PermissionsView['groups'][number];

/** Whether the columns of a row are not all the same; those with nothing to compare do not count. */
export function differs({ cells }: PermissionRow): boolean {
  const states = new Set(cells.filter(({ state }) => state !== 'none').map(({ state }) => state));
  return states.size > 1 || states.has('added') || states.has('removed') || states.has('changed');
}

/**
 * The groups with the rows that the filter lets through: each of its words is in the key, name or description, or in
 * the group's title.
 */
export function shownGroups({ groups }: PermissionsView, { text, onlyDifferences }: Memory['permissions']): Group[] {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const matches = (group: Group, row: PermissionRow): boolean => {
    if (onlyDifferences && !differs(row)) return false;
    const all = `${group.title}\n${row.key}\n${row.name ?? ''}\n${row.description ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter((row) => matches(group, row)) }))
    .filter(({ rows }) => rows.length > 0);
}
