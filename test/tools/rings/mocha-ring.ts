import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { watchForCanary } from '../../support/canary.ts';
import { root } from '../../support/paths.ts';
import { end, exitCode, removeTemporaryFolder, start, temporaryFolder } from '../../support/host/processes.ts';
import { testFiles, type Outcome, type Ring } from './ring.ts';

interface MochaRingOptions {
  name: string;
  /** The folders of test/ with its tests; by default the one with the ring's name. */
  folders?: string[];
  /** Timeout per test, in milliseconds. */
  timeoutMs?: number;
  /** Timeout of the whole ring, in milliseconds. */
  limitMs: number;
  /** How many files run at a time, each of these in a process of its own; what a file prints comes when it ends. */
  jobs?: number;
  /** Whether it runs in parallel with the rings after it; what it prints comes when it ends. */
  runsBeside?: boolean;
  /** A module with hooks around every test, relative to the repository. */
  hooks?: string;
  /** Runs before the tests; its result is added to their environment. */
  prepare?: () => Promise<Record<string, string>>;
}

/** A ring of tests that mocha runs in Node, in a separate process. */
export function mochaRing({
  name,
  folders = [name],
  timeoutMs = 10_000,
  limitMs,
  jobs = 1,
  runsBeside = false,
  hooks,
  prepare,
}: MochaRingOptions): Ring {
  return {
    name,
    folders,
    runsBeside,
    async run({ files, grep }) {
      const chosen = files.length > 0 ? files : testFiles(folders);
      const env = await prepare?.();
      const folder = await temporaryFolder(name);
      const countsFile = join(folder, 'counts.json');
      const child = start(
        process.execPath,
        [
          '--import',
          './test/tools/text-imports.mjs',
          'node_modules/mocha/bin/mocha.js',
          '--exit',
          process.stdout.isTTY ? '--color' : '--no-color',
          '--reporter',
          join(root, 'test/tools/rings/counting-reporter.mjs'),
          '--reporter-option',
          `counts=${countsFile}`,
          '--timeout',
          String(timeoutMs),
          ...(hooks === undefined ? [] : ['--require', join(root, hooks)]),
          ...(jobs === 1 || chosen.length === 1 ? [] : ['--parallel', '--jobs', String(jobs)]),
          ...(process.env.CI === undefined ? [] : ['--forbid-only']),
          ...(grep === undefined ? [] : ['--grep', grep]),
          ...chosen,
        ],
        // Node’s own fetch must reach servers of the tests here, whatever proxy leads elsewhere.
        {
          cwd: root,
          env: { ...process.env, NODE_USE_ENV_PROXY: undefined, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      const printed = passOn(child, runsBeside);
      const limit = AbortSignal.timeout(limitMs);
      limit.onabort = () => void end(child);
      const code = await exitCode(child);
      limit.onabort = null;
      await end(child);
      printed.show();
      if (limit.aborted) throw new Error(`It took more than ${limitMs / 60_000} minutes.`);
      const written = await readFile(countsFile, 'utf8').catch(() => undefined);
      await removeTemporaryFolder(folder);
      const form = printed.token();
      if (form !== undefined) throw new Error(`The tests printed a token (${form}).`);
      if (written === undefined) throw new Error(`Mocha ended with ${code} before it ran a test.`);
      const outcome = JSON.parse(written) as Outcome;
      // Mocha's exit code also reports errors outside any test.
      if (outcome.failed > 0 || code === 0) return outcome;
      return { ...outcome, failed: 1, failures: [{ title: 'outside any test', error: `Mocha ended with ${code}.` }] };
    },
  };
}

/** Forwards a program's output, and searches it for tokens; what is held comes with `show`. */
function passOn({ stdout, stderr }: ChildProcess, isHeld: boolean): { show(): void; token(): string | undefined } {
  const held: (() => void)[] = [];
  const watched = (
    [
      [stdout, process.stdout],
      [stderr, process.stderr],
    ] as const
  ).map(([from, to]) => {
    const watch = watchForCanary();
    from?.on('data', (piece: Buffer) => {
      watch.write(piece);
      if (isHeld) held.push(() => to.write(piece));
      else to.write(piece);
    });
    return watch;
  });
  return {
    show: () => held.splice(0).forEach((print) => print()),
    token: () => watched.map(({ found }) => found).find(Boolean),
  };
}
