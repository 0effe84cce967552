import type * as vscode from 'vscode';
import type { Target } from './target.ts';

/** What a row of the view *Apps* shows. */
export type RowKind =
  | 'account'
  | 'group'
  | 'app'
  | 'environments'
  | 'environment'
  | 'permissions'
  | 'api'
  | 'scope'
  | 'installations'
  | 'installation'
  | 'contributors'
  | 'contributor'
  | 'loading'
  | 'failed'
  | 'note'
  | 'more';

/**
 * A row of a tree. The same row is the same object for as long as it is shown, so that a refresh touches only it. Its
 * id is the path of the row: stable across refreshes and restarts.
 */
export interface TreeRow {
  readonly id: string;
  readonly kind: RowKind;
  readonly parent: TreeRow | undefined;
  /** What commands on the row are about; absent where they are about nothing in particular. */
  readonly target?: () => Target;
  /** How the row looks now; the tooltip comes apart, when it is asked for. */
  item(): vscode.TreeItem;
  tooltip?(): vscode.MarkdownString;
  /** The rows under it; absent for a leaf. May start to load what they show. */
  children?(): readonly TreeRow[];
  /** Fetches what the row or its children show anew. */
  refresh?(): Promise<void>;
  /** Shows rows that are left out where it stands; the first of them. */
  showMore?(): TreeRow;
}

/** What rows need of the tree that they stand in. */
export interface TreeHost {
  /** The row with this id; made once, by `make`. */
  keep(id: string, make: (id: string) => TreeRow): TreeRow;
  /** Says that a row looks different now, or its children do. */
  changed(row: TreeRow): void;
}

const shown = new WeakSet();

/** Notes a row as one that a tree of ours shows. */
export function markShown(row: TreeRow): void {
  shown.add(row);
}

/** Whether a command's argument is a row of ours: other extensions may give a command whatever they like. */
export function isRow(argument: unknown): argument is TreeRow {
  return typeof argument === 'object' && argument !== null && shown.has(argument);
}
