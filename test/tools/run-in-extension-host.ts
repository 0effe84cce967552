// The extension host calls run(). The lines and the outcome of the tests go to the runner that listens on a local port, or
// to the console if there is no runner (in a launch configuration).
import { globSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { findSourceMap } from 'node:module';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { failureOf, type Failure } from './rings/failures.ts';
import type { HostMessage } from './rings/host-report.ts';
import type { Outcome } from './rings/ring.ts';

/**
 * Runs the bundled test files beside this one, or those whose sources are named in the environment; reports the outcome
 * to the runner. Rejects if tests failed and there is no runner.
 */
export async function run(): Promise<void> {
  const port = process.env.FORGE_CONSOLE_TEST_PORT;
  if (port !== undefined) return runFor(Number(port));
  const { failed } = await runMocha();
  if (failed > 0) throw new Error(`${failed} failed`);
}

async function runFor(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const { default: Mocha } = await mochaModule();
  const send = (message: HostMessage) => socket.write(`${JSON.stringify(message)}\n`);
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => void send({ line: inSources(format(...values)) });

  try {
    send({ outcome: await runMocha() });
  } catch (error) {
    send({ line: inSources(error instanceof Error ? (error.stack ?? error.message) : String(error)) });
    throw error;
  } finally {
    await new Promise<void>((closed) => socket.end(closed));
  }
}

/**
 * Replaces positions in bundled files by those in the sources. (VS Code formats stack traces itself, so Node's source
 * maps have no effect.)
 */
function inSources(text: string): string {
  return text.replaceAll(/([^\s()]+\.js):(\d+):(\d+)/g, (place, file: string, line: string, column: string) => {
    const entry = findSourceMap(resolve(file.replace(/^file:\/\//, '')))?.findEntry(
      Number(line) - 1,
      Number(column) - 1,
    );
    return entry && 'originalSource' in entry
      ? `${entry.originalSource.replace(/^.*(?=test\/|src\/)/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : place;
  });
}

/** Returns the bundle of a test file, such as `tests/apps/apps.test.js` for `test/editor/apps/apps.test.ts`. */
const bundleOf = (source: string) =>
  source
    .replaceAll('\\', '/')
    .replace(/^(\.\/)?test\/editor/, 'tests')
    .replace(/\.ts$/, '.js');

/**
 * The result of requiring this ES module differs between the Node versions of old and new VS Codes; that of importing
 * it does not.
 */
const mochaModule = () => import('mocha');

async function runMocha(): Promise<Outcome> {
  const { default: Mocha } = await mochaModule();
  process.setSourceMapsEnabled(true);
  const debugged = inspectorUrl() !== undefined;
  const mocha = new Mocha({ ui: 'bdd', timeout: debugged ? 0 : 20_000, forbidOnly: process.env.CI !== undefined });
  Mocha.reporters.Base.useColors = process.env.FORGE_CONSOLE_TEST_COLOR === '1';
  const grep = process.env.FORGE_CONSOLE_TEST_GREP;
  if (grep) mocha.grep(grep);
  const only = process.env.FORGE_CONSOLE_TEST_FILES?.split('\n').filter(Boolean).map(bundleOf) ?? [];
  for (const file of globSync('tests/**/*.test.js', { cwd: __dirname }).sort()) {
    if (only.length === 0 || only.includes(file.replaceAll('\\', '/'))) mocha.addFile(join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const failures: Failure[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
    runner.on('fail', (test, error) => {
      const { title, error: text } = failureOf(test.titlePath(), error);
      failures.push({ title, error: inSources(text) });
    });
  });
  return { passed: stats?.passes ?? 0, failed: stats?.failures ?? 0, skipped: stats?.pending ?? 0, failures };
}
