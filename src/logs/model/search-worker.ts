// The worker thread that searches texts by regular expressions.
import { answerRequests } from '../../core/answer-requests.ts';
import type { SearchRequest } from './expression-search.ts';

answerRequests(({ texts, expressions }: SearchRequest) => {
  const compiled = expressions.map(({ expression, flags, isExcluded }) => ({
    pattern: new RegExp(expression, flags),
    isExcluded,
  }));
  return texts.map((text) => compiled.every(({ pattern, isExcluded }) => pattern.test(text) !== isExcluded));
});
