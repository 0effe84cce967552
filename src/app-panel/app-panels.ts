import * as vscode from 'vscode';
import type { AccountDataSet } from '../accounts/account-data-set.ts';
import type { Disposable } from '../core/emitter.ts';
import { type AppAri, isAppAri } from '../core/ids.ts';
import type { AccountData } from '../apps/model/account-data.ts';
import type { Output } from '../vscode/output.ts';
import type { Prompts } from '../vscode/prompts.ts';
import type { Manifests } from '../manifest/workspace/manifests.ts';
import type { AppPanel } from './app-panel.ts';
import type { AuditArchives } from '../audit-logs/panel/audit-source.ts';
import type { PanelRateLimit } from './panel-state.ts';
import type { PanelMemory } from './protocol.ts';
import type { Tab } from './tabs.ts';

type FillAppPanel = typeof import('./app-panel.ts').fillAppPanel;

/** Type of the panels, by which VS Code finds who restores one. */
export const appPanelType = 'forgeConsole.app';

export interface AppPanelsOptions {
  readonly extensionUri: vscode.Uri;
  /** Settles when those who were signed in at the last time are there again. */
  readonly ready: Promise<unknown>;
  readonly data: AccountDataSet;
  readonly manifests: Manifests;
  readonly archives: AuditArchives;
  readonly rateLimit: PanelRateLimit;
  readonly prompts: Prompts;
  readonly output: Output;
  readonly signIn: (email?: string) => Promise<unknown>;
}

/** The app panels that are open, at most one an app. */
export interface AppPanels extends Disposable {
  /** Opens an app's panel, or brings it to the front; on a tab if one is given. */
  readonly open: (data: AccountData, appId: AppAri, tab?: Tab) => Promise<void>;
  /** Closes an app's panel, if it is open: the app is gone. */
  readonly close: (data: AccountData, appId: AppAri) => void;
}

/** Makes panels, restores those of the last session, and closes those of an account that signs out. */
export function createAppPanels(options: AppPanelsOptions): AppPanels {
  const open = new Map<string, { panel: AppPanel; data: AccountData }>();

  function fill(
    fillAppPanel: FillAppPanel,
    webviewPanel: vscode.WebviewPanel,
    data: AccountData,
    appId: AppAri,
    tab: Tab,
  ): void {
    const key = panelKey(data, appId);
    const memory: PanelMemory = { account: data.account.key, app: appId, tab };
    const panel = fillAppPanel(webviewPanel, memory, {
      ...options,
      data,
      appId,
      translations: vscode.l10n.bundle ?? {},
    });
    open.set(key, { panel, data });
    panel.onDidDispose(() => open.delete(key));
  }

  const restoring = vscode.window.registerWebviewPanelSerializer(appPanelType, {
    async deserializeWebviewPanel(webviewPanel, state: unknown) {
      const [{ panelMemory }, { fillAppPanel }] = await Promise.all([
        import('./protocol.ts'),
        import('./app-panel.ts'),
        options.ready,
      ]);
      const memory = panelMemory.safeParse(state);
      const data = memory.success ? options.data.get(memory.data.account) : undefined;
      // The account is gone or its gateway is another one: there is nothing to show.
      if (!memory.success || data === undefined || !isAppAri(memory.data.app)) webviewPanel.dispose();
      else {
        void data.start();
        fill(fillAppPanel, webviewPanel, data, memory.data.app, memory.data.tab);
      }
    },
  });

  const following = options.data.onDidChange(() => {
    for (const { panel, data } of [...open.values()]) if (options.data.get(data.account.key) !== data) panel.dispose();
  });

  return {
    async open(data, appId, tab) {
      // Loaded with the first panel.
      const { fillAppPanel } = await import('./app-panel.ts');
      const known = open.get(panelKey(data, appId));
      if (known) {
        known.panel.reveal(tab);
        return;
      }
      const title = data.apps.state.value?.apps.get(appId)?.name ?? vscode.l10n.t('App');
      // What is fetched while the panel opens comes with its first state.
      fill(
        fillAppPanel,
        vscode.window.createWebviewPanel(appPanelType, title, vscode.ViewColumn.Active, {}),
        data,
        appId,
        tab ?? 'overview',
      );
    },
    close: (data, appId) => open.get(panelKey(data, appId))?.panel.dispose(),
    dispose() {
      restoring.dispose();
      following.dispose();
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

function panelKey(data: AccountData, appId: AppAri): string {
  return `${data.account.key} ${appId}`;
}
