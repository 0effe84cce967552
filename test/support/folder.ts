import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertNoCanaryUnder } from './canary.ts';

/**
 * Creates a folder for each test of the calling suite and removes it afterwards. Fails if it then contains a token,
 * unless `mayHoldTokens`.
 */
export function useFolder({ mayHoldTokens = false } = {}): { readonly path: string } {
  let path: string | undefined;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
  });
  afterEach(async () => {
    if (path === undefined) return;
    try {
      if (!mayHoldTokens) await assertNoCanaryUnder(path);
    } finally {
      await rm(path, { recursive: true, force: true });
      path = undefined;
    }
  });
  return {
    get path() {
      if (path === undefined) throw new Error('The folder is there only while a test runs');
      return path;
    },
  };
}
