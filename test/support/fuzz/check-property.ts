// Property-based tests: the number of cases, their seed, and the state each case must leave unchanged.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';

/** Set by `npm run fuzz`; without it, the same cases run each time. */
const {
  FORGE_CONSOLE_FUZZ_SEED: seedText,
  FORGE_CONSOLE_FUZZ_FACTOR: factorText,
  FORGE_CONSOLE_FUZZ_PATH: path,
  FORGE_CONSOLE_FUZZ_LEAST: least = '0',
} = process.env;
const seed = seedText === undefined ? 20_250_615 : Number(seedText);
/** A separate seed for each property. */
const seedOf = (title: string) =>
  Array.from(title).reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, seed);
const factor = factorText === undefined ? 1 : Number(factorText);

/** Limits of the elapsed time and of the CPU time of one case, in milliseconds: anything slower counts as hanging. */
const deadlineMs = 30_000;
const workMs = 10_000;

let ran = 0;

// Printed at the end of a run with any of these tests.
after(() => {
  console.log(`  ${ran} random cases`);
  assert.ok(ran >= Number(least), `${ran} cases are fewer than ${least}`);
});

const shared = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const namesOf = () => shared.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join(' ');
const untouched = namesOf();

/**
 * Defines a test that checks a property on `cases` random cases (times the factor of `npm run fuzz`). A case fails if
 * the property throws, takes too long, or modifies a shared prototype; the failure says how to run it again.
 */
export function property<T>(title: string, cases: number, given: fc.Arbitrary<T>, holds: (value: T) => unknown): void {
  it(title, () => check(title, cases, given, holds));
}

async function check<T>(
  title: string,
  cases: number,
  given: fc.Arbitrary<T>,
  holds: (value: T) => unknown,
): Promise<void> {
  const one = fc.asyncProperty(given, async (value) => {
    ran++;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`It did not end within ${deadlineMs / 1000} s`)), deadlineMs);
    const started = process.threadCpuUsage();
    try {
      await Promise.race([holds(value), late.promise]);
      // Synchronous work is detected only afterwards, by CPU time, so that a busy machine does not fail it.
      const { user, system } = process.threadCpuUsage(started);
      assert.ok(user + system < 1000 * workMs, `It took ${Math.round((user + system) / 1000)} ms of work`);
    } finally {
      clearTimeout(timer);
    }
    assert.equal(namesOf(), untouched, 'a prototype was changed');
  });
  const details = await fc.check(one, {
    numRuns: Math.max(1, Math.round(cases * factor)),
    seed: seedOf(title),
    ...(path !== undefined && { path }),
    endOnFailure: path !== undefined,
  });
  if (!details.failed) return;
  const again = `Run it again: npm run fuzz -- --seed ${seed} --path ${details.counterexamplePath ?? ''} --grep ${JSON.stringify(title)}`;
  const example = fc.stringify(details.counterexample).slice(0, 4000);
  throw new Error(
    `After ${details.numRuns} cases: ${details.errorInstance instanceof Error ? (details.errorInstance.stack ?? details.errorInstance.message) : String(details.errorInstance)}\n${again}\nCase: ${example}`,
    { cause: details.errorInstance },
  );
}
