import { ThemeIcon, type TreeItem } from 'vscode';
import type { RowKind, TreeRow } from '../../vscode/tree-row.ts';

/** What the view was given, to find out what looks different. */
export interface DrawnRows {
  /** Remembers the rows below a row, or those on top. */
  rows(parent: TreeRow | undefined, children: readonly TreeRow[]): void;
  /** Remembers how a row looks. */
  item(row: TreeRow, item: TreeItem): void;
  /**
   * The rows to be drawn again, given the rows as they are: single ones that look different, and those below which rows
   * came, went or moved. Undefined if that happened on top. Rows below apps are not looked at: they redraw themselves.
   */
  changed(childrenOf: (parent: TreeRow | undefined) => readonly TreeRow[]): readonly TreeRow[] | undefined;
  /** Forgets the rows of an account, whose ids begin with its key. */
  forget(accountKey: string): void;
}

/** The rows whose children are apps. */
const holders: readonly RowKind[] = ['account', 'group'];

/** Rows that are made anew for each drawing, and do the same as long as they look the same. */
const replaceable: readonly RowKind[] = ['loading', 'note', 'more'];

/** Creates a memory of no rows. */
export function createDrawnRows(): DrawnRows {
  const below = new Map<string, readonly TreeRow[]>();
  const looks = new Map<string, string>();
  const keyOf = (parent: TreeRow | undefined) => parent?.id ?? '';

  function looksDifferent(row: TreeRow): boolean {
    const look = lookOf(row.item());
    if (looks.get(row.id) === look) return false;
    looks.set(row.id, look);
    return true;
  }

  const changed: DrawnRows['changed'] = (childrenOf) => {
    function visit(parent: TreeRow | undefined): TreeRow[] | undefined {
      const before = below.get(keyOf(parent));
      // A closed row that was never opened has nothing to redraw below it.
      if (before === undefined) return parent && [];
      const rows = childrenOf(parent);
      if (!areSame(before, rows)) return undefined;
      return rows.flatMap((row) => {
        if (looksDifferent(row)) return [row];
        return holders.includes(row.kind) ? (visit(row) ?? [row]) : [];
      });
    }
    return visit(undefined);
  };

  return {
    rows: (parent, children) => void below.set(keyOf(parent), children),
    item: ({ id }, item) => void looks.set(id, lookOf(item)),
    changed,
    forget(accountKey) {
      for (const map of [below, looks])
        for (const id of map.keys()) if (id === accountKey || id.startsWith(`${accountKey}/`)) map.delete(id);
    },
  };
}

function areSame(before: readonly TreeRow[], rows: readonly TreeRow[]): boolean {
  return (
    before.length === rows.length &&
    before.every((row, index) => {
      const other = rows[index];
      return row === other || (row.id === other?.id && replaceable.includes(row.kind));
    })
  );
}

function lookOf({ label, description, contextValue, iconPath, accessibilityInformation }: TreeItem): string {
  const icon = iconPath instanceof ThemeIcon ? [iconPath.id, iconPath.color?.id] : [];
  return JSON.stringify([label, description, contextValue, icon, accessibilityInformation?.label]);
}
