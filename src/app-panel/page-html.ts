import type * as vscode from 'vscode';
import { webviewHtml } from '../vscode/webview-html.ts';
import type { PanelMemory, Reply } from './protocol.ts';

/** Returns the HTML of an app's panel; `known`, the state when the panel opens, comes with it. */
export function pageHtml(extensionUri: vscode.Uri, { account, app, tab }: PanelMemory, known?: Reply<'ready'>): string {
  return webviewHtml({
    extensionUri,
    title: known?.state.header.name ?? app,
    root: { id: 'panel', data: { account, app, tab } },
    known,
  });
}
