import * as vscode from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import { isAppAri } from '../core/ids.ts';
import { consoleLink } from '../core/console-links.ts';
import type { AppPanels } from '../app-panel/app-panels.ts';
import { tabs, type Tab } from '../app-panel/tabs.ts';
import type { Prompts } from '../vscode/prompts.ts';
import { plain } from '../vscode/text.ts';
import type { Manifests } from '../manifest/workspace/manifests.ts';
import { type Choose, isRow } from './choose-app.ts';
import type { CommandGroup } from '../vscode/register-commands.ts';

export interface AppCommandsOptions {
  readonly choose: Choose;
  readonly data: AccountDataSet;
  readonly panels: AppPanels;
  readonly manifests: Manifests;
  readonly prompts: Prompts;
}

type Id = `forgeConsole.${'openApp' | 'copyAppId' | 'copyEnvironmentId' | 'openInConsole' | 'revealManifest'}`;

/** What can be done with one app or environment. */
export function appCommands({ choose, data, panels, manifests, prompts }: AppCommandsOptions): CommandGroup<Id> {
  return {
    async 'forgeConsole.openApp'(argument, tab) {
      const chosen = await choose.app(argument, vscode.l10n.t('Open App'));
      const owner = chosen && data.get(chosen.account.key);
      const page = isRow(argument) ? argument.consolePage : typeof tab === 'string' ? tab : undefined;
      if (owner) await panels.open(owner, chosen.app.id, isTab(page) ? page : undefined);
    },
    async 'forgeConsole.copyAppId'(argument) {
      if (typeof argument === 'string' && isAppAri(argument)) {
        await copy(argument, vscode.l10n.t('App ID copied'));
        return;
      }
      const chosen = await choose.app(argument, vscode.l10n.t('Copy App ID'));
      if (chosen) await copy(chosen.app.id, vscode.l10n.t('App ID of {0} copied', plain(chosen.app.name)));
    },
    async 'forgeConsole.copyEnvironmentId'(argument) {
      const chosen = await choose.environment(argument, vscode.l10n.t('Copy Environment ID'));
      if (chosen)
        await copy(chosen.environment.id, vscode.l10n.t('Environment ID of {0} copied', plain(chosen.environment.key)));
    },
    async 'forgeConsole.openInConsole'(argument) {
      const chosen = await choose.app(argument, vscode.l10n.t('Open in the Developer Console'));
      if (chosen === undefined) return;
      if (chosen.account.kind === 'sample') {
        await prompts.message(
          vscode.l10n.t('{0} is a sample app: the developer console does not have it.', plain(chosen.app.name)),
          [],
          { severity: 'info' },
        );
        return;
      }
      await prompts.openExternal(consoleLink(chosen.app.id, isRow(argument) ? argument.consolePage : undefined));
    },
    async 'forgeConsole.revealManifest'(argument) {
      const chosen = await choose.app(argument, vscode.l10n.t('Reveal Manifest'));
      if (chosen === undefined) return;
      const found = manifests.of(chosen.app.id);
      if (found.length === 0) {
        await prompts.message(
          vscode.l10n.t('No manifest.yml in this workspace has the id of {0}.', plain(chosen.app.name)),
          [],
          { severity: 'info' },
        );
        return;
      }
      const items = found.map((manifest) => ({
        label: plain(vscode.workspace.asRelativePath(manifest.uri)),
        value: manifest,
      }));
      const manifest =
        found.length === 1 ? found[0] : await prompts.pick(items, { title: vscode.l10n.t('Reveal Manifest') });
      if (manifest === undefined) return;
      const at = new vscode.Position(manifest.at.line, manifest.at.character);
      await vscode.window.showTextDocument(manifest.uri, { selection: new vscode.Range(at, at) });
    },
  };
}

async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${said}`, 3000);
}

function isTab(page: string | undefined): page is Tab {
  return tabs.some((tab) => tab === page);
}
