import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { build } from 'esbuild';
import { findArchives } from '../../../../src/audit-logs/model/archive-folder.ts';
import { dayOf } from '../../../../src/audit-logs/model/days.ts';
import { archivedEvents, lastDay } from '../../../support/archived-events.ts';
import { useFolder } from '../../../support/folder.ts';
import { root as repository } from '../../../support/paths.ts';
import { graphqlDocuments } from '../../../tools/graphql-documents.mjs';

const kills = 200;
/** Archives that are worked on side by side, so that it takes less time. */
const lanes = 4;

/**
 * Every row of the archive under a root, each file being readable by a strict parser; and the days that the index
 * claims.
 */
async function readAll(
  root: string,
): Promise<{ rows: Set<string>; ids: string[]; days: readonly { from: string; to: string }[] }> {
  const [archive] = await findArchives(root);
  if (archive === undefined) return { rows: new Set(), ids: [], days: [] };
  assert.ok('index' in archive, 'the index can’t be read');
  const rows: string[][] = [];
  for (const name of (await readdir(archive.folder)).filter((file) => file.endsWith('.csv'))) {
    const text = await readFile(join(archive.folder, name), 'utf8');
    assert.ok(text.endsWith('\r\n'), name);
    rows.push(...parse(text, { record_delimiter: '\r\n' }).slice(1));
  }
  return {
    rows: new Set(rows.map((row) => JSON.stringify(row))),
    ids: rows.map((row) => row[10] ?? ''),
    days: archive.index.fetched,
  };
}

describe('an archive whose process is killed', function () {
  this.timeout(100_000);
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

  async function begun(root: string, day: number): Promise<{ child: ChildProcess; ended: Promise<unknown[]> }> {
    const child = spawn(process.execPath, [program, root, String(day)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    return { child, ended };
  }

  it(`is readable and has lost no row after each of ${kills} kills, and becomes whole`, async () => {
    let whileWriting = 0;

    async function lane(root: string): Promise<void> {
      await mkdir(root);
      let before = await readAll(root);
      for (let kill = 0; kill < kills / lanes; kill++) {
        const { child, ended } = await begun(root, kill);
        await after(Math.random() * 25);
        child.kill('SIGKILL');
        await ended;
        const now = await readAll(root);
        for (const row of before.rows) assert.ok(now.rows.has(row), `lost: ${row}`);
        assert.equal(new Set(now.ids).size, now.ids.length, 'an event stands there twice');
        const ids = new Set(now.ids);
        for (const { id, at } of archivedEvents) {
          const day = dayOf(at ?? assert.fail());
          if (now.days.some(({ from, to }) => from <= day && day <= to))
            assert.ok(ids.has(id), `the index claims ${day}, but ${id} is not there`);
        }
        if ((await readdir(root, { recursive: true })).some((name) => name.endsWith('.lock'))) whileWriting++;
        before = now;
      }
      const last = await begun(root, lastDay);
      assert.deepEqual(await last.ended, [0, null]);
      const whole = await readAll(root);
      assert.deepEqual(whole.ids.sort(), archivedEvents.map(({ id }) => id).sort());
      assert.deepEqual(
        (await readdir(root, { recursive: true })).filter((name) => /\.tmp$|\.lock$/.test(name)),
        [],
      );
    }

    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(join(folder.path, `lane-${index}`))));
    assert.ok(whileWriting > kills / 4, `only ${whileWriting} of the kills hit work under way`);
  });

  it('is whole where two processes worked on it at once', async () => {
    const root = join(folder.path, 'both');
    await mkdir(root);
    const both = await Promise.all([begun(root, lastDay - 1), begun(root, lastDay - 1)]);
    for (const { ended } of both) assert.deepEqual(await ended, [0, null]);
    assert.deepEqual((await readAll(root)).ids.sort(), archivedEvents.map(({ id }) => id).sort());
  });
});
