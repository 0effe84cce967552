import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { AccountData } from '../model/account-data.ts';
import type { Pins } from '../model/view-additions.ts';
import { accountNode } from './account-node.ts';
import { type AppRowsOptions, appRows } from './app-rows.ts';
import type { ArrangementMemory } from './arrangement-memory.ts';
import { markShown, type TreeHost, type TreeRow } from '../../vscode/tree-row.ts';
import { createRowLimits } from './row-limits.ts';

/** Longest time between a page's arrival and its rows, in milliseconds: pages that come fast are drawn together. */
const redrawMs = 150;

export interface AppsTreeOptions {
  readonly accounts: Accounts;
  readonly data: AccountDataSet;
  readonly pins: Pins;
  readonly arrangement: ArrangementMemory;
}

/** The rows of the view *Apps*. */
export interface AppsTree extends vscode.TreeDataProvider<TreeRow> {
  getChildren(node?: TreeRow): Promise<TreeRow[]>;
  getTreeItem(node: TreeRow): vscode.TreeItem;
  getParent(node: TreeRow): TreeRow | undefined;
  /**
   * Remembers that a row was opened or closed, which VS Code forgets when the row is away for a while, as by a filter.
   */
  remember(node: TreeRow, isOpen: boolean): void;
  dispose(): void;
}

/** The tree over everyone's apps: one branch an account, or the apps themselves where there is just one account. */
export function createAppsTree({ accounts, data, pins, arrangement }: AppsTreeOptions): AppsTree {
  const changed = new vscode.EventEmitter<TreeRow | undefined>();
  const kept = new Map<string, TreeRow>();
  const disposables: Disposable[] = [changed];
  const opened = new Map<string, boolean>();
  const followed = new Map<string, Disposable>();
  let redraw: NodeJS.Timeout | undefined;

  const host: TreeHost = {
    keep(id, make) {
      const node = kept.get(id) ?? make(id);
      kept.set(id, node);
      return node;
    },
    changed: (node) => changed.fire(node),
  };
  const limits = createRowLimits(redrawAll);
  const options: AppRowsOptions = {
    host,
    limits,
    arrangement: () => arrangement.current,
    isInWorkspace: ({ id }) => pins.has(id),
  };

  function redrawAll(): void {
    clearTimeout(redraw);
    redraw = undefined;
    changed.fire(undefined);
  }

  function rearrange(): void {
    limits.reset();
    redrawAll();
  }

  function redrawSoon(): void {
    redraw ??= setTimeout(redrawAll, redrawMs);
  }

  /** Draws the first news of a list at once and what follows together with what comes with it. */
  function follow(account: AccountData): void {
    let drawn: unknown;
    const subscription = account.apps.onDidChange(() => {
      const { status, value } = account.apps.state;
      const isNews = status !== 'loading' || (drawn === undefined && value !== undefined);
      drawn = value;
      if (isNews) redrawAll();
      else redrawSoon();
    });
    const removals = account.removals.onDidChange(redrawAll);
    followed.set(account.account.key, vscode.Disposable.from(subscription, removals));
  }

  function followAccounts(): void {
    const keys = new Set(data.list.map(({ account }) => account.key));
    for (const [key, subscription] of followed) {
      if (keys.has(key)) continue;
      subscription.dispose();
      followed.delete(key);
      for (const rows of [kept, opened])
        for (const id of rows.keys()) if (id === key || id.startsWith(`${key}/`)) rows.delete(id);
    }
    for (const account of data.list) if (!followed.has(account.account.key)) follow(account);
    redrawAll();
  }

  function roots(): readonly TreeRow[] {
    const [first, ...others] = data.list;
    if (first === undefined) return [];
    if (others.length > 0) return data.list.map((account) => accountNode(options, account));
    void first.start();
    return isWelcome(first) ? [] : appRows(options, first, undefined, first.account.key);
  }

  disposables.push(data.onDidChange(followAccounts), arrangement.onDidChange(rearrange), pins.onDidChange(redrawAll));
  followAccounts();

  return {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      await accounts.loaded;
      const rows = node === undefined ? roots() : (node.children?.() ?? []);
      // VS Code shows nothing at all where two rows have one id, as of an installation that the gateway lists twice.
      const distinct = [...new Map(rows.map((row) => [row.id, row])).values()];
      for (const row of distinct) markShown(row);
      return distinct;
    },
    getTreeItem(node) {
      const item = node.item();
      const isOpen = opened.get(node.id);
      if (isOpen !== undefined && node.children)
        item.collapsibleState = isOpen
          ? vscode.TreeItemCollapsibleState.Expanded
          : vscode.TreeItemCollapsibleState.Collapsed;
      return item;
    },
    resolveTreeItem(item, node) {
      const tooltip = node.tooltip?.();
      if (tooltip) item.tooltip = tooltip;
      return item;
    },
    getParent: (node) => node.parent,
    remember: ({ id }, isOpen) => void opened.set(id, isOpen),
    dispose() {
      clearTimeout(redraw);
      for (const disposable of [...disposables, ...followed.values()]) disposable.dispose();
    },
  };
}

/**
 * Whether a single account's state is shown by a welcome view instead of rows: no apps, or offline with nothing
 * remembered.
 */
export function isWelcome({ apps: { state } }: AccountData): boolean {
  if (state.status === 'ready') return state.value.apps.size === 0;
  return (
    state.status === 'failed' &&
    state.value === undefined &&
    (state.error.kind === 'offline' || state.error.kind === 'timeout')
  );
}
