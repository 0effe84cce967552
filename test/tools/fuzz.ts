// npm run fuzz: the properties of test/fuzz with many more cases than in npm test, and a new seed each time (`--seed N
// --times N`); a failure says how to run its case again (`--seed N --path P --grep title`).
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { cleanUpOnSignals } from '../support/host/processes.ts';
import { fuzzRing } from './rings/fuzz-ring.ts';

cleanUpOnSignals();
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    times: { type: 'string', default: '20' },
    path: { type: 'string' },
    grep: { type: 'string', short: 'g' },
  },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const factor = values.path === undefined ? Number(values.times) : 1;
if (!Number.isSafeInteger(seed) || !(factor > 0)) {
  console.error('Usage: npm run fuzz -- [--times N] [--seed N] [--path P] [--grep TITLE]');
  process.exit(2);
}
console.log(`Seed ${seed}, ${factor} times the cases of npm test`);
const { failed } = await fuzzRing({ seed, factor, ...(values.path !== undefined && { path: values.path }) }).run({
  files: [],
  grep: values.grep,
});
process.exit(failed > 0 ? 1 : 0);
