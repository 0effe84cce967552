import { ForgeError, toForgeError } from '../../core/errors.ts';
import { createWorkerThread, type WorkerThreadOptions } from '../../core/worker-thread.ts';
import type { ExpressionCondition } from './log-filter.ts';
import type { ExpressionSearch } from './line-view.ts';

/** A message to the worker; the reply says of each text whether it meets all conditions. */
export interface SearchRequest {
  readonly texts: readonly string[];
  readonly expressions: readonly ExpressionCondition[];
}

/** Characters that the thread gets at once, and the longest that it may take for them, in milliseconds. */
const pieceLength = 4_000_000;
const searchLimitMs = 2_000;

/**
 * Searches in a thread of its own: a regular expression may take longer than anyone lives, and the texts it meets are
 * anything. The thread starts with the first search, and ends when it is idle or a search takes too long.
 */
export function createExpressionSearch(options: Omit<WorkerThreadOptions, 'attempts'>): {
  readonly search: ExpressionSearch;
  readonly dispose: () => void;
} {
  const limited = { limitMs: searchLimitMs, ...options, attempts: 1 };
  const thread = createWorkerThread<SearchRequest, readonly boolean[]>(limited, () => 'log lines');
  return {
    async search(texts, expressions, signal) {
      const met: boolean[] = [];
      for (const piece of pieces(texts)) {
        const reply = await thread.ask({ texts: piece, expressions }, { signal }).catch(unlessTooSlow);
        if (reply === undefined) throw new ForgeError('timeout', 'the regular expression takes too long');
        for (const one of reply) met.push(one);
      }
      return met;
    },
    dispose: () => thread.dispose(),
  };
}

/** The thread counts several searches in a row that took too long as a fault of its own. */
function unlessTooSlow(thrown: unknown): undefined {
  if (toForgeError(thrown).kind !== 'unexpected') throw thrown;
}

/** Texts in pieces of bounded length, at least one in each. */
function* pieces(texts: readonly string[]): Generator<string[]> {
  let piece: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (piece.length > 0 && length + text.length > pieceLength) {
      yield piece;
      [piece, length] = [[], 0];
    }
    piece.push(text);
    length += text.length;
  }
  if (piece.length > 0) yield piece;
}
