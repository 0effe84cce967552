import type * as vscode from 'vscode';
import type { ForgeError } from '../core/errors.ts';
import { openPageChannel } from '../vscode/page-channel.ts';
import type { Handlers } from './panel-parts.ts';
import { type Failure, type HostMessage, type PanelState, requests, type Tab } from './protocol.ts';

export interface Channel {
  /** Sends the page the parts of the state that changed. */
  changed(state: Partial<PanelState>): void;
  showTab(tab: Tab): void;
  dispose(): void;
}

/** Answers the requests of a panel's page; see `openPageChannel`. */
export function openChannel(
  webview: vscode.Webview,
  handlers: Handlers,
  toFailure: (error: ForgeError) => Failure,
  onError: (doing: string, error: unknown) => void,
): Channel {
  const channel = openPageChannel({ webview, requests, handlers, toFailure, onError });
  const tell = (message: HostMessage) => channel.tell(message);
  return {
    changed: (state) => tell({ event: 'changed', state }),
    showTab: (tab) => tell({ event: 'tab', tab }),
    dispose: () => channel.dispose(),
  };
}
