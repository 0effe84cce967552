import { l10n, type TreeView } from 'vscode';
import type { AccountDataSet } from '../../accounts/account-data-set.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { GroupKey, SortKey } from '../model/arrange.ts';
import type { ArrangementMemory } from './arrangement-memory.ts';
import type { TreeNode } from './tree-node.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import { type Choose, isRow } from '../choose-app.ts';
import type { CommandGroup } from '../../vscode/register-commands.ts';

export interface TreeCommandsOptions {
  readonly accounts: Accounts;
  readonly data: AccountDataSet;
  readonly arrangement: ArrangementMemory;
  readonly choose: Choose;
  readonly prompts: Prompts;
  /** Shows the view *Apps*, so that what a command changes in it is seen. */
  readonly showView: () => PromiseLike<unknown>;
  readonly view: Pick<TreeView<TreeNode>, 'reveal'>;
}

type Id =
  `forgeConsole.${'refresh' | 'refreshApp' | 'refreshRow' | 'retry' | 'showMoreApps' | 'filter' | 'editFilter' | 'clearFilter' | 'sort' | 'group'}`;

/** Refreshing and arranging the tree. */
export function treeCommands({
  accounts,
  data,
  arrangement,
  choose,
  prompts,
  showView,
  view,
}: TreeCommandsOptions): CommandGroup<Id> {
  async function refreshAll(): Promise<void> {
    await accounts.reload();
    await Promise.all(data.list.map((one) => one.refresh()));
  }

  async function refreshRow(argument: unknown): Promise<void> {
    await (isRow(argument) && typeof argument.refresh === 'function' ? argument.refresh() : refreshAll());
  }

  async function filter(): Promise<void> {
    // Shown first: it takes the focus, which the box must have.
    await showView();
    const before = arrangement.current.filter;
    const typed = await prompts.input({
      title: l10n.t('Filter Apps'),
      prompt: l10n.t('Part of a name, an app ID or a scope'),
      placeholder: l10n.t('For example: issue, 8a3f, read:jira-work'),
      value: before,
      onChange: (value) => void arrangement.change({ filter: value.trim() }),
    });
    await arrangement.change({ filter: typed?.trim() ?? before });
  }

  return {
    'forgeConsole.refresh': refreshAll,
    async 'forgeConsole.refreshApp'() {
      const chosen = await choose.app(undefined, l10n.t('Refresh App'));
      if (chosen === undefined) return;
      const owner = data.get(chosen.account.key);
      await Promise.all([owner?.apps.refreshApp(chosen.app.id), owner?.details(chosen.app.id).refresh()]);
    },
    'forgeConsole.refreshRow': refreshRow,
    'forgeConsole.retry': refreshRow,
    async 'forgeConsole.showMoreApps'(argument) {
      const next = isRow(argument) ? argument.showMore?.() : undefined;
      // The keyboard goes on where the list ended.
      if (next) await view.reveal(next, { focus: true, select: false });
    },
    'forgeConsole.filter': filter,
    'forgeConsole.editFilter': filter,
    'forgeConsole.clearFilter': () => arrangement.change({ filter: '' }),
    async 'forgeConsole.sort'() {
      const choices: readonly [SortKey, string][] = [
        ['updated', l10n.t('Newest update first')],
        ['name', l10n.t('Name')],
      ];
      const sort = await prompts.pick(marked(choices, arrangement.current.sort), { title: l10n.t('Sort Apps By') });
      if (sort) await arrangement.change({ sort });
    },
    async 'forgeConsole.group'() {
      const choices: readonly [GroupKey, string][] = [
        ['none', l10n.t('No groups')],
        ['type', l10n.t('Type (Forge, Connect, OAuth 2.0)')],
        ['distribution', l10n.t('Distribution')],
        ['atlassianApp', l10n.t('Atlassian app')],
      ];
      const group = await prompts.pick(marked(choices, arrangement.current.group), { title: l10n.t('Group Apps By') });
      if (group) await arrangement.change({ group });
    },
  };
}

/** Quick pick items with the present choice marked. */
function marked<T>(choices: readonly (readonly [T, string])[], current: T) {
  return choices.map(([value, label]) => ({ label, value, ...(value === current && { description: l10n.t('now') }) }));
}
