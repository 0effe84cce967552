import type { Webview } from 'vscode';

/**
 * VS Code's side of a webview as far as the channel uses it: messages are serialised as JSON, and rejected once the
 * panel is closed.
 */
export function webviewOfVsCode() {
  const listeners = new Set<(message: unknown) => unknown>();
  const posted: unknown[] = [];
  let isClosed = false;
  const webview = {
    onDidReceiveMessage(listener: (message: unknown) => unknown) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    // Async as VS Code's own: what can't be sent is a rejection.
    // eslint-disable-next-line @typescript-eslint/require-await
    async postMessage(message: unknown) {
      if (isClosed) throw new Error('Unknown webview handle');
      posted.push(JSON.parse(JSON.stringify(message)));
      return true;
    },
  };
  return {
    webview: webview as unknown as Webview,
    posted,
    get listeners() {
      return listeners.size;
    },
    receive(message: unknown) {
      for (const listener of listeners) listener(message);
    },
    close() {
      isClosed = true;
    },
  };
}
