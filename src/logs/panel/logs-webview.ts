import * as vscode from 'vscode';
import type { Disposable } from '../../core/emitter.ts';
import { failureView } from '../../vscode/failure-view.ts';
import { openPageChannel } from '../../vscode/page-channel.ts';
import { webviewHtml } from '../../vscode/webview-html.ts';
import { type LogPageEvent, logPageRequests } from '../log-protocol.ts';
import type { LogHandlers } from './log-handlers.ts';
import type { ShownLogs } from './shown-logs.ts';

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
  readonly onError: (doing: string, error: unknown) => void;
}

export interface FilledLogs extends Disposable {
  /** Tells the page soon that its state changed. */
  changed(): void;
}

/** Fills a webview with the page of logs and keeps it up to date until it is closed. */
export function fillLogsWebview(target: LogsWebview, options: LogsWebviewOptions): FilledLogs {
  const { extensionUri, shown, handlers, waiting, onError } = options;
  const { webview } = target;
  let telling: NodeJS.Timeout | undefined;
  const channel = openPageChannel({
    webview,
    requests: logPageRequests,
    handlers: {
      ready: () => ({ state: shown.state(), waiting: waiting(), translations: { ...vscode.l10n.bundle } }),
      ...handlers,
    },
    toFailure: failureView,
    onError,
  });

  function tell(): void {
    telling = undefined;
    if (!target.isVisible()) return;
    const event: LogPageEvent = { event: 'changed', state: shown.state(), waiting: waiting() };
    channel.tell(event);
  }

  function watch(): void {
    if (!target.isVisible()) shown.watch('hidden');
    else shown.watch(vscode.window.state.focused ? 'visible' : 'background');
  }

  webview.options = { enableScripts: true, enableCommandUris: false, localResourceRoots: [] };
  webview.html = webviewHtml({
    extensionUri,
    title: vscode.l10n.t('Forge Logs'),
    root: { id: 'logs', data: {} },
  });
  const following = [target.onDidChangeVisibility(watch), vscode.window.onDidChangeWindowState(watch)];
  watch();
  return {
    changed: () => void (telling ??= setTimeout(tell, gatherMs)),
    dispose() {
      clearTimeout(telling);
      for (const one of following) one.dispose();
      channel.dispose();
      shown.watch('hidden');
    },
  };
}
