import { root } from '../../support/paths.ts';
import { run } from '../../support/host/processes.ts';
import type { Ring } from './ring.ts';

/**
 * A check that passes or fails as a whole: a script of an installed package, run by Node with the given arguments. It
 * uses one core, and prints nothing until it ends.
 */
export function checkRing(name: string, script: readonly string[]): Ring {
  return {
    name,
    folders: [],
    runsBeside: true,
    quick: true,
    async run() {
      try {
        await run(process.execPath, [...script], { cwd: root });
        return { passed: 1, failed: 0, skipped: 0, failures: [] };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        console.log(text);
        return { passed: 0, failed: 1, skipped: 0, failures: [{ title: 'the whole check', error: text }] };
      }
    },
  };
}
