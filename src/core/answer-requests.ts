import { parentPort } from 'node:worker_threads';

/** What a thread tells the one that started it: that its script is loaded, and then one reply for each request. */
export type ThreadMessage<Reply> = { readonly kind: 'started' } | { readonly kind: 'reply'; readonly reply: Reply };

/** Answers the requests of `createWorkerThread`, in its thread. */
export function answerRequests(answer: (request: never) => unknown): void {
  const tell = (message: ThreadMessage<unknown>) => parentPort?.postMessage(message);
  parentPort?.on('message', (request) => tell({ kind: 'reply', reply: answer(request as never) }));
  tell({ kind: 'started' });
}
