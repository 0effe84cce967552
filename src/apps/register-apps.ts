import * as vscode from 'vscode';
import type { AppActions } from '../app-actions.ts';
import { views } from '../contributions.ts';
import type { Shared } from '../shared.ts';
import { targetOf } from '../vscode/command-input.ts';
import type { TreeRow } from '../vscode/tree-row.ts';
import { accountFor } from './account-for-app.ts';
import { appCommands } from './app-commands.ts';
import { createChoose } from './choose-app.ts';
import type { EditDetails } from './edit-details.ts';
import { explainKinds } from './kinds-of-apps.ts';
import type { EnvironmentNotes, Pins, ViewBadgeSource, ViewNotice } from './model/view-additions.ts';
import { type AppsTree, createAppsTree } from './tree/apps-tree.ts';
import { createAppsView } from './tree/apps-view.ts';
import { arrangementKey, createArrangementMemory } from './tree/arrangement-memory.ts';
import { treeCommands } from './tree/tree-commands.ts';

/** What other features add to the view *Apps*. */
export interface AppsAdditions {
  readonly pins: Pins;
  readonly environmentNotes: EnvironmentNotes;
  /** The notice above the rows. */
  readonly waiting: ViewNotice;
  readonly badge: ViewBadgeSource;
}

/** Registers the view *Apps*, the commands for apps, and the actions that choose apps. */
export function registerApps(
  shared: Shared,
  { pins, environmentNotes, waiting, badge }: AppsAdditions,
): {
  readonly actions: Pick<
    AppActions,
    | 'selected'
    | 'explainKinds'
    | 'editDetail'
    | 'accountFor'
    | 'chooseApp'
    | 'chooseApps'
    | 'chooseEnvironment'
    | 'chooseAccount'
  >;
  readonly tree: AppsTree;
  readonly view: vscode.TreeView<TreeRow>;
} {
  const { context, accounts, data, prompts } = shared;
  context.globalState.setKeysForSync([arrangementKey]);
  const arrangement = createArrangementMemory(context.globalState);
  const tree = createAppsTree({ accounts, data, pins, environmentNotes, arrangement });
  const appsView = createAppsView({ tree, accounts, data, arrangement, waiting, badge });
  const { view } = appsView;
  const showView = () => vscode.commands.executeCommand(`${views.apps}.focus`);
  shared.own(tree, appsView);
  shared.commands(appCommands(shared));
  shared.commands(treeCommands({ shared, arrangement, view, showView }));
  let editing: Promise<EditDetails> | undefined;
  const selected = () => view.selection.flatMap((row) => targetOf(row, data));
  return {
    actions: {
      selected,
      explainKinds: () => explainKinds(prompts),
      async editDetail(app, detail) {
        editing ??= import('./edit-details.ts').then(({ createEditDetails }) => createEditDetails(shared));
        await (await editing).edit(app, detail);
      },
      accountFor: (id) => accountFor(id, data, prompts),
      ...createChoose(data, prompts),
    },
    tree,
    view,
  };
}
