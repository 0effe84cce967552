import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveApp, type ArchiveOptions } from '../../../../src/audit-logs/model/archive.ts';
import { findArchives } from '../../../../src/audit-logs/model/archive-folder.ts';
import { parseIndex } from '../../../../src/audit-logs/model/archive-index.ts';
import { csvRecords } from '../../../../src/audit-logs/model/csv-records.ts';
import { archiveState } from '../../../../src/audit-logs/model/archive-state.ts';
import { addDays, dayMs, dayOf } from '../../../../src/audit-logs/model/days.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { csvRows } from '../../../../src/files/csv-cell.ts';
import { auditEvent, loadFrom, loadOf, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { itWithLinks } from '../../../support/links-and-devices.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

const daily = (from: string, days: number): AuditEvent[] =>
  Array.from({ length: days }, (_, number) => {
    const day = addDays(from, number);
    return auditEvent(number, new Date(`${day}T08:00:00Z`), { id: `event-${day}` });
  });

describe('an archive', () => {
  const folder = useFolder();
  const place = () => join(folder.path, 'customer-notes-vault_83c0f6d2');
  const file = (name: string) => join(place(), name);
  const run = (events: readonly AuditEvent[], more: Partial<ArchiveOptions> = {}) =>
    archiveApp({
      root: folder.path,
      workspaceFolder: folder.path,
      app: vault,
      load: loadOf(events),
      now,
      signal: AbortSignal.timeout(8000),
      ...more,
    });

  /** The ids in all files of months. */
  async function ids(): Promise<Set<string>> {
    const names = (await readdir(place())).filter((name) => /^(\d{4}-\d\d|undated)\.csv$/.test(name));
    const texts = await Promise.all(names.map((name) => readFile(file(name), 'utf8')));
    return new Set(texts.join('\n').match(/event-[\w-]+/g));
  }

  const assertAll = async (events: readonly AuditEvent[]) => {
    const there = await ids();
    assert.deepEqual(
      events.filter(({ id }) => !there.has(id)).map(({ id }) => id),
      [],
    );
  };

  describe('that a clock wrote that was ahead', () => {
    const events = daily('2025-04-01', 160);
    const ahead = new Date(now.getTime() + 60 * dayMs);

    it('fetches again what was noted as fetched at a time still to come, and says so', async () => {
      const known = events.filter(({ at }) => at !== undefined && at < now);
      await run(known, { now: ahead });
      assert.equal((await run(known)).distrusted.length, 1);
      const later = new Date(now.getTime() + 10 * dayMs);
      await run(
        events.filter(({ at }) => at !== undefined && at < later),
        { now: later },
      );
      assert.equal((await run([], { now: later })).distrusted.length, 0);
      await run(
        events.filter(({ at }) => at !== undefined && at < ahead),
        { now: ahead },
      );
      await assertAll(events.filter(({ at }) => at !== undefined && at < ahead));
    });

    it('is due, whatever its index says', async () => {
      await run([], { now: ahead });
      const [found] = await findArchives(folder.path);
      assert.ok(found && 'index' in found);
      const state = archiveState(found.index, now, 21);
      assert.deepEqual([state.isDue, state.lastArchived], [true, undefined]);
      assert.equal(
        archiveState(found.index, new Date(ahead.getTime() - 60_000), 21).isDue,
        false,
        'clocks differ a bit',
      );
    });
  });

  describe('whose clock differs from the gateway’s', () => {
    const gateway = useGateway({ now });
    const archiveBy = (clock: Date) => {
      const { client } = gateway.connect();
      return run([], { load: loadFrom(client), clockAheadMs: () => client.clockAheadMs(), now: clock });
    };

    for (const days of [60, -60]) {
      it(`goes by the gateway’s (${days} days)`, async () => {
        gateway.sandbox.faults.set('AuditEvents', { kind: 'clock', aheadMs: -days * dayMs });
        const result = await archiveBy(new Date(now.getTime() + days * dayMs));
        assert.ok(Math.abs((result.clockAheadMs ?? 0) - days * dayMs) < 5000);
        const { archivedAt, fetched } = parseIndex(await readFile(file('index.json'), 'utf8'));
        assert.equal(archivedAt && dayOf(archivedAt), dayOf(now));
        assert.deepEqual(fetched.at(-1)?.to, addDays(dayOf(now), -1));
        gateway.sandbox.faults.clear();
        assert.equal((await archiveBy(now)).added, 0);
      });
    }

    it('says nothing of minutes', async () => {
      gateway.sandbox.faults.set('AuditEvents', { kind: 'clock', aheadMs: 120_000 });
      assert.equal((await archiveBy(now)).clockAheadMs, undefined);
    });
  });

  describe('of which a file is not what was archived', () => {
    const events = daily('2024-01-01', 520);
    const march = '2025-03.csv';

    const damages: Readonly<Record<string, [kind: string, damage: () => Promise<unknown>]>> = {
      'is gone': ['gone', () => rm(file(march))],
      'is empty': ['fewer', () => truncate(file(march))],
      'lacks rows at its end': [
        'fewer',
        async () =>
          writeFile(file(march), (await readFile(file(march), 'utf8')).split('\r\n').slice(0, 9).join('\r\n') + '\r\n'),
      ],
      'is cut within a row': ['cut', async () => truncate(file(march), 1000)],
      'is cut within the last cell': [
        'cut',
        async () => truncate(file(march), (await readFile(file(march))).length - 4),
      ],
      'is cut within a letter': [
        'cut',
        async () =>
          writeFile(
            file(march),
            Buffer.concat([(await readFile(file(march))).subarray(0, 1000), Buffer.from('é').subarray(0, 1)]),
          ),
      ],
      'is cut within its first row': ['cut', () => truncate(file(march), 20)],
      'has another row in place of one': [
        'altered',
        async () =>
          writeFile(file(march), (await readFile(file(march), 'utf8')).replace('event-2025-03-07', 'event-x')),
      ],
    };
    for (const [what, [kind, damage]] of Object.entries(damages)) {
      it(`${what} says so, once, and has its days again`, async () => {
        await run(events);
        await damage();
        const before = await readFile(file(march)).catch(() => undefined);
        const [mended, ...others] = (await run(events)).mended;
        assert.ok(mended);
        assert.deepEqual([mended.file, mended.kind, mended.archived, mended.missing], [march, kind, 31, 0]);
        assert.deepEqual(others, []);
        await assertAll(events);
        // All but the part of a letter that may stand at the end.
        if (kind === 'cut')
          assert.equal(await readFile(file(mended.copy ?? ''), 'utf8'), before?.toString().replace(/\uFFFD$/, ''));
        assert.deepEqual((await run(events)).mended, []);
      });
    }

    it('says so again after a run that was cut short, and tells what stays lost', async () => {
      await run(events);
      await rm(file(march));
      const stop = new AbortController();
      const left = events.filter(({ id }) => id < 'event-2025-03-05' || id > 'event-2025-03-09');
      const first = run(left, { signal: stop.signal, onProgress: () => stop.abort() });
      await assert.rejects(first, /abort/i);
      const [mended] = (await run(left)).mended;
      assert.deepEqual([mended?.file, mended?.archived, mended?.missing], [march, 31, 5]);
    });

    it('that the gateway has erased says so, and is not fetched', async () => {
      await run(events);
      await rm(file('2024-02.csv'));
      const asked: Date[] = [];
      const load: ArchiveOptions['load'] = (start, end, signal) => {
        asked.push(start);
        return loadOf(events)(start, end, signal);
      };
      const [mended] = (await run([], { load, now: new Date('2026-03-15T12:00:00Z') })).mended;
      assert.deepEqual([mended?.file, mended?.kind, mended?.missing], ['2024-02.csv', 'gone', 29]);
      assert.ok(asked.every((start) => start >= new Date('2024-03-15T00:00:00Z')));
    });

    it('only by its line ends or its order is as good as it was', async () => {
      await run(events);
      const [head = '', ...rows] = (await readFile(file(march), 'utf8')).trimEnd().split('\r\n');
      await writeFile(file(march), `\uFEFF${[head, ...rows.reverse()].join('\n')}`);
      assert.deepEqual((await run(events)).mended, []);
      await assertAll(events);
    });
  });

  it('reads a file that a spreadsheet saved with semicolons, and writes it with commas again', async () => {
    const events = daily('2025-05-01', 20).map((event) => ({ ...event, appName: 'Vault, "safe"; mine' }));
    await run(events.slice(0, 15));
    const before = await readFile(file('2025-05.csv'), 'utf8');
    const rows = [...csvRecords(before)].map(({ cells }) => cells);
    for (const mark of ['', '\uFEFF']) {
      await writeFile(file('2025-05.csv'), mark + (await csvRows(rows, false, ';')));
      assert.deepEqual((await run(events.slice(0, 15))).mended, []);
    }
    assert.deepEqual((await run(events)).mended, []);
    const after = await readFile(file('2025-05.csv'), 'utf8');
    assert.ok(after.startsWith(before));
    await assertAll(events);
  });

  describe('with a file that would be misread', () => {
    const events = daily('2025-05-01', 40);
    const may = '2025-05.csv';
    const changed = async (change: (text: string) => string) =>
      writeFile(file(may), change(await readFile(file(may), 'utf8')));
    const damages: Readonly<Record<string, [words: RegExp, damage: () => Promise<unknown>]>> = {
      'with conflict markers': [
        /conflict markers/,
        () => changed((text) => text.replace('event-2025-05-07\r\n', 'event-2025-05-07\r\n<<<<<<< HEAD\r\n')),
      ],
      'with tabs': [/separates them otherwise/, () => changed((text) => text.replaceAll(',', '\t'))],
      'without its header': [/does not begin with the columns/, () => changed((text) => text.replace(/^.*\r\n/, ''))],
      'with a cell too many': [
        /row 3 .*12 cells/,
        () => changed((text) => text.replace('event-2025-05-02', 'event-2025-05-02,x')),
      ],
      'with a row too short': [/row 3 .*10 cells/, () => changed((text) => text.replace(',event-2025-05-02', ''))],
    };
    for (const [what, [words, damage]] of Object.entries(damages)) {
      it(`${what} is left alone, and so is all else`, async () => {
        await run(events.slice(0, 20));
        await damage();
        const names = await readdir(place());
        const before = await Promise.all(names.map((name) => readFile(file(name))));
        const error = await failure(run(events));
        assert.equal(error.kind, 'damaged');
        assert.match(error.message, words);
        assert.match(error.message, /2025-05\.csv/);
        assert.deepEqual(await readdir(place()), names);
        assert.deepEqual(await Promise.all(names.map((name) => readFile(file(name)))), before);
      });
    }

    it('names the conflict of an index', async () => {
      await run(events);
      await appendFile(file('index.json'), '<<<<<<< HEAD\n');
      assert.match((await failure(run(events))).message, /index\.json .*conflict/);
    });
  });

  it('tells an event as changed that is of another month by now', async () => {
    const event = auditEvent(1, new Date('2025-04-20T08:00:00Z'));
    await run([event, auditEvent(2, new Date('2025-05-02T08:00:00Z'))]);
    const retold = { ...event, at: new Date('2025-06-03T08:00:00Z') };
    const result = await run([retold, auditEvent(3, new Date('2025-06-04T08:00:00Z'))]);
    assert.deepEqual([result.added, result.changed], [2, ['event-1']]);
    assert.deepEqual((await run([retold])).changed, []);
  });

  it('reads an index of the first format, and carries it over', async () => {
    const events = daily('2025-01-01', 160);
    await run(events);
    const first = {
      version: 1,
      appId: vault.id.slice(-36),
      appName: vault.name,
      archivedAt: '2025-06-14T12:00:00.000Z',
      fetched: [{ from: '2023-06-15', to: '2025-06-13', at: '2025-06-14T12:00:00.000Z' }],
    };
    await writeFile(file('index.json'), JSON.stringify(first, null, 2));
    let asked = 0;
    const load: ArchiveOptions['load'] = (start, end, signal) => {
      asked++;
      return loadOf(events)(start, end, signal);
    };
    const result = await run([], { load });
    assert.deepEqual([result.added, result.mended, asked], [0, [], 2]);
    const text = await readFile(file('index.json'), 'utf8');
    assert.match(text, /"version": 2/);
    assert.match(text, /"2023-06-15 to 2025-06-13": "2025-06-14T12:00:00.000Z"/);
    assert.match(text, /"2025-01.csv": "31 rows/);
  });

  describe('that a link leads out of the workspace', () => {
    const outside = () => join(folder.path, 'outside');
    const workspace = () => join(folder.path, 'workspace');
    const inWorkspace = () => run([], { root: join(workspace(), 'archive'), workspaceFolder: workspace() });
    const temporary = '.2025-03.csv.5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3.tmp';
    beforeEach(async () => {
      await mkdir(outside());
      await mkdir(workspace());
      await writeFile(join(outside(), temporary), 'mine');
    });
    const untouched = async () => assert.deepEqual(await readdir(outside()), [temporary]);

    itWithLinks('is not written', async () => {
      await symlink(outside(), join(workspace(), 'archive'));
      const error = await failure(inWorkspace());
      assert.equal(error.kind, 'misconfigured');
      assert.match(error.message, /link out of the workspace/);
      await untouched();
    });

    itWithLinks('is not written where the folder of the app is the link', async () => {
      await mkdir(join(workspace(), 'archive'));
      await symlink(outside(), join(workspace(), 'archive', 'customer-notes-vault_83c0f6d2'));
      assert.match((await failure(inWorkspace())).message, /link out of the workspace/);
      await untouched();
    });

    itWithLinks('is written where the link stays within it', async () => {
      await mkdir(join(workspace(), 'elsewhere'));
      await symlink(join(workspace(), 'elsewhere'), join(workspace(), 'archive'));
      await inWorkspace();
      assert.equal((await findArchives(join(workspace(), 'elsewhere'))).length, 1);
      await untouched();
    });
  });

  it('stays readable where the app’s folder was renamed by hand', async () => {
    const events = daily('2025-05-01', 40);
    await run(events);
    await rename(place(), join(folder.path, 'mine'));
    const result = await run(events);
    assert.deepEqual([result.folder, result.added], [join(folder.path, 'mine'), 0]);
  });
});
