import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { createEmitter, type Disposable, type Event } from '../../core/emitter.ts';
import type { App } from '../../core/app.ts';
import type { AccountData } from '../model/account-data.ts';
import type { EnvironmentNotes, Pins } from '../model/view-additions.ts';
import { accountNode } from './account-node.ts';
import { type AppRowsOptions, appRows } from './app-rows.ts';
import type { ArrangementMemory } from './arrangement-memory.ts';
import { markShown, type TreeRow } from '../../vscode/tree-row.ts';
import { createDrawnRows } from './drawn-rows.ts';
import { ListWatcher } from './list-watcher.ts';
import { createRowLimits } from './row-limits.ts';

export interface AppsTreeOptions {
  readonly accounts: Accounts;
  readonly data: AccountDataSet;
  readonly pins: Pins;
  readonly environmentNotes: EnvironmentNotes;
  readonly arrangement: ArrangementMemory;
}

/** The rows of the view *Apps*. */
export interface AppsTree extends vscode.TreeDataProvider<TreeRow> {
  getChildren(node?: TreeRow): Promise<TreeRow[]>;
  getTreeItem(node: TreeRow): vscode.TreeItem;
  getParent(node: TreeRow): TreeRow | undefined;
  /** Fires when lists or accounts changed, whether rows look different or not. */
  readonly onDidUpdate: Event<undefined>;
  /**
   * Remembers that a row was expanded or collapsed: VS Code forgets it while the row is not shown, for example because
   * of a filter.
   */
  remember(node: TreeRow, isOpen: boolean): void;
  dispose(): void;
}

/** Creates the tree of all accounts' apps: a branch per account, or only the apps if there is just one account. */
export function createAppsTree({ accounts, data, pins, environmentNotes, arrangement }: AppsTreeOptions): AppsTree {
  const changed = new vscode.EventEmitter<TreeRow | undefined>();
  const updated = createEmitter<undefined>();
  const drawn = createDrawnRows();
  const kept = new Map<string, TreeRow>();
  const groups = new Map<string, readonly App[]>();
  const opened = new Map<string, boolean>();

  /** Forgets the rows of an account, whose ids begin with its key. */
  function forget(key: string): void {
    drawn.forget(key);
    for (const rows of [kept, opened, groups])
      for (const id of rows.keys()) if (id === key || id.startsWith(`${key}/`)) rows.delete(id);
  }

  const rowsUnder = (row: TreeRow | undefined) =>
    distinctRows(row === undefined ? roots(data, options) : (row.children?.() ?? []));

  /** While VS Code redraws the whole tree it forgets its rows, so that a menu of one that is open loses it. */
  function redraw(): void {
    const rows = drawn.changed(rowsUnder);
    if (rows === undefined) changed.fire(undefined);
    else for (const row of rows) changed.fire(row);
    updated.fire(undefined);
  }

  const watcher = new ListWatcher({
    data,
    redraw,
    onRemoved: forget,
  });
  const limits = createRowLimits(watcher.redraw);
  const options: AppRowsOptions = {
    host: {
      keep(id, make) {
        const row = kept.get(id) ?? make(id);
        kept.set(id, row);
        return row;
      },
      changed: (row) => changed.fire(row),
      environmentNote: (id, environment) => environmentNotes.of(id, environment),
    },
    limits,
    groups,
    arrangement: () => arrangement.current,
    isInWorkspace: ({ id }) => pins.has(id),
  };
  const subscriptions: Disposable[] = [
    arrangement.onDidChange(() => {
      limits.reset();
      watcher.redraw();
    }),
    pins.onDidChange(watcher.redraw),
    environmentNotes.onDidChange(() => {
      for (const row of kept.values()) if (row.kind === 'environments') changed.fire(row);
    }),
  ];

  return {
    onDidChangeTreeData: changed.event,
    onDidUpdate: updated.event,
    async getChildren(row) {
      await accounts.loaded;
      const rows = rowsUnder(row);
      drawn.rows(row, rows);
      return rows;
    },
    getTreeItem(row) {
      const item = row.item();
      drawn.item(row, item);
      const isOpen = opened.get(row.id);
      const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
      if (isOpen !== undefined && row.children) item.collapsibleState = isOpen ? Expanded : Collapsed;
      return item;
    },
    resolveTreeItem(item, row) {
      const tooltip = row.tooltip?.();
      if (tooltip) item.tooltip = tooltip;
      return item;
    },
    getParent: (row) => row.parent,
    remember: ({ id }, isOpen) => void opened.set(id, isOpen),
    dispose() {
      for (const part of [watcher, changed, updated, ...subscriptions]) part.dispose();
    },
  };
}

function roots({ list }: AccountDataSet, options: AppRowsOptions): readonly TreeRow[] {
  const [first, ...others] = list;
  if (first === undefined) return [];
  if (others.length > 0) return list.map((account) => accountNode(options, account));
  void first.start();
  return isWelcome(first) ? [] : appRows(options, first, undefined, first.account.key);
}

/** VS Code shows no rows at all if two have the same id, as when the gateway lists an installation twice. */
function distinctRows(rows: readonly TreeRow[]): TreeRow[] {
  const distinct = [...new Map(rows.map((row) => [row.id, row])).values()];
  for (const row of distinct) markShown(row);
  return distinct;
}

/** Whether a welcome view instead of rows shows a single account's state: no apps, or offline with nothing cached. */
export function isWelcome({ apps: { state } }: AccountData): boolean {
  if (state.status === 'ready') return state.value.apps.size === 0;
  return (
    state.status === 'failed' &&
    state.value === undefined &&
    (state.error.kind === 'offline' || state.error.kind === 'timeout')
  );
}
