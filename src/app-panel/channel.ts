import type * as vscode from 'vscode';
import type { z } from 'zod/mini';
import { ForgeError, toForgeError } from '../core/errors.ts';
import {
  type Failure,
  type HostMessage,
  type Params,
  type PanelState,
  type Reply,
  requestMessage,
  type RequestName,
  requests,
  type Tab,
} from './protocol.ts';
import type { Handlers } from './panel-parts.ts';

export interface Channel {
  /** Sends the page the parts of the state that changed. */
  changed(state: Partial<PanelState>): void;
  showTab(tab: Tab): void;
  dispose(): void;
}

/**
 * Answers the page's requests, each with a reply or a failure. Messages from the page are parsed before they are used;
 * one that is not a valid request is reported to `onError` and gets no answer.
 */
export function openChannel(
  webview: vscode.Webview,
  handlers: Handlers,
  toFailure: (error: ForgeError) => Failure,
  onError: (doing: string, error: unknown) => void,
): Channel {
  let isOpen = true;

  /** Drops messages once the page is closed. */
  async function send(message: HostMessage): Promise<void> {
    // Resolves to false while the page is hidden; it asks for its state when it is shown again.
    if (isOpen) await webview.postMessage(message);
  }

  function tell(message: HostMessage): void {
    send(message).catch((error: unknown) => onError('A message to the panel', error));
  }

  async function answer<N extends RequestName>(name: N, raw: unknown): Promise<Reply<N>> {
    const params = requests[name].params.safeParse(raw) as z.core.util.SafeParseResult<Params<N>>;
    if (!params.success)
      throw new ForgeError('unexpected', `the page sent a malformed request "${name}"`, { cause: params.error });
    return handlers[name](params.data);
  }

  async function receive(raw: unknown): Promise<void> {
    const message = requestMessage.safeParse(raw);
    if (!message.success) {
      onError('A message of the panel', message.error);
      return;
    }
    const { id, request, params } = message.data;
    try {
      await send({ id, reply: await answer(request, params) });
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (error.kind !== 'cancelled') onError(`The panel's request "${request}"`, error);
      tell({ id, failure: toFailure(error) });
    }
  }

  const listening = webview.onDidReceiveMessage((raw) => void receive(raw));
  return {
    changed: (state) => tell({ event: 'changed', state }),
    showTab: (tab) => tell({ event: 'tab', tab }),
    dispose() {
      isOpen = false;
      listening.dispose();
    },
  };
}
