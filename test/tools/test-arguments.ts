import { parseArgs } from 'node:util';
import type { Ring } from './rings/ring.ts';

/** The extension host's debug port with `--inspect`, which a launch configuration attaches to. */
export const inspectPort = 5870;

/** The parsed arguments of `npm test`. */
export interface TestArguments {
  /** Names of rings. */
  names: string[];
  /** Test files, by their paths relative to the repository. */
  files: string[];
  grep: string | undefined;
  /** How many times each ring runs. */
  repeat: number;
  /** Whether only the quick rings run, unless others are named. */
  quick: boolean;
  /** Whether the extension host waits for a debugger. */
  inspect: boolean;
}

/** Parses the arguments of `npm test`; throws with a message for the user. */
export function readTestArguments(args: string[]): TestArguments {
  const { positionals, values } = parseArgs({
    args,
    options: {
      grep: { type: 'string', short: 'g' },
      repeat: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      inspect: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const repeat = Number(values.repeat);
  if (!Number.isSafeInteger(repeat) || repeat < 1)
    throw new Error(`--repeat takes a number of times, not ${values.repeat}.`);
  return {
    names: positionals.filter((name) => !name.endsWith('.ts')),
    files: positionals.filter((name) => name.endsWith('.ts')).map((file) => file.replaceAll('\\', '/')),
    grep: values.grep,
    repeat,
    quick: values.quick,
    inspect: values.inspect,
  };
}

/** A ring to run, with the test files chosen from it; empty for all. */
export interface ChosenRing<R> {
  ring: R;
  files: string[];
}

/**
 * Returns the rings to run, in their order: those named and those of the files; without either, all except those that
 * run only if named. A file runs in the named rings that contain it, otherwise in the first ring that does. Throws if
 * there is no such ring.
 */
export function chooseRings<R extends Pick<Ring, 'name' | 'folders' | 'quick' | 'onlyNamed'>>(
  rings: readonly R[],
  { names, files, quick }: Pick<TestArguments, 'names' | 'files' | 'quick'>,
): ChosenRing<R>[] {
  const known = rings.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ring ${unknown.join(', ')}. Rings: ${known.join(', ')}.`);
  if (names.length === 0 && files.length === 0) {
    return rings.filter((ring) => !ring.onlyNamed && (!quick || ring.quick)).map((ring) => ({ ring, files: [] }));
  }
  const chosen = new Map<R, string[]>(rings.filter(({ name }) => names.includes(name)).map((ring) => [ring, []]));
  for (const file of files) {
    const folder = file.replace(/^.*?test\//, '').split('/')[0] ?? '';
    const holding = rings.filter(({ folders }) => folders.includes(folder));
    const named = holding.filter(({ name }) => names.includes(name));
    const running = named.length > 0 ? named : holding.slice(0, 1);
    if (running.length === 0) throw new Error(`${file} belongs to no ring.`);
    for (const ring of running) chosen.set(ring, [...(chosen.get(ring) ?? []), file]);
  }
  return rings.flatMap((ring) => {
    const own = chosen.get(ring);
    return own === undefined ? [] : [{ ring, files: own }];
  });
}
