// The worker thread that searches texts by regular expressions: one reply for each message.
import { parentPort } from 'node:worker_threads';
import type { SearchRequest } from './expression-search.ts';

parentPort?.on('message', ({ texts, expressions }: SearchRequest) => {
  const compiled = expressions.map(({ expression, flags, isExcluded }) => ({
    pattern: new RegExp(expression, flags),
    isExcluded,
  }));
  const meets = (text: string) => compiled.every(({ pattern, isExcluded }) => pattern.test(text) !== isExcluded);
  parentPort?.postMessage(texts.map(meets));
});
