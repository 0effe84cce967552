// Entry point of every npm script: checks Node, installs missing or outdated packages, and hands over to Node 24, which
// is one of the packages. Runs on Node 20 and later, before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from '../support/npm-command.mjs';
import { step } from '../support/step.mjs';
import { checks, writeFormat } from './checks.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, 'node_modules', '.bin');

/** What each command runs on Node 24: scripts with their arguments, one after another. */
const scripts = {
  start: [['test/tools/npm-start.ts']],
  test: [['test/tools/test.ts']],
  'test:quick': [['test/tools/test.ts', '--quick']],
  typecheck: [checks.types, checks['page-types']],
  lint: [checks.lint],
  format: [['test/tools/readme-tables.ts'], writeFormat],
  bench: [['test/tools/bench.ts']],
  build: [['esbuild.mjs']],
  watch: [['test/tools/watch.mjs']],
  package: [['test/tools/package.ts']],
  sandbox: [['src/sandbox/command-line.ts']],
  fuzz: [['test/tools/fuzz.ts']],
  soak: [['test/tools/soak.ts']],
  findings: [['src/manifest/command-line/findings-command.ts']],
  'rebuild-scopes': [['test/tools/rebuild-scopes.ts']],
  'rebuild-modules': [['test/tools/rebuild-modules.ts']],
  // For launch configurations.
  'bundle-editor-tests': [['test/tools/bundle-editor-tests.mjs']],
  'install-for-ui-tests': [['test/tools/install-for-ui-tests.ts']],
};

const [command, ...args] = process.argv.slice(2);
const steps = Object.hasOwn(scripts, command ?? '')
  ? scripts[command]
  : fail(`Usage: node test/tools/setup.mjs ${Object.keys(scripts).join('|')}`);

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`Node ${process.versions.node} is too old: Node 20 or later is needed. See https://nodejs.org.`);

if (!packagesFit()) {
  await step('Installing the packages (npm ci, about half a minute)', async () => {
    const [npm, ...first] = npmCommand();
    // npm's warnings are about the Node that runs it, but the packages run on the installed Node 24.
    const code = await runToEnd(npm, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 2, 2],
    });
    if (code !== 0) fail(`npm ci ended with ${code}.`, code);
  });
}

const textImports = new URL('text-imports.mjs', import.meta.url).href;
for (const script of steps) {
  const code = await runToEnd(node24(), ['--import', textImports, ...script, ...args], { stdio: 'inherit' });
  if (code !== 0) process.exit(code);
}

/** Whether node_modules matches package-lock.json; npm writes its own list of installed packages last. */
function packagesFit() {
  const packages = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages ?? {};
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const present = packages(join('node_modules', '.package-lock.json'));
  return Object.entries(packages('package-lock.json')).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

/** Returns the installed Node 24; if npm was told to run no install scripts, the running Node if it is new enough. */
function node24() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  if (major >= 24) return process.execPath;
  return fail(
    `Node 24 is needed, and the package that brings it was installed without its install script. Run "npm rebuild node --ignore-scripts=false", or use Node 24 or later.`,
  );
}

/**
 * Runs a program in the repository with the packages' programs first on PATH, forwards signals, and returns its exit
 * code.
 */
function runToEnd(program, programArgs, options) {
  const child = spawn(program, programArgs, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    ...options,
  });
  // On Windows, the console tells every process of Ctrl-C, and whatever is sent here would end the program at once.
  const forward = process.platform === 'win32' ? () => undefined : (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  // npm forwards a signal only to the shell between it and this process; the sign of it here is a new parent process.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && forward('SIGTERM'), 500).unref();
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${program} could not be started: ${error.message}`));
    child.once('close', (exitCode, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(exitCode ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function fail(message, exitCode = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
