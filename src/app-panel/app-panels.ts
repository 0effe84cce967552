import * as vscode from 'vscode';
import type { AccountData } from '../apps/model/account-data.ts';
import type { AppRef } from '../apps/model/app-ref.ts';
import { appPanelType } from '../contributions.ts';
import type { Disposable } from '../core/emitter.ts';
import { type AppAri, isAppAri } from '../core/ids.ts';
import type { Shared } from '../shared.ts';
import type { AppPanel } from './app-panel.ts';
import type { MakePanelPart, MakePanelParts, PanelParts } from './panel-parts.ts';
import type { PanelMemory } from './protocol.ts';
import type { Tab } from './tabs.ts';

/** Imports each feature's part when the first panel opens. */
export type LoadPanelParts = { readonly [F in keyof PanelParts]: () => Promise<MakePanelPart<F>> };

/** The open app panels, at most one per app. */
export interface AppPanels extends Disposable {
  /** Opens an app's panel, or brings it to the front; on the given tab if any. */
  readonly open: (data: AccountData, appId: AppAri, tab?: Tab) => Promise<void>;
  /** Closes an app's panel if it is open. */
  readonly close: (data: AccountData, appId: AppAri) => void;
  /** The app whose panel is the active editor. */
  readonly active: () => AppRef | undefined;
  /**
   * Fills a panel of the time before a reload, once the accounts are there, or closes it if its account is gone. `state`
   * is what its page kept.
   */
  readonly restore: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
}

/**
 * Creates panels, restores those of the last session, and closes an account's panels when it signs out. `ready` settles
 * when the accounts of the last session are restored.
 */
export function createAppPanels(shared: Shared, ready: Promise<unknown>, load: LoadPanelParts): AppPanels {
  const open = new Map<string, { panel: AppPanel; data: AccountData; appId: AppAri }>();
  let loading: Promise<Loaded> | undefined;
  const loaded = () => (loading ??= loadPanel(load));

  function fill(
    { fillAppPanel, makeParts }: Loaded,
    panel: vscode.WebviewPanel,
    { account, app, tab }: { account: AccountData; app: AppAri; tab: Tab },
  ): void {
    const key = panelKey(account, app);
    const memory: PanelMemory = { account: account.account.key, app, tab };
    const filled = fillAppPanel(panel, memory, { shared, data: account, appId: app, makeParts });
    open.set(key, { panel: filled, data: account, appId: app });
    filled.onDidDispose(() => open.delete(key));
  }

  async function restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const closed = new AbortController();
    const closing = panel.onDidDispose(() => closed.abort());
    const [{ panelMemory }, parts] = await Promise.all([import('./protocol.ts'), loaded(), ready]);
    closing.dispose();
    // Somebody closed it meanwhile.
    if (closed.signal.aborted) return;
    const memory = panelMemory.safeParse(state);
    const data = memory.success ? shared.data.get(memory.data.account) : undefined;
    // The account is gone or the gateway is a different one: there is nothing to show.
    if (!memory.success || data === undefined || !isAppAri(memory.data.app)) {
      panel.dispose();
      return;
    }
    const { app, tab } = memory.data;
    const known = open.get(panelKey(data, app));
    // VS Code restores a tab when it is first looked at: the app may have been opened anew before.
    if (known) {
      panel.dispose();
      known.panel.reveal();
    } else {
      void data.start();
      fill(parts, panel, { account: data, app, tab });
    }
  }

  const restoring = vscode.window.registerWebviewPanelSerializer(appPanelType, { deserializeWebviewPanel: restore });

  const following = shared.data.onDidChange(() => {
    for (const { panel, data } of [...open.values()]) if (shared.data.get(data.account.key) !== data) panel.dispose();
  });

  return {
    async open(data, appId, tab) {
      const parts = await loaded();
      const known = open.get(panelKey(data, appId));
      if (known) {
        known.panel.reveal(tab);
        return;
      }
      const title = data.apps.state.value?.apps.get(appId)?.name ?? vscode.l10n.t('App');
      const panel = vscode.window.createWebviewPanel(appPanelType, title, vscode.ViewColumn.Active, {});
      // Data that arrives while the panel opens is included in its first state.
      fill(parts, panel, { account: data, app: appId, tab: tab ?? 'overview' });
    },
    active() {
      const active = [...open.values()].find(({ panel }) => panel.isActive);
      return active && { data: active.data, id: active.appId, name: active.panel.name };
    },
    restore,
    close: (data, appId) => open.get(panelKey(data, appId))?.panel.dispose(),
    dispose() {
      restoring.dispose();
      following.dispose();
      for (const { panel } of [...open.values()]) panel.dispose();
    },
  };
}

/** What is imported when the first panel opens. */
interface Loaded {
  readonly fillAppPanel: typeof import('./app-panel.ts').fillAppPanel;
  readonly makeParts: MakePanelParts;
}

async function loadPanel(load: LoadPanelParts): Promise<Loaded> {
  const [{ fillAppPanel }, auditLogs, manifest, connection, logs, deployments, environments, versions, variables] =
    await Promise.all([
      import('./app-panel.ts'),
      load.auditLogs(),
      load.manifest(),
      load.connection(),
      load.logs(),
      load.deployments(),
      load.environments(),
      load.versions(),
      load.variables(),
    ]);
  return {
    fillAppPanel,
    makeParts: { auditLogs, manifest, connection, logs, deployments, environments, versions, variables },
  };
}

function panelKey(data: AccountData, appId: AppAri): string {
  return `${data.account.key} ${appId}`;
}
