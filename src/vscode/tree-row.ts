import type * as vscode from 'vscode';
import type { EnvironmentNote } from '../apps/model/view-additions.ts';
import type { AppAri } from '../core/ids.ts';
import type { Target } from './target.ts';

/** The kinds of rows in the view *Apps*. */
export type RowKind =
  | 'account'
  | 'group'
  | 'app'
  | 'environments'
  | 'environment'
  | 'function'
  | 'variables'
  | 'variablePlace'
  | 'variable'
  | 'deployments'
  | 'deployment'
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
 * A row of a tree. A row is the same object for as long as it is shown, so that a refresh affects only that row. Its id
 * is its path: stable across refreshes and restarts.
 */
export interface TreeRow {
  readonly id: string;
  readonly kind: RowKind;
  readonly parent: TreeRow | undefined;
  /** What commands on the row apply to; absent if nothing in particular. */
  readonly target?: () => Target;
  /** How the row looks at the moment; its tooltip is resolved separately, on demand. */
  item(): vscode.TreeItem;
  tooltip?(): vscode.MarkdownString;
  /** The child rows; absent for a leaf. May start to load their data. */
  children?(): readonly TreeRow[];
  /** Refetches what the row or its children show. */
  refresh?(): Promise<void>;
  /** Replaces this row with rows beyond the limit; returns the first few of them. */
  showMore?(): readonly TreeRow[];
}

/** What rows need from their tree. */
export interface TreeHost {
  /** The row with this id; `make` creates it on the first call. */
  keep(id: string, make: (id: string) => TreeRow): TreeRow;
  /** Reports that a row or its children look different. */
  changed(row: TreeRow): void;
  /** What is going on in an environment of an app. */
  environmentNote(id: AppAri, environment: string): EnvironmentNote;
}

const shown = new WeakSet();

/** Marks a row as one of ours that a tree shows. */
export function markShown(row: TreeRow): void {
  shown.add(row);
}

/** Whether a command's argument is one of our rows: other extensions may pass anything to a command. */
export function isRow(argument: unknown): argument is TreeRow {
  return typeof argument === 'object' && argument !== null && shown.has(argument);
}
