import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { build } from 'esbuild';
import { findArchives } from '../../../../src/audit-logs/model/archive-folder.ts';
import { dayMs, dayOf } from '../../../../src/audit-logs/model/days.ts';
import { trustedDays } from '../../../../src/audit-logs/model/fetched-days.ts';
import { archivedEvents, firstNow, lastDay } from '../../../support/archived-events.ts';
import { useFolder } from '../../../support/folder.ts';
import { root as repository } from '../../../support/paths.ts';
import { graphqlDocuments } from '../../../tools/graphql-documents.mjs';

const kills = 320;
/** Archives that are worked on side by side, so that it takes less time. */
const lanes = 4;

/** What is wrong during a run beside its end, in turns; nothing in every other. */
const faults = ['clock:known', 'clock:unknown', 'disk:EPERM', 'disk:EBUSY'];

/** What befalls the file of a month before a run, in turns. */
const damages: readonly ((file: string) => Promise<unknown>)[] = [
  (file) => rm(file),
  (file) => truncate(file),
  // A file that lost no more than its last line end has all its rows, and stays as it is.
  async (file) => truncate(file, Math.floor(Math.random() * ((await stat(file)).size - '\r\n'.length))),
];

/** Damages one of the files of months under a root; returns its rows, or undefined if there is none. */
async function damageOne(root: string, number: number): Promise<Set<string> | undefined> {
  const [archive] = await findArchives(root);
  const names = archive ? (await readdir(archive.folder)).filter((name) => /^\d{4}-\d\d\.csv$/.test(name)) : [];
  const name = names[number % Math.max(names.length, 1)];
  const damage = damages[number % damages.length];
  if (archive === undefined || name === undefined || damage === undefined) return undefined;
  const file = join(archive.folder, name);
  const rows = rowsOf(await readFile(file, 'utf8'));
  await damage(file);
  return new Set(rows.map((row) => JSON.stringify(row)));
}

const rowsOf = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' }).slice(1);

/**
 * Every row of the archive under a root, each file being readable by a strict parser; and the days that the index
 * claims, as far as it is believed at `now`. A file that was damaged may still be so.
 */
async function readAll(
  root: string,
  now: Date,
  damaged = false,
): Promise<{ rows: Set<string>; ids: string[]; days: readonly { from: string; to: string }[] }> {
  const [archive] = await findArchives(root);
  if (archive === undefined) return { rows: new Set(), ids: [], days: [] };
  assert.ok('index' in archive, 'the index can’t be read');
  const rows: string[][] = [];
  for (const name of (await readdir(archive.folder)).filter((file) => file.endsWith('.csv'))) {
    const text = await readFile(join(archive.folder, name), 'utf8');
    // What was cut off before a run is so until the run has come to it.
    if (name.includes('.cut') || (damaged && !text.endsWith('\r\n'))) continue;
    assert.ok(text.endsWith('\r\n'), name);
    rows.push(...rowsOf(text));
  }
  return {
    rows: new Set(rows.map((row) => JSON.stringify(row))),
    ids: rows.map((row) => row[10] ?? ''),
    days: trustedDays(archive.index.fetched, now),
  };
}

/** The first run from `day` on that can have all of these rows: runs before it may have come further. */
function runThatHas(rows: ReadonlySet<string>, day: number): number {
  const ends = Array.from(rows, (row) => Date.parse((JSON.parse(row) as string[])[7] ?? '') + dayMs);
  return Math.min(lastDay, Math.max(day, ...ends.map((end) => Math.ceil((end - firstNow.getTime()) / dayMs))));
}

