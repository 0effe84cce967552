import { mochaRing } from './mocha-ring.ts';
import type { Ring } from './ring.ts';

/** Which random cases to try. */
export interface Cases {
  /** Where the random numbers begin; the same cases each time unless given. */
  readonly seed?: number;
  /** How many times as many cases as in `npm test`. */
  readonly factor?: number;
  /** Of a failed case, as its failure tells it: only that case is run. */
  readonly path?: string;
}

/** So many cases at least are tried in a whole run. */
const leastCases = 10_000;

/** Properties over random cases: hostile replies, files, manifests and messages. */
export function fuzzRing({ seed, factor = 1, path }: Cases = {}): Ring {
  return {
    name: 'fuzz',
    folders: ['fuzz'],
    run: (selection) =>
      mochaRing({
        name: 'fuzz',
        timeoutMs: 3_600_000,
        limitMs: Math.max(4, 2 * factor) * 60_000,
        prepare: () =>
          Promise.resolve({
            FORGE_CONSOLE_FUZZ_FACTOR: String(factor),
            ...(selection.files.length === 0 &&
              selection.grep === undefined && { FORGE_CONSOLE_FUZZ_LEAST: String(leastCases * factor) }),
            ...(seed !== undefined && { FORGE_CONSOLE_FUZZ_SEED: String(seed) }),
            ...(path !== undefined && { FORGE_CONSOLE_FUZZ_PATH: path }),
          }),
      }).run(selection),
  };
}
