// The extension host calls run(); the lines and counts of the tests go to the runner that waits on a local port.
import { globSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import type { HostMessage } from './rings/host-report.ts';
import type { Counts } from './rings/ring.ts';

/**
 * Runs the bundled test files beside this one, or those that the environment names; what they came to is in the counts.
 */
export async function run(): Promise<void> {
  const socket = connect(Number(process.env.FORGE_CONSOLE_TEST_PORT), '127.0.0.1');
  await once(socket, 'connect');
  const send = (message: HostMessage) => socket.write(`${JSON.stringify(message)}\n`);
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => void send({ line: inSources(format(...values)) });

  try {
    send({ counts: await runMocha() });
  } catch (error) {
    send({ line: inSources(error instanceof Error ? (error.stack ?? error.message) : String(error)) });
    throw error;
  } finally {
    await new Promise<void>((closed) => socket.end(closed));
  }
}

/**
 * The same text with places in bundled files replaced by those in the sources. (VS Code makes its own stack traces, so
 * that Node does not.)
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

async function runMocha(): Promise<Counts> {
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, forbidOnly: process.env.CI !== undefined });
  Mocha.reporters.Base.useColors = process.env.FORGE_CONSOLE_TEST_COLOR === '1';
  const grep = process.env.FORGE_CONSOLE_TEST_GREP;
  if (grep) mocha.grep(grep);
  const only = process.env.FORGE_CONSOLE_TEST_FILES?.split('\n').filter(Boolean) ?? [];
  for (const file of globSync('tests/**/*.test.js', { cwd: __dirname }).sort()) {
    if (only.length === 0 || only.includes(file.replaceAll('\\', '/'))) mocha.addFile(join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats | undefined>((done) => {
    const runner = mocha.run(() => done(runner.stats));
  });
  return { passed: stats?.passes ?? 0, failed: stats?.failures ?? 0, skipped: stats?.pending ?? 0 };
}
