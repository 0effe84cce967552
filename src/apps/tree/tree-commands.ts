import { l10n, type TreeView } from 'vscode';
import type { Shared } from '../../shared.ts';
import type { CommandHandlers } from '../../vscode/command-input.ts';
import type { Prompts } from '../../vscode/prompts.ts';
import type { TreeRow } from '../../vscode/tree-row.ts';
import type { GroupKey, SortKey } from '../model/arrange.ts';
import type { ArrangementMemory } from './arrangement-memory.ts';

type Id =
  | `forgeConsole.apps.${'refresh' | 'showMore' | 'filter' | 'changeFilter' | 'clearFilter' | 'sort' | 'group'}`
  | 'forgeConsole.app.refresh'
  | `forgeConsole.row.${'refresh' | 'retry'}`;

export interface TreeCommandsOptions {
  readonly shared: Shared;
  readonly arrangement: ArrangementMemory;
  readonly view: Pick<TreeView<TreeRow>, 'reveal'>;
  /** Shows the view *Apps*, so that the effect of a command is visible. */
  readonly showView: () => PromiseLike<unknown>;
}

/** Handlers of the commands that refresh and arrange the tree. */
export function treeCommands({ shared, arrangement, view, showView }: TreeCommandsOptions): CommandHandlers<Id> {
  const { accounts, data, prompts } = shared;

  async function refreshAll(): Promise<void> {
    await accounts.reload();
    await Promise.all(data.list.map((one) => one.refresh()));
  }

  async function refreshRow(row: TreeRow | undefined): Promise<void> {
    await (row?.refresh ? row.refresh() : refreshAll());
  }

  async function filter(): Promise<void> {
    // The view comes first: showing it takes the focus, which the input box needs.
    await showView();
    await filterApps(arrangement, prompts);
  }

  /** Scrolls to a row. VS Code rejects that while it draws the rows anew, and the rows are there all the same. */
  async function showRow(row: TreeRow, { focus }: { focus: boolean }): Promise<void> {
    await view.reveal(row, { focus, select: false }).then(undefined, () => undefined);
  }

  return {
    'forgeConsole.apps.refresh': refreshAll,
    async 'forgeConsole.app.refresh'(targets) {
      const app = await shared.actions.chooseApp(targets, l10n.t('Refresh App'));
      if (app) await Promise.all([app.data.apps.refreshApp(app.id), app.data.details(app.id).refresh()]);
    },
    'forgeConsole.row.refresh': refreshRow,
    'forgeConsole.row.retry': refreshRow,
    async 'forgeConsole.apps.showMore'(row) {
      const added = row?.showMore?.() ?? [];
      const [first, last] = [added[0], added.at(-1)];
      // The row that was pressed is mostly at the lower edge: revealing the first alone would leave the others below it.
      if (last) await showRow(last, { focus: false });
      // Keyboard navigation continues where the list ended.
      if (first) await showRow(first, { focus: true });
    },
    'forgeConsole.apps.filter': filter,
    'forgeConsole.apps.changeFilter': filter,
    'forgeConsole.apps.clearFilter': () => arrangement.change({ filter: '' }),
    async 'forgeConsole.apps.sort'() {
      const choices: readonly [SortKey, string][] = [
        ['updated', l10n.t('Newest update first')],
        ['name', l10n.t('Name')],
      ];
      const items = marked(choices, arrangement.current.sort);
      const sort = await prompts.pick(items, { title: l10n.t('Sort Apps By') });
      if (sort) await arrangement.change({ sort });
    },
    async 'forgeConsole.apps.group'() {
      const choices: readonly [GroupKey, string][] = [
        ['none', l10n.t('No groups')],
        ['type', l10n.t('Type (Forge, Connect, OAuth 2.0)')],
        ['distribution', l10n.t('Distribution')],
        ['atlassianApp', l10n.t('Atlassian app')],
      ];
      const items = marked(choices, arrangement.current.group);
      const group = await prompts.pick(items, { title: l10n.t('Group Apps By') });
      if (group) await arrangement.change({ group });
    },
  };
}

/** Filters while the user types; cancelling restores the previous filter. */
async function filterApps(arrangement: ArrangementMemory, prompts: Prompts): Promise<void> {
  const before = arrangement.current.filter;
  const typed = await prompts.input({
    title: l10n.t('Filter Apps'),
    prompt: l10n.t('Words from the name, description, type, owner, Marketplace key, ID or scopes, in any order'),
    placeholder: l10n.t('For example: notes jira, com.example, 8a3f, read:jira-work'),
    value: before,
    onChange: (value) => void arrangement.change({ filter: value.trim() }),
  });
  await arrangement.change({ filter: typed?.trim() ?? before });
}

/** Quick pick items with the current choice marked. */
function marked<T>(choices: readonly (readonly [T, string])[], current: T) {
  return choices.map(([value, label]) => ({
    label,
    value,
    ...(value === current && { description: l10n.t('Current') }),
  }));
}
