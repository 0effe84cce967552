// Runs inside an extension host: measures the activation of the named extensions once the host is idle, and writes the
// times and the files loaded by each to the file named in the environment.
const { writeFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const { setTimeout: delay } = require('node:timers/promises');
const vscode = require('vscode');

const windowMs = 500;
/** How many consecutive windows the host must be idle for. */
const quietWindows = 4;
const idleShare = 0.05;
const limitMs = 60_000;

exports.run = async function run() {
  const { FORGE_CONSOLE_BENCH_RESULT: file, FORGE_CONSOLE_BENCH_EXTENSIONS: ids } = process.env;
  await settled();
  const results = [];
  for (const id of ids.split(' ')) results.push(await timed(id));
  writeFileSync(file, JSON.stringify(results));
};

async function settled() {
  const start = performance.now();
  for (let quiet = 0; quiet < quietWindows;) {
    if (performance.now() - start > limitMs) throw new Error('The extension host does not settle.');
    const before = performance.eventLoopUtilization();
    await delay(windowMs);
    quiet = performance.eventLoopUtilization(before).utilization < idleShare ? quiet + 1 : 0;
  }
}

async function timed(id) {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} is active before it is asked for.`);
  const loaded = [];
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (resolved.url.startsWith('file:')) loaded.push(resolved.url);
      return resolved;
    },
  });
  const start = performance.now();
  await extension.activate();
  const ms = performance.now() - start;
  // What activation starts without awaiting counts as loaded at activation too.
  await delay(windowMs);
  hooks.deregister();
  return { id, ms, loaded };
}
