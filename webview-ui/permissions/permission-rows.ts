import type { PermissionRow, PermissionsView } from '../../src/manifest/permissions-protocol.ts';
import type { Memory } from '../shell/page-memory.ts';

type Group = PermissionsView['groups'][number];

const changes = ['added', 'removed', 'changed', 'uncertain'] as const;

/** Whether the columns of a row differ; columns with nothing to compare are ignored. */
export function differs({ cells }: PermissionRow): boolean {
  const states = new Set(cells.filter(({ state }) => state !== 'none').map(({ state }) => state));
  return states.size > 1 || changes.some((state) => states.has(state));
}

/**
 * Returns the groups with the rows that pass the filter: each of its words must occur in the key, name or description,
 * or in the group's title.
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
