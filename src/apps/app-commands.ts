import * as vscode from 'vscode';
import { tabs } from '../app-panel/tabs.ts';
import { consoleLink, consolePage } from '../core/console-links.ts';
import type { Shared } from '../shared.ts';
import type { CommandHandlers } from '../vscode/command-input.ts';
import type { Target, Targets } from '../vscode/target.ts';
import { plain } from '../vscode/text.ts';

import { changeAccount } from './account-for-app.ts';
import { explainDisabled, sayObstacle } from './explain-disabled.ts';

type Id =
  | 'forgeConsole.apps.explainKinds'
  | `forgeConsole.app.${'open' | 'copyId' | 'openInConsole' | 'showManifest'}`
  | `forgeConsole.app.${'rename' | 'editDescription' | 'explainDisabled' | 'changeAccount'}`
  | 'forgeConsole.environment.copyId'
  | `forgeConsole.site.${'mark' | 'unmark'}`
  | 'forgeConsole.workspace.manageTrust';

/** Handlers of the commands for one app or environment. */
export function appCommands(shared: Shared): CommandHandlers<Id> {
  return {
    'forgeConsole.apps.explainKinds': () => shared.actions.explainKinds(),
    async 'forgeConsole.app.open'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Open App'));
      const page = pageOf(targets?.[0]);
      if (app)
        await shared.actions.open(
          app,
          tabs.find((tab) => tab === page),
        );
    },
    async 'forgeConsole.app.copyId'(targets) {
      const [target] = targets ?? [];
      if (target?.kind === 'unlisted') return copy(target.id, vscode.l10n.t('App ID copied'));
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Copy App ID'));
      if (app) await copy(app.id, vscode.l10n.t('App ID of {0} copied', plain(app.name)));
    },
    async 'forgeConsole.environment.copyId'(targets) {
      const chosen = await shared.actions.chooseEnvironment(targets, vscode.l10n.t('Copy Environment ID'));
      if (chosen === undefined) return;
      const { id, key } = chosen.environment;
      await copy(id, vscode.l10n.t('Environment ID of {0} copied', plain(key)));
    },
    'forgeConsole.site.mark': (targets) => markSites(targets, true),
    'forgeConsole.site.unmark': (targets) => markSites(targets, false),
    'forgeConsole.app.openInConsole': (targets) => openInConsole(targets, shared),
    async 'forgeConsole.app.showManifest'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Reveal Manifest'));
      if (app && !(await sayObstacle('manifest', app, shared.prompts))) await shared.actions.showManifest(app);
    },
    async 'forgeConsole.app.rename'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Rename App'));
      if (app) await shared.actions.editDetail(app, 'name');
    },
    async 'forgeConsole.app.editDescription'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Edit Description'));
      if (app) await shared.actions.editDetail(app, 'description');
    },
    async 'forgeConsole.app.explainDisabled'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Why Are Some Commands Disabled?'));
      if (app) await explainDisabled(app, shared.prompts);
    },
    async 'forgeConsole.app.changeAccount'(targets) {
      const app = await shared.actions.chooseApp(targets, vscode.l10n.t('Change Account for App'));
      if (app) await changeAccount(app, shared.data, shared.prompts);
    },
    'forgeConsole.workspace.manageTrust': () => vscode.commands.executeCommand('workbench.trust.manage'),
  };
}

async function markSites(targets: Targets, isMine: boolean): Promise<void> {
  for (const target of targets ?? []) {
    if (target.kind !== 'installation' || target.installation.siteId === undefined) continue;
    await target.data.mySites.mark([target.installation.siteId], isMine);
  }
}

async function openInConsole(targets: Targets, { actions, prompts }: Shared): Promise<void> {
  const app = await actions.chooseApp(targets, vscode.l10n.t('Open in the Developer Console'));
  if (app === undefined) return;
  if (app.data.account.kind === 'sample') {
    const text = vscode.l10n.t('{0} is a sample app, so it isn’t in the developer console.', plain(app.name));
    await prompts.message(text, [], { severity: 'info' });
    return;
  }
  const page = consolePage(pageOf(targets?.[0]));
  await prompts.openExternal(consoleLink(app.data.account, app.id, page));
}

/** The developer console page for what a command was invoked on. */
function pageOf(target: Target | undefined) {
  return target && 'page' in target ? target.page : undefined;
}

async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${said}`, 3000);
}
