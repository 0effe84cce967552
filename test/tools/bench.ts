// npm run bench: measures all topics in test/bench/, or the named ones (`npm run bench -- audit tree`), one after
// another.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Aim, type Figure, meetsAim, ratioOf } from '../support/bench/figure.ts';
import { cleanUpOnSignals, end, exitCode, start } from '../support/host/processes.ts';
import { root } from '../support/paths.ts';
import { step } from '../support/step.mjs';

const files = globSync('test/bench/**/*.bench.ts', { cwd: root }).sort();
const topicOf = (file: string) => basename(file, '.bench.ts');

/** Runs one topic in a fresh process; rejects if that ends without figures. */
async function figuresOf(file: string): Promise<Figure[]> {
  const child = start(
    process.execPath,
    ['--expose-gc', '--import', './test/tools/text-imports.mjs', 'test/support/bench/topic.ts', join(root, file)],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  let figures: Figure[] | undefined;
  child.once('message', (message) => (figures = message as Figure[]));
  const code = await exitCode(child);
  await end(child);
  if (figures === undefined) throw new Error(`${file} ended with ${code} and gave no figures.`);
  return figures;
}

const rounded = (number: number) => Number(number.toPrecision(4));
const signs: Record<string, string> = { atMost: '≤', atLeast: '≥', ratioAtMost: '≤ ×', ratioAtLeast: '≥ ×' };
const aimText = (aim: Aim) =>
  Object.entries(aim)
    .map(([kind, limit]) => `${signs[kind] ?? kind} ${limit}`)
    .join();

function jsonLine(figure: Figure): string {
  const { name, value, unit, baseline, aim } = figure;
  const ratio = ratioOf(figure);
  return JSON.stringify({ name, value, unit, baseline, ratio: ratio && rounded(ratio), aim, aimMet: meetsAim(figure) });
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, value, unit, baseline, aim } = figure;
    const ratio = ratioOf(figure);
    const met = meetsAim(figure);
    const verdict = met === true ? 'met' : 'MISSED';
    return [
      name,
      `${rounded(value)} ${unit}`,
      baseline === undefined ? '' : `${rounded(baseline)} ${unit}`,
      ratio === undefined ? '' : `× ${ratio.toFixed(2)}`,
      aim ? aimText(aim) : '',
      met === undefined ? '' : verdict,
    ];
  });
  const all = [['figure', 'value', 'baseline', 'ratio', 'aim', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

cleanUpOnSignals();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((topic) => !files.some((file) => topicOf(file) === topic));
if (unknown.length > 0) {
  console.error(`There is no topic ${unknown.join(', ')}. Topics: ${files.map(topicOf).join(', ')}.`);
  process.exit(1);
}

const measured: Figure[] = [];
let crashed = false;
for (const file of files.filter((name) => wanted.length === 0 || wanted.includes(topicOf(name)))) {
  try {
    const figures = await step(`Measuring ${topicOf(file)}`, () => figuresOf(file));
    for (const figure of figures) console.log(jsonLine(figure));
    measured.push(...figures);
  } catch (error) {
    crashed = true;
    console.error(error instanceof Error ? error.message : String(error));
  }
}
console.log(`\n${table(measured)}`);
process.exit(crashed ? 1 : 0);
