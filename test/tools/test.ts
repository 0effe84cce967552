// npm test: runs every ring, or those named (`npm test -- unit editor`), or some files (`npm test --
// test/ui/apps/apps.test.ts`), or the tests with a text in their titles (`--grep text`).
import { parseArgs } from 'node:util';
import { cleanUpOnSignals } from '../support/host/processes.ts';
import { checkRing } from './rings/check-ring.ts';
import { editorRing } from './rings/editor-ring.ts';
import { fuzzRing } from './rings/fuzz-ring.ts';
import { mochaRing } from './rings/mocha-ring.ts';
import { testFiles, type Counts, type Ring, type Selection } from './rings/ring.ts';
import { uiRing } from './rings/ui-ring.ts';

const minute = 60_000;

const rings: Ring[] = [
  checkRing('types', 'typescript/bin/tsc', ['-p', '.']),
  checkRing('page-types', 'typescript/bin/tsc', ['-p', 'webview-ui']),
  checkRing('lint', 'eslint/bin/eslint.js', [
    '-c',
    '.eslint.config.mjs',
    'src',
    'test',
    'webview-ui',
    '--no-error-on-unmatched-pattern',
  ]),
  mochaRing({ name: 'unit', folders: ['unit', 'faults'], limitMs: 3 * minute }),
  fuzzRing(),
  mochaRing({ name: 'contract', timeoutMs: minute, limitMs: 3 * minute }),
  editorRing,
  uiRing,
];

/** Runs one ring, says how long it took, and counts a ring that could not run, or ran none of its tests, as failed. */
async function runRing(ring: Ring, selection: Selection): Promise<Counts> {
  const started = Date.now();
  if (ring.runsBeside !== true) console.log(`\n=== ${ring.name} ===`);
  let counts: Counts;
  try {
    counts = await ring.run(selection);
    if (counts.passed + counts.failed + counts.skipped === 0 && selection.grep === undefined)
      throw new Error('None of its tests ran.');
  } catch (error) {
    console.log(`The ${ring.name} ring could not run: ${error instanceof Error ? error.message : String(error)}`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  console.log(`=== ${ring.name}: ${summary(counts)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return counts;
}

const summary = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

cleanUpOnSignals();
const { positionals, values } = parseArgs({
  options: { grep: { type: 'string', short: 'g' } },
  allowPositionals: true,
});
const files = positionals.filter((name) => name.endsWith('.ts'));
const ringOf = (file: string) =>
  rings.find(({ folders }) => folders.includes(file.replace(/^.*?test[/\\]/, '').split(/[/\\]/)[0] ?? ''))?.name ??
  file;
const named = new Set([...positionals.filter((name) => !name.endsWith('.ts')), ...files.map(ringOf)]);
const unknown = [...named].filter((name) => !rings.some((ring) => ring.name === name));
if (unknown.length > 0) {
  console.error(`There is no ring ${unknown.join(', ')}. Rings: ${rings.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const totals: Counts = { passed: 0, failed: 0, skipped: 0 };
const add = (counts: Counts) => {
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
};
/** The rings that run beside the others, one after the other. */
let beside = Promise.resolve();
for (const ring of rings) {
  if (named.size > 0 && !named.has(ring.name)) continue;
  if (ring.folders.length > 0 && testFiles(ring.folders).length === 0) {
    console.log(`\n=== ${ring.name}: it has no tests yet`);
    continue;
  }
  const done = () =>
    runRing(ring, { files: files.filter((file) => ringOf(file) === ring.name), grep: values.grep }).then(add);
  if (ring.runsBeside === true) beside = beside.then(done);
  else await done();
}
await beside;
console.log(`\n${summary(totals)}`);
process.exit(totals.failed > 0 ? 1 : 0);
