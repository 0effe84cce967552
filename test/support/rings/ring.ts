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
}

/** One kind of test. `run` rejects when the ring could not run at all. */
export interface Ring {
  name: string;
  run(selection: Selection): Promise<Counts>;
}