describe('an archive whose process is killed', function () {
  this.timeout(240_000);
  const folder = useFolder();
  let program: string;

  /** The archiver in one file: it starts in a fraction of the time. */
  beforeEach(async () => {
    program = join(folder.path, 'archiver.mjs');
    await build({
      entryPoints: [join(repository, 'test/support/archiver.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      plugins: [graphqlDocuments],
      mainFields: ['module', 'main'],
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      logLevel: 'error',
    });
  });

  async function begun(
    root: string,
    day: number,
    fault = '',
  ): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
    const child = spawn(process.execPath, [program, root, String(day), fault], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    return { child, ended };
  }

  const timeOf = (day: number) => new Date(firstNow.getTime() + day * dayMs);

  it(`is readable and has lost no row after each of ${kills} kills, whatever clock and disk do, and becomes whole`, async () => {
    const counts = { whileWriting: 0, faults: 0, damages: 0 };

    async function lane(root: string, start: number): Promise<void> {
      await mkdir(root);
      const first = await begun(root, 0, 'once');
      assert.deepEqual(await first.ended, [0, null]);
      /** Rows that were damaged, until a run has brought them back. */
      let gone = new Set<string>();
      let before = await readAll(root, timeOf(0));
      for (let kill = 0; kill < kills / lanes; kill++) {
        const day = Math.min(kill, lastDay);
        const fault = kill % 2 === 0 ? '' : (faults[(start + (kill >> 1)) % faults.length] ?? '');
        const damaged = kill % 3 === 2 && gone.size === 0 ? await damageOne(root, kill + start) : undefined;
        if (fault !== '') counts.faults++;
        if (damaged) counts.damages++;
        gone = new Set([...gone, ...(damaged ?? [])]);
        const { child, ended } = await begun(root, day, fault);
        await after(Math.random() * 100);
        child.kill('SIGKILL');
        const [code] = await ended;
        assert.ok(code === null || code === 0, `the run failed with ${String(code)}`);
        const now = await readAll(root, timeOf(lastDay), gone.size > 0);
        for (const row of before.rows) assert.ok(now.rows.has(row) || gone.has(row), `lost: ${row}`);
        assert.equal(new Set(now.ids).size, now.ids.length, 'an event stands there twice');
        const ids = new Set(now.ids);
        if (gone.size === 0)
          for (const { id, at } of archivedEvents) {
            const its = dayOf(at ?? assert.fail());
            if (now.days.some(({ from, to }) => from <= its && its <= to))
              assert.ok(ids.has(id), `the index claims ${its}, but ${id} is not there`);
          }
        gone = new Set([...gone].filter((row) => !now.rows.has(row)));
        if (gone.size > 0 && kill % 6 === 5) {
          // A run that may go on to its end brings back whatever was damaged.
          assert.deepEqual(await (await begun(root, runThatHas(gone, day), 'once')).ended, [0, null]);
          const { rows } = await readAll(root, timeOf(lastDay));
          assert.deepEqual(
            [...gone].filter((row) => !rows.has(row)),
            [],
          );
          gone = new Set();
        }
        if ((await readdir(root, { recursive: true })).some((name) => name.endsWith('.lock'))) counts.whileWriting++;
        before = now;
      }
      const last = await begun(root, lastDay);
      assert.deepEqual(await last.ended, [0, null]);
      const whole = await readAll(root, timeOf(lastDay));
      assert.deepEqual(whole.ids.sort(), archivedEvents.map(({ id }) => id).sort());
      assert.deepEqual(
        (await readdir(root, { recursive: true })).filter((name) => /\.tmp$|\.lock$/.test(name)),
        [],
      );
    }

    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(join(folder.path, `lane-${index}`), index)));
    console.log(
      `      ${kills} kills, ${counts.whileWriting} of them while writing; ${counts.faults} faults of clock or disk, ${counts.damages} damaged files; rows lost: 0`,
    );
    assert.ok(counts.whileWriting > kills / 4, `only ${counts.whileWriting} of the kills hit work under way`);
    assert.ok(counts.faults > kills / 4 && counts.damages > kills / 10);
  });

  it('is whole where two processes worked on it at once', async () => {
    const root = join(folder.path, 'both');
    await mkdir(root);
    const both = await Promise.all([begun(root, lastDay - 1), begun(root, lastDay - 1)]);
    for (const { ended } of both) assert.deepEqual(await ended, [0, null]);
    assert.deepEqual((await readAll(root, timeOf(lastDay))).ids.sort(), archivedEvents.map(({ id }) => id).sort());
  });
});
