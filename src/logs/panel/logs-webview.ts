import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { failureView } from '../../vscode/failure-view.ts';
import { openPageChannel } from '../../vscode/page-channel.ts';
import { webviewHtml } from '../../vscode/webview-html.ts';
import { type LogPageEvent, logPageRequests, type PinnedLogsMemory } from '../log-protocol.ts';
import type { LogHandlers } from './log-handlers.ts';
import type { ShownLogs } from './shown-logs.ts';
import { followAttention } from './window-attention.ts';

/** How long changes are collected before they are sent to the page together, in milliseconds. */
const gatherMs = 50;

/** A webview that shows logs: the view Forge Logs, or an editor tab. */
export interface LogsWebview {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  readonly onDidChangeVisibility: (listener: () => unknown) => Disposable;
}

export interface LogsWebviewOptions {
  readonly extensionUri: vscode.Uri;
  readonly shown: ShownLogs;
  readonly handlers: LogHandlers;
  /** That requests wait for the rate limit, and how long; null if none does. */
  readonly waiting: () => string | null;
  /** What the page keeps for a reload of the window; null if nothing brings it back. */
  readonly memory: () => PinnedLogsMemory | null;
  readonly onError: (doing: string, error: unknown) => void;
}

export interface FilledLogs extends Disposable {
  /** Tells the page soon that its state changed. */
  changed(): void;
}

/** Fills a webview with the page of logs and keeps it up to date until it is closed. */
export function fillLogsWebview(target: LogsWebview, options: LogsWebviewOptions): FilledLogs {
  const { extensionUri, shown, handlers, waiting, memory, onError } = options;
  const { webview } = target;
  let telling: NodeJS.Timeout | undefined;
  let isOpen = true;
  const page = () => ({ state: shown.state(), waiting: waiting(), memory: memory() });
  const channel = openPageChannel({
    webview,
    requests: logPageRequests,
    handlers: {
      ready: () => ({ ...page(), translations: { ...vscode.l10n.bundle } }),
      ...handlers,
    },
    toFailure: failureView,
    onError,
  });

  function tell(): void {
    telling = undefined;
    if (!target.isVisible()) return;
    const event: LogPageEvent = { event: 'changed', ...page() };
    channel.tell(event);
  }

  webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: [] };
  webview.html = webviewHtml({
    extensionUri,
    title: vscode.l10n.t('Forge Logs'),
    root: { id: 'logs', data: {} },
  });
  const attention = followAttention(target.isVisible, (how) => shown.watch(how));
  const following = [attention, target.onDidChangeVisibility(() => attention.update())];
  return {
    changed() {
      // A webview that is gone must not even be asked whether it is visible.
      if (isOpen) telling ??= setTimeout(tell, gatherMs);
    },
    dispose() {
      isOpen = false;
      clearTimeout(telling);
      for (const one of following) one.dispose();
      channel.dispose();
      shown.watch('hidden');
    },
  };
}
