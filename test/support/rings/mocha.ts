import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../paths.ts';
import { end, exitCode, removeTemporaryFolder, start, temporaryFolder } from '../host/processes.ts';
import type { Counts, Ring } from './ring.ts';

interface MochaRingOptions {
  /** Of the ring, and of its folder in test/. */
  name: string;
  /** For one test. */
  timeoutMs?: number;
  /** For the whole ring. */
  limitMs: number;
  /** Done before the tests; its result is added to their environment. */
  prepare?: () => Promise<Record<string, string>>;
}

/** A ring of tests that mocha runs in Node, in a process of its own. */
export function mochaRing({ name, timeoutMs = 10_000, limitMs, prepare }: MochaRingOptions): Ring {
  return {
    name,
    async run({ files, grep }) {
      const chosen = files.length > 0 ? files : globSync(`test/${name}/**/*.test.ts`, { cwd: root }).sort();
      const env = await prepare?.();
      const folder = await temporaryFolder(name);
      const countsFile = join(folder, 'counts.json');
      const child = start(
        process.execPath,
        [
          '--import', './test/support/register.mjs', 'node_modules/mocha/bin/mocha.js', '--exit', process.stdout.isTTY ? '--color' : '--no-color',
          '--reporter', join(root, 'test/support/rings/reporter.mjs'), '--reporter-option', `counts=${countsFile}`,
          '--timeout', String(timeoutMs), ...(process.env.CI === undefined ? [] : ['--forbid-only']),
          ...(grep === undefined ? [] : ['--grep', grep]), ...chosen,
        ],
        { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] },
      );
      const limit = AbortSignal.timeout(limitMs);
      limit.onabort = () => void end(child);
      const code = await exitCode(child);
      limit.onabort = null;
      await end(child);
      if (limit.aborted) throw new Error(`It took more than ${limitMs / 60_000} minutes.`);
      const counts = await readFile(countsFile, 'utf8').catch(() => undefined);
      await removeTemporaryFolder(folder);
      if (counts === undefined) throw new Error(`Mocha ended with ${code} before it ran a test.`);
      return JSON.parse(counts) as Counts;
    },
  };
}
