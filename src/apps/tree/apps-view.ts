import * as vscode from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { type ContextKeys, views } from '../../contributions.ts';
import type { Disposable } from '../../core/emitter.ts';
import { setContext } from '../../vscode/set-context.ts';
import { count, plain, relativeTime } from '../../vscode/text.ts';
import { type AppsTree, isWelcome } from './apps-tree.ts';
import { arrange, type Arrangement } from '../model/arrange.ts';
import type { ViewBadgeSource, ViewNotice } from '../model/view-additions.ts';
import { searchContext } from './search-words.ts';
import type { ArrangementMemory } from './arrangement-memory.ts';
import type { TreeRow } from '../../vscode/tree-row.ts';

/** How often the ages in the view are updated, in milliseconds. */
const agingMs = 60_000;

export interface AppsView extends Disposable {
  readonly view: vscode.TreeView<TreeRow>;
}

export interface AppsViewOptions {
  readonly tree: AppsTree;
  readonly accounts: Accounts;
  readonly data: AccountDataSet;
  readonly arrangement: ArrangementMemory;
  readonly waiting: ViewNotice;
  readonly badge: ViewBadgeSource;
}

/** Creates the view *Apps* with its message, and sets the context keys that select welcome views and title buttons. */
export function createAppsView({ tree, accounts, data, arrangement, waiting, badge }: AppsViewOptions): AppsView {
  const view = vscode.window.createTreeView(views.apps, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });

  let loaded: (() => void) | undefined;

  /** Shows the view's progress bar while apps are fetched, which happens only once the view was shown. */
  function showProgress(): void {
    const isLoading = data.list.some(({ apps }) => apps.state.status === 'loading');
    if (isLoading && view.visible && loaded === undefined) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      loaded = () => resolve(undefined);
      void vscode.window.withProgress({ location: { viewId: views.apps } }, () => promise);
    }
    if (isLoading) return;
    loaded?.();
    loaded = undefined;
  }

  function update(): void {
    showProgress();
    view.message = message(data, arrangement.current, waiting.text);
    setContext('forgeConsole.signedIn', data.list.length > 0);
    setContext('forgeConsole.filtered', arrangement.current.filter !== '');
    setContext('forgeConsole.welcome', welcome(data));
  }

  const subscriptions: Disposable[] = [
    view,
    view.onDidExpandElement(({ element }) => tree.remember(element, true)),
    view.onDidCollapseElement(({ element }) => tree.remember(element, false)),
    tree.onDidUpdate(update),
    waiting.onDidChange(update),
    badge.onDidChange(() => (view.badge = badge.badge())),
  ];
  const aging = setInterval(update, agingMs);
  void accounts.loaded.then(update);
  return {
    view,
    dispose() {
      clearInterval(aging);
      loaded?.();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** The welcome view that is shown if there are no rows: the value of the context key `forgeConsole.welcome`. */
export function welcome({ list }: AccountDataSet): ContextKeys['forgeConsole.welcome'] {
  const [only, ...others] = list;
  if (only === undefined) return 'signedOut';
  if (others.length > 0 || !isWelcome(only)) return 'none';
  return only.apps.state.status === 'ready' ? 'noApps' : 'offline';
}

/** The message above the rows: how the list differs from the plain one. */
function message({ list }: AccountDataSet, arrangement: Arrangement, rateLimit: string | undefined): string {
  const groups = {
    type: vscode.l10n.t('Grouped by type'),
    distribution: vscode.l10n.t('Grouped by distribution'),
    atlassianApp: vscode.l10n.t('Grouped by Atlassian app'),
  };
  const { filter, sort, group } = arrangement;
  const all = sum(list.map(({ apps }) => apps.state.value?.apps.size ?? 0));
  const fitting = () =>
    sum(list.map((data) => arrange(data.apps.state.value?.apps ?? [], arrangement, searchContext(data)).length));
  const parts = [
    ...(filter === '' ? [] : [vscode.l10n.t('Filter “{0}”: {1} of {2}', plain(filter), count(fitting()), count(all))]),
    ...(sort === 'name' ? [vscode.l10n.t('Sorted by name')] : []),
    ...(group === 'none' ? [] : [groups[group]]),
    ...staleness(list),
    ...(rateLimit === undefined ? [] : [rateLimit]),
  ];
  return list.length === 0 ? '' : parts.join(' · ');
}

const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);

/** The age of cached lists. */
function staleness(list: AccountDataSet['list']): string[] {
  const stale = list.flatMap(({ apps: { state } }) =>
    state.value?.source === 'cache' || state.status === 'failed' ? (state.at ?? []) : [],
  );
  const oldest = stale.sort((a, b) => a.getTime() - b.getTime())[0];
  return oldest === undefined ? [] : [vscode.l10n.t('Last refreshed {0}', relativeTime(oldest))];
}
