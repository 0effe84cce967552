// npm test: runs all rings, or the named ones (`npm test -- unit editor`), or some files (`npm test --
// test/ui/apps/apps.test.ts`), or the tests with a text in their titles (`--grep text`). `--repeat 3` runs each three
// times. `--quick` is npm run test:quick. `--inspect` makes the editor ring wait for a debugger.
import { cleanUpOnSignals } from '../support/host/processes.ts';
import { oldestVersion } from '../support/host/vscode-version.ts';
import { checks, quickLint } from './checks.mjs';
import { checkRing } from './rings/check-ring.ts';
import { editorRing } from './rings/editor-ring.ts';
import { failuresAgain, type Failure } from './rings/failures.ts';
import { fuzzRing } from './rings/fuzz-ring.ts';
import { mochaRing } from './rings/mocha-ring.ts';
import { couldNotRun, testFiles, type Counts, type Outcome, type Ring, type Selection } from './rings/ring.ts';
import { uiRing } from './rings/ui-ring.ts';
import { chooseRings, inspectPort, readTestArguments, type ChosenRing, type TestArguments } from './test-arguments.ts';

const minute = 60_000;

const rings = (quick: boolean): Ring[] => [
  checkRing('types', checks.types),
  checkRing('page-types', checks['page-types']),
  checkRing('lint', quick ? quickLint : checks.lint),
  checkRing('format', checks.format),
  { ...mochaRing({ name: 'unit', folders: ['unit', 'faults'], timeoutMs: minute, limitMs: 10 * minute }), quick: true },
  fuzzRing({ runsBeside: true }),
  mochaRing({ name: 'contract', timeoutMs: minute, limitMs: 10 * minute, runsBeside: true }),
  editorRing(),
  { ...editorRing({ name: 'oldest', vscode: oldestVersion() }), onlyNamed: true },
  uiRing,
];

/** Parses the arguments; exits with a message if they are invalid. */
function asked(): TestArguments & { chosen: ChosenRing<Ring>[] } {
  try {
    const test = readTestArguments(process.argv.slice(2));
    const chosen = chooseRings(rings(test.quick), test);
    if (test.inspect && !chosen.every(({ ring }) => ring.folders.includes('editor')))
      throw new Error('--inspect is for the rings editor and oldest: npm test -- editor --inspect');
    return { ...test, chosen };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** Runs one ring, prints its duration, and counts a ring that could not run, or ran none of its tests, as failed. */
async function runRing(ring: Ring, title: string, selection: Selection): Promise<Outcome> {
  const started = Date.now();
  if (ring.runsBeside !== true) console.log(`\n=== ${title} ===`);
  let outcome: Outcome;
  try {
    outcome = await ring.run(selection);
    if (outcome.passed + outcome.failed + outcome.skipped === 0 && selection.grep === undefined)
      throw new Error('None of its tests ran.');
  } catch (error) {
    outcome = couldNotRun(error);
    console.log(`The ${ring.name} ring could not run: ${outcome.failures[0]?.error}`);
  }
  console.log(`=== ${title}: ${summary(outcome)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return outcome;
}

const summary = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

cleanUpOnSignals();
const { chosen, grep, repeat, inspect } = asked();

const totals: Counts = { passed: 0, failed: 0, skipped: 0 };
const failed: { ring: string; failures: readonly Failure[] }[] = [];
const add = (counts: Counts) => {
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
};
/** The rings that run in parallel with the others, one after another. */
let beside = Promise.resolve();
for (const { ring, files } of chosen) {
  if (ring.folders.length > 0 && testFiles(ring.folders).length === 0) {
    console.log(`\n=== ${ring.name}: it has no tests yet`);
    continue;
  }
  if (ring.unavailable !== undefined) {
    console.log(`\n=== ${ring.name}: not run. ${ring.unavailable}`);
    add({ passed: 0, failed: 0, skipped: 1 });
    continue;
  }
  for (let time = 1; time <= repeat; time++) {
    const title = repeat === 1 ? ring.name : `${ring.name} (${time} of ${repeat})`;
    const done = async () => {
      const outcome = await runRing(ring, title, { files, grep, ...(inspect && { inspectPort }) });
      add(outcome);
      failed.push({ ring: title, failures: outcome.failures });
    };
    if (ring.runsBeside === true) beside = beside.then(done);
    else await done();
  }
}
await beside;
const again = failuresAgain(failed);
if (again !== '') console.log(`\n${again}`);
console.log(`\n${summary(totals)}`);
process.exit(totals.failed > 0 ? 1 : 0);
