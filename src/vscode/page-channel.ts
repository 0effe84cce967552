import type * as vscode from 'vscode';
import type { z } from 'zod/mini';
import { ForgeError, toForgeError } from '../core/errors.ts';
import type { Failure } from '../core/failure-schema.ts';
import { type HandlersOf, type NameOf, pageRequest, type PageRequests, type ParamsOf } from '../core/page-protocol.ts';

export interface PageChannelOptions<R extends PageRequests> {
  readonly webview: Pick<vscode.Webview, 'postMessage' | 'onDidReceiveMessage'>;
  readonly requests: R;
  readonly handlers: HandlersOf<R>;
  readonly toFailure: (error: ForgeError) => Failure;
  readonly onError: (doing: string, error: unknown) => void;
}

export interface PageChannel {
  /** Sends the page a message that answers no request. */
  tell(event: unknown): void;
  dispose(): void;
}

/**
 * Answers a page's requests, each with a reply or a failure. Messages from the page are parsed before they are used; one
 * that is not a valid request is reported to `onError` and gets no answer.
 */
export function openPageChannel<R extends PageRequests>(options: PageChannelOptions<R>): PageChannel {
  const { webview, requests, handlers, toFailure, onError } = options;
  let isOpen = true;

  /** Drops messages once the page is closed. */
  async function send(message: unknown): Promise<void> {
    // Resolves to false while the page is hidden; it asks for its state when it is shown again.
    if (isOpen) await webview.postMessage(message);
  }

  function tell(message: unknown): void {
    send(message).catch((error: unknown) => onError('A message to the page', error));
  }

  async function answer(name: NameOf<R>, raw: unknown): Promise<unknown> {
    // TypeScript can't relate the schema in the map to the parameters of the handler.
    const params = requests[name]?.params.safeParse(raw) as
      z.core.util.SafeParseResult<ParamsOf<R, NameOf<R>>> | undefined;
    if (params?.success !== true)
      throw new ForgeError('unexpected', `the page sent a malformed request "${name}"`, { cause: params?.error });
    return handlers[name](params.data);
  }

  async function receive(raw: unknown): Promise<void> {
    const message = pageRequest.safeParse(raw);
    if (!message.success || !Object.hasOwn(requests, message.data.request)) {
      onError('A message of the page', message.error ?? new Error('it asks for nothing that this page may ask for'));
      return;
    }
    const { id, request, params } = message.data;
    try {
      await send({ id, reply: await answer(request, params) });
    } catch (thrown) {
      const error = toForgeError(thrown);
      if (error.kind !== 'cancelled') onError(`The page's request "${request}"`, error);
      tell({ id, failure: toFailure(error) });
    }
  }

  const listening = webview.onDidReceiveMessage((raw) => void receive(raw));
  return {
    tell,
    dispose() {
      isOpen = false;
      listening.dispose();
    },
  };
}
