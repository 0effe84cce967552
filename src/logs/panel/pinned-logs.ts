import * as vscode from 'vscode';
import type { AppRef } from '../../apps/model/app-ref.ts';
import { pinnedLogsType } from '../../contributions.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { Shared } from '../../shared.ts';
import { plain } from '../../vscode/text.ts';
import { pinnedLogsMemory, type PinnedLogsMemory } from '../log-protocol.ts';
import { parseFilter } from '../model/filter-text.ts';
import type { FilledLogs, LogsWebview } from './logs-webview.ts';
import type { ShownLogs } from './shown-logs.ts';

export interface PinnedLogsOptions {
  readonly shared: Pick<Shared, 'context' | 'data'>;
  readonly newLogs: (changed: () => void) => ShownLogs;
  /** Fills a tab; `memory` is what brings it back. */
  readonly fill: (target: LogsWebview, shown: ShownLogs, memory: () => PinnedLogsMemory | null) => FilledLogs;
}

/** The editor tabs that show logs, each with its own lines. */
export interface PinnedLogs extends Disposable {
  /** Opens a tab with the same logs. */
  open(from: ShownLogs): void;
  /** Fills a tab of the time before a reload, or closes it if its account is gone. `state` is what its page kept. */
  restore(panel: vscode.WebviewPanel, state: unknown): void;
  /** The logs of the open tabs. */
  readonly all: readonly ShownLogs[];
  /** Tells all pages that something changed. */
  changed(): void;
  /** Closes the tabs of accounts that are gone. */
  closeGone(): void;
}

interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly shown: ShownLogs;
  readonly filled: FilledLogs;
}

/** Creates the tabs, of which none is open. */
export function createPinnedLogs({ shared: { context, data }, newLogs, fill }: PinnedLogsOptions): PinnedLogs {
  const tabs = new Set<Tab>();

  function fillTab(
    panel: vscode.WebviewPanel,
    app: AppRef,
    memory: Omit<PinnedLogsMemory, 'account' | 'app' | 'name'>,
  ) {
    const { filter, ...arrangement } = memory;
    const shown = newLogs(() => filled.changed());
    const target: LogsWebview = {
      webview: panel.webview,
      isVisible: () => panel.visible,
      onDidChangeVisibility: (listener) => panel.onDidChangeViewState(listener),
    };
    const filled = fill(target, shown, () => memoryOf(shown));
    panel.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'panel-icon.svg');
    shown.arrange(arrangement);
    shown.show(app, parseFilter(filter).filter);
    const tab: Tab = { panel, shown, filled };
    tabs.add(tab);
    panel.onDidDispose(() => {
      tabs.delete(tab);
      filled.dispose();
      shown.dispose();
    });
  }

  return {
    open(from) {
      const memory = memoryOf(from);
      if (from.app === undefined || memory === null) return;
      const title = vscode.l10n.t('Logs of {0}', plain(from.app.name));
      const panel = vscode.window.createWebviewPanel(pinnedLogsType, title, vscode.ViewColumn.Active, {});
      fillTab(panel, from.app, arrangedAs(memory));
    },
    restore(panel, state) {
      const memory = pinnedLogsMemory.safeParse(state);
      const account = memory.success ? data.get(memory.data.account) : undefined;
      if (!memory.success || account === undefined) {
        panel.dispose();
        return;
      }
      void account.start();
      const { app: id, name } = memory.data;
      fillTab(panel, { data: account, id, name }, arrangedAs(memory.data));
    },
    get all() {
      return [...tabs].map(({ shown }) => shown);
    },
    changed() {
      for (const { filled } of tabs) filled.changed();
    },
    closeGone() {
      for (const { panel, shown } of [...tabs])
        if (shown.app !== undefined && data.get(shown.app.data.account.key) !== shown.app.data) panel.dispose();
    },
    dispose() {
      for (const { panel } of [...tabs]) panel.dispose();
    },
  };
}

function memoryOf({ app, text, arrangement }: ShownLogs): PinnedLogsMemory | null {
  if (app === undefined) return null;
  const { isGrouped, isWrapped, isUtc, shows } = arrangement;
  return {
    account: app.data.account.key,
    app: app.id,
    name: app.name,
    filter: text,
    isGrouped,
    isWrapped,
    isUtc,
    shows,
  };
}

/** A memory without whose logs it is of. */
function arrangedAs({ filter, isGrouped, isWrapped, isUtc, shows }: PinnedLogsMemory) {
  return { filter, isGrouped, isWrapped, isUtc, shows };
}
