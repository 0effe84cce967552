// Properties over random cases: how many, from which seed, and what each case has to leave as it was.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';

/** What `npm run fuzz` sets; without it the same cases run each time. */
const {
  FORGE_CONSOLE_FUZZ_SEED: seedText,
  FORGE_CONSOLE_FUZZ_FACTOR: factorText,
  FORGE_CONSOLE_FUZZ_PATH: path,
  FORGE_CONSOLE_FUZZ_LEAST: least = '0',
} = process.env;
const seed = seedText === undefined ? 20_250_615 : Number(seedText);
/** Each property has cases of its own. */
const seedOf = (title: string) =>
  Array.from(title).reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, seed);
const factor = factorText === undefined ? 1 : Number(factorText);

/** Longest wait for one case, and most work of the processor on it, in milliseconds: what takes longer hangs. */
const deadlineMs = 30_000;
const workMs = 10_000;

let ran = 0;

// Said at the end of a run of any of these tests.
after(() => {
  console.log(`  ${ran} random cases`);
  assert.ok(ran >= Number(least), `${ran} cases are fewer than ${least}`);
});

const shared = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const namesOf = () => shared.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join(' ');
const untouched = namesOf();

/**
 * A test that tries a property on so many random cases (times what `npm run fuzz` asks for). A case fails where the
 * property throws, takes too long, or leaves something on a prototype that everything shares; the failure says how to
 * run it again.
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
      // What never yields is seen only afterwards; a busy machine is no fault of it.
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
