import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { archiveApp } from '../../../../src/audit-logs/model/archive.ts';
import { archivedRows } from '../../../../src/audit-logs/model/archived-rows.ts';
import { headings, places, toRow } from '../../../../src/audit-logs/model/csv-columns.ts';
import { createMergedEvents, type MergedEvents } from '../../../../src/audit-logs/model/merged-events.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { formulaSafeCell, unguardedCell } from '../../../../src/files/csv-cell.ts';
import { oneLine } from '../../../../src/audit-logs/model/row-identity.ts';
import { auditEvent, loadOf, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';

const at = (day: number) => new Date(Date.UTC(2025, 2, day, 9, 41, 7));
const row = (event: AuditEvent) => toRow(event, ['eventId']).map(formulaSafeCell);
/** What is known of events from an archive and the gateway. */
function known(archived: readonly AuditEvent[], fetched: readonly AuditEvent[] = []): MergedEvents {
  const events = createMergedEvents();
  events.addArchived(archived.map(row));
  events.addFetched(fetched);
  return events;
}

describe('The events known from an archive and the gateway', () => {
  it('are each there once, whatever they are known from', () => {
    const { all } = known([auditEvent(1, at(1)), auditEvent(2, at(2))], [auditEvent(2, at(2)), auditEvent(3, at(3))]);
    assert.deepEqual(
      all.map(({ key, id, isArchived, fetched }) => [key, id, isArchived, fetched !== undefined]),
      [
        [0, 'event-1', true, false],
        [1, 'event-2', true, true],
        [2, 'event-3', false, true],
      ],
    );
    assert.deepEqual(
      all.map(({ earlier }) => earlier),
      [[], [], []],
    );
    assert.deepEqual(
      all.map(({ fetched }) => fetched?.at),
      [undefined, at(2), at(3)],
      'the archive keeps the day only',
    );
  });

  it('are as the gateway tells them now; what is archived otherwise is kept beside', () => {
    const [event] = known([auditEvent(1, at(1), { target: 'US' })], [auditEvent(1, at(1), { target: 'EU' })]).all;
    assert.equal(event?.cells[places.target], 'EU');
    assert.deepEqual(
      event.earlier.map((cells) => cells[places.target]),
      ['US'],
    );
  });

  it('are as they were archived last where the archive has them twice', () => {
    const [event, ...others] = known([
      auditEvent(1, at(1), { target: 'US' }),
      auditEvent(1, at(1), { target: 'EU' }),
    ]).all;
    assert.deepEqual(others, []);
    assert.equal(event?.cells[places.target], 'EU');
    assert.deepEqual(
      event.earlier.map((cells) => cells[places.target]),
      ['US'],
    );
  });

  it('are not changed by a new name of the app', () => {
    const [event] = known(
      [auditEvent(1, at(1), { appName: 'Before' })],
      [auditEvent(1, at(1), { appName: 'Now' })],
    ).all;
    assert.deepEqual([event?.cells[places.appName], event?.earlier], ['Now', []]);
  });

  it('are not changed by the apostrophe that keeps an archived cell from being a formula', () => {
    const hostile = auditEvent(1, at(1), { location: '=cmd()', target: "'=x", installedVersion: "'quoted" });
    const [event] = known([hostile], [hostile]).all;
    assert.deepEqual(event?.earlier, []);
    const [archived] = known([hostile]).all;
    assert.deepEqual(
      [archived?.cells[places.location], archived?.cells[places.installedVersion]],
      ['=cmd()', "'quoted"],
    );
  });

  it('are told apart by all that is told of them where they have no id', () => {
    const without = auditEvent(1, at(1), { id: '' });
    const { all } = known([without], [without, auditEvent(1, at(1), { id: '', target: 'EU' })]);
    assert.deepEqual(
      all.map(({ isArchived, fetched }) => [isArchived, fetched !== undefined]),
      [
        [true, true],
        [false, true],
      ],
    );
  });

  it('are told again in `changes` when they change, and not when nothing new is said', () => {
    const events = createMergedEvents();
    events.addArchived([row(auditEvent(1, at(1))), row(auditEvent(2, at(2)))]);
    assert.deepEqual(events.changes, [0, 1]);
    events.addArchived([row(auditEvent(1, at(1)))]);
    assert.deepEqual(events.changes, [0, 1]);
    events.addFetched([auditEvent(1, at(1))]);
    assert.deepEqual(events.changes, [0, 1, 0]);
  });

  it('are drawn once for all rows of an event that come together, however many', () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => row(auditEvent(1, at(1), { location: `L${index}` })));
    const events = createMergedEvents();
    events.addArchived(rows);
    assert.deepEqual(events.changes, [0]);
    assert.equal(events.all[0]?.earlier.length, rows.length - 1);
  });

  it('keep ids that are words of the language apart', () => {
    const ids = ['__proto__', 'constructor', 'toString', 'row []'];
    assert.deepEqual(
      known(ids.map((id, index) => auditEvent(index, at(1), { id }))).all.map(({ id }) => id),
      ids,
    );
  });

  it('hold every cell of any event that went through an archive', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '\tx', "'", "''=", '﹦', '"', 'a\r\nb'),
    );
    fc.assert(
      fc.property(fc.record({ location: text, target: text, product: text, installedVersion: text }), (more) => {
        const event = auditEvent(1, at(1), more);
        const [merged] = known([event], [event]).all;
        assert.deepEqual([merged?.cells, merged?.earlier], [toRow(event), []]);
      }),
    );
  });
});

