import { globSync } from 'node:fs';
import { root } from '../../support/paths.ts';
import type { Failure } from './failures.ts';

/** The numbers of passed, failed and skipped tests of a ring. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** How a ring ended. */
export interface Outcome extends Counts {
  readonly failures: readonly Failure[];
}

/** The tests of a ring to run: all if `files` is empty and `grep` undefined. */
export interface Selection {
  files: string[];
  grep: string | undefined;
  /** The port on which an extension host waits for a debugger; by default it does not wait. */
  inspectPort?: number;
}

/** One kind of test. `run` rejects if the ring could not run at all. */
export interface Ring {
  name: string;
  /** The folders of test/ with its tests; empty for a check of the whole code base. */
  folders: string[];
  /** Whether it runs in parallel with the rings after it. */
  runsBeside?: boolean;
  /** Whether it is part of `npm run test:quick`. */
  quick?: boolean;
  /** Whether it runs only if named. */
  onlyNamed?: boolean;
  /** Why it can't run on this machine, as a sentence; undefined if it can. */
  unavailable?: string | undefined;
  run(selection: Selection): Promise<Outcome>;
}

/** Returns the test files in some folders of test/, in order. */
export function testFiles(folders: string[]): string[] {
  return folders.flatMap((folder) => globSync(`test/${folder}/**/*.test.ts`, { cwd: root }).sort());
}

/** The outcome of tests that could not run: one failure with the error. */
export function couldNotRun(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { passed: 0, failed: 1, skipped: 0, failures: [{ title: 'could not run', error: reason }] };
}

/** Several runs as one. */
export function together(outcomes: readonly Outcome[]): Outcome {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: outcomes.flatMap(({ failures }) => failures),
  };
}
