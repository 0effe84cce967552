import { globSync } from 'node:fs';
import { root } from '../../support/paths.ts';

/** How many tests of a ring passed, failed and were skipped. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Which tests of a ring to run: all of them when `files` is empty and `grep` undefined. */
export interface Selection {
  files: string[];
  grep: string | undefined;
  /** The port on which an extension host waits for a debugger; it does not wait unless given. */
  inspectPort?: number;
}

/** One kind of test. `run` rejects when the ring could not run at all. */
export interface Ring {
  name: string;
  /** The folders of test/ that hold its tests; none for a check of the code as a whole. */
  folders: string[];
  /** Whether it runs while the rings behind it do. */
  runsBeside?: boolean;
  /** Whether it is one of those of `npm run test:quick`. */
  quick?: boolean;
  /** Whether it runs only when it is named. */
  onlyNamed?: boolean;
  /** Why it can't run on this machine, as a sentence; undefined where it can. */
  unavailable?: string | undefined;
  run(selection: Selection): Promise<Counts>;
}

/** The test files in some folders of test/, in order. */
export function testFiles(folders: string[]): string[] {
  return folders.flatMap((folder) => globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort());
}
