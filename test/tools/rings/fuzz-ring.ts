import { mochaRing } from './mocha-ring.ts';
import type { Ring } from './ring.ts';

/** The random cases to run. */
export interface Cases {
  /** The seed; by default the same each time. */
  readonly seed?: number;
  /** Multiplies the number of cases of `npm test`. */
  readonly factor?: number;
  /** Selects a single failed case, as printed in its failure. */
  readonly path?: string;
}

interface FuzzRingOptions extends Cases {
  /** Whether it runs in parallel with the rings after it. */
  readonly runsBeside?: boolean;
}

/** Fewest cases in a complete run. */
const leastCases = 10_000;

/** Property-based tests: hostile replies, files, manifests and messages. */
export function fuzzRing({ seed, factor = 1, path, runsBeside = false }: FuzzRingOptions = {}): Ring {
  return {
    name: 'fuzz',
    folders: ['fuzz'],
    runsBeside,
    run: (selection) =>
      mochaRing({
        name: 'fuzz',
        runsBeside,
        timeoutMs: 3_600_000,
        limitMs: Math.max(10, 2 * factor) * 60_000,
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