describe('A cell that was made formula-safe', () => {
  it('is what it was made of, whatever that is', () => {
    const unit = fc.constantFrom('x', "'", '=', '+', '-', '@', '\t', '\r', '\n', ';', '＝', ',');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 6 }), (text) => {
        const cell = formulaSafeCell(text);
        assert.equal(unguardedCell(cell), text);
        for (const part of cell.split(/[;\t\r\n]/)) assert.doesNotMatch(part, /^[=+\-@＝]/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('The files of an archive', () => {
  const folder = useFolder();
  const read = async (path: string) => {
    const files = [];
    for await (const file of archivedRows(path)) files.push(file);
    return files;
  };

  it('are read month by month, and hold what was archived', async () => {
    const events = [
      auditEvent(1, new Date('2025-01-31T23:59:59Z'), { location: 'a "b",\r\nc' }),
      auditEvent(2, new Date('2025-02-01T00:00:00Z')),
      auditEvent(3, new Date('2025-02-28T12:00:00Z')),
    ];
    const now = new Date('2025-03-01T00:00:00Z');
    const { folder: archive } = await archiveApp({
      root: folder.path,
      workspaceFolder: folder.path,
      app: vault,
      load: loadOf(events),
      now,
      signal: new AbortController().signal,
    });
    const files = await read(archive);
    assert.deepEqual(
      files.map(({ name }) => name),
      ['2025-01.csv', '2025-02.csv'],
    );
    assert.deepEqual(
      files.flatMap((file) => ('rows' in file ? file.rows : [])),
      // A row is a line, so that Git can merge it.
      events.map((event) => row(event).map(oneLine)),
    );
  });

  it('that can not be read are told beside the others; other files are none of them', async () => {
    const archive = join(folder.path, 'app');
    await mkdir(join(archive, '2025-02.csv'), { recursive: true });
    await writeFile(
      join(archive, '2025-01.csv'),
      `${[...Array.from({ length: 11 }, (_, index) => `h${index}`)].join()}\r\n1,2\r\n`,
    );
    await writeFile(join(archive, '2025-03.csv'), '');
    await writeFile(join(archive, 'undated.csv'), `${headings(['eventId']).join()}\r\n"1,2\r\n`);
    for (const name of ['notes.csv', '2025-04.csv.bak', '.2025-05.csv', 'index.json'])
      await writeFile(join(archive, name), 'x');
    const files = await read(archive);
    assert.deepEqual(
      files.map(({ name }) => name),
      ['2025-01.csv', '2025-02.csv', 'undated.csv'],
      'an empty file has neither rows nor a problem',
    );
    const problem = (index: number) => (files[index] && 'error' in files[index] ? String(files[index].error) : 'none');
    assert.match(problem(0), /2025-01\.csv of the audit archive does not begin with the columns of an archive/);
    assert.match(problem(1), /2025-02\.csv/);
    assert.match(problem(2), /quotation mark/);
  });

  it('are none where there is no folder, which the disk says', async () => {
    await assert.rejects(read(join(folder.path, 'missing')), /ENOENT/);
  });
});
