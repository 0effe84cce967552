import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { headings, toRow } from '../../../../src/audit-logs/model/csv-columns.ts';
import { csvChunks } from '../../../../src/audit-logs/model/csv-lines.ts';
import { csvRecords } from '../../../../src/audit-logs/model/csv-records.ts';
import { exportChunks, type ExportForm } from '../../../../src/audit-logs/model/export-csv.ts';
import { exportName, freeName } from '../../../../src/audit-logs/model/export-name.ts';
import type { Batch } from '../../../../src/audit-logs/model/fetch-windows.ts';
import { csvFormat, formulaSafeCell } from '../../../../src/files/csv-cell.ts';
import type { AuditEvent } from '../../../../src/core/audit-event.ts';
import { fileStem, safeFileName } from '../../../../src/files/file-name.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { writeWholeFile } from '../../../../src/files/whole-file.ts';
import { auditEvent, textOf } from '../../../support/audit-world.ts';
import { readOnly, smallDisk } from '../../../support/hostile-disk.ts';
import { useFolder } from '../../../support/folder.ts';

const plainForm: ExportForm = { formulaSafe: true, byteOrderMark: false, extraColumns: [] };
const at = new Date('2024-03-12T09:41:07.123Z');

async function* batchOf(...batches: readonly (readonly AuditEvent[])[]): AsyncGenerator<Batch, void, undefined> {
  for (const events of batches) yield await Promise.resolve({ window: { start: at, end: at }, events });
}
const csvOf = (events: readonly AuditEvent[], form = plainForm) => textOf(exportChunks(batchOf(events), form));
const parsed = (csv: string): string[][] => parse(csv, { record_delimiter: '\r\n', relax_quotes: false, bom: false });

describe('a CSV file of audit events', () => {
  it('is this, byte by byte', async () => {
    const events = [
      auditEvent(1, at),
      auditEvent(2, at, { status: 'APP_INSTALLED', target: '', environment: 'DEVELOPMENT', product: 'JIRA' }),
      auditEvent(3, at, {
        status: 'FORGE_BACKFILL_COMPLETED',
        target: 'GLOBAL',
        installedVersion: '',
        environment: 'STAGING',
      }),
      auditEvent(4, at, { status: 'somethingNew', product: 'constructor', location: 'EU', appName: 'Notes, "safe"' }),
    ];
    assert.equal(
      await csvOf(events),
      'App ID,App name,Site ID,Product,Environment,Installed version,Event,Event date,Location,Target location\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,Customer Notes Vault,site-1,Confluence,Production,3.1.0,Migration scheduled,2024-03-12,Global,US\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,Customer Notes Vault,site-2,Jira,Development,3.1.0,App installed,2024-03-12,Global,N/A\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,Customer Notes Vault,site-3,Confluence,Staging,,Forge backfill completed,2024-03-12,Global,Global\r\n' +
        '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95,"Notes, ""safe""",site-4,constructor,Production,3.1.0,somethingNew,2024-03-12,EU,US\r\n',
    );
  });

  it('has a header alone where nothing happened, a mark and more columns where they are wanted', async () => {
    assert.equal(await csvOf([]), `${headings().join(',')}\r\n`);
    const csv = await csvOf([auditEvent(1, at, { migrationStart: new Date('2024-03-13T00:00:00Z') })], {
      formulaSafe: true,
      byteOrderMark: true,
      extraColumns: ['eventId', 'environmentId', 'migrationStart', 'exactTime'],
    });
    const [header, row] = csv.split('\r\n');
    assert.equal(header, `\uFEFF${headings().join(',')},Event ID,Environment ID,Migration start,Exact time`);
    assert.ok(row?.endsWith(',event-1,environment-1,2024-03-13T00:00:00.000Z,2024-03-12T09:41:07.123Z'));
  });

  it('keeps hostile values, read back by two parsers', async () => {
    const texts = [
      '=1+1',
      '+1',
      '-1',
      '@x',
      '\tx',
      '\rx',
      '"',
      '""',
      'a\nb',
      'a\rb',
      'a\r\nb',
      '\0',
      '\u202Egnp.exe',
      ' , ',
      '\uFEFFx',
      '👩‍👩‍👧',
      "'quoted",
      '\uD800',
      'x'.repeat(1_000_000),
    ].map((text) => text.toWellFormed());
    const events = texts.map((appName, number) => auditEvent(number, at, { appName }));
    const safe = await csvOf(events);
    const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text);
    const names = (csv: string) =>
      parsed(csv)
        .slice(1)
        .map((row) => row[1]);
    const raw = await csvOf(events, { ...plainForm, formulaSafe: false });
    const [safeNames, rawNames] = [names(safe), names(raw)];
    for (const [index, text] of texts.entries()) {
      // Compared as a whole first: a difference within a megabyte is nothing to print.
      assert.ok(safeNames[index] === (isFormula(text) ? `'${text}` : text), JSON.stringify(text.slice(0, 20)));
      assert.ok(rawNames[index] === text, JSON.stringify(text.slice(0, 20)));
    }
    assert.ok(JSON.stringify([...csvRecords(safe)].map(({ cells }) => cells)) === JSON.stringify(parsed(safe)));
  });

  it('is read by our own reader as by another parser, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '=', 'é') }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (names) => {
          const csv = await csvOf(names.map((appName, number) => auditEvent(number, at, { appName })));
          assert.deepEqual(
            [...csvRecords(csv)].map(({ cells }) => cells),
            parsed(csv),
          );
          assert.equal([...csvRecords(csv)].map(({ text }) => `${text}\r\n`).join(''), csv);
        },
      ),
    );
  });

  it('is what csv-stringify writes of its rows, whether or not a cell needs quotes', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '"', ',', '\n', '\r', '='), maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ appName: text, siteId: text, target: text }), { minLength: 1, maxLength: 5 }),
        async (all) => {
          const rows = all.map((more, number) => toRow(auditEvent(number, at, more)));
          assert.equal(
            await textOf(csvChunks(rows, true)),
            stringify(
              rows.map((row) => row.map(formulaSafeCell)),
              csvFormat,
            ),
          );
        },
      ),
    );
  });

  it('tells after each batch how far it is', async () => {
    const told: number[] = [];
    await textOf(
      exportChunks(batchOf([auditEvent(1, at)], [], [auditEvent(2, at), auditEvent(3, at)]), plainForm, ({ events }) =>
        told.push(events),
      ),
    );
    assert.deepEqual(told, [1, 1, 3]);
  });
});

describe('the name of a file', () => {
  const app = { id: appAri('83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95'), name: 'Customer Notes / Vault?' };
  const range = { from: '2024-03-12', to: '2024-04-01' };

  it('is made of the app, the id and the days', () => {
    assert.equal(
      exportName('{app}_{id}_{from}_{to}', app, range),
      'customer-notes-vault_83c0f6d2_2024-03-12_2024-04-01.csv',
    );
    assert.equal(exportName('audit {from} {nothing}.csv', app, range), 'audit 2024-03-12 {nothing}.csv');
    assert.equal(exportName('../../{app}', app, range), '-..-customer-notes-vault.csv');
  });

  it('keeps words of the pattern that every object knows', () => {
    assert.equal(
      exportName('{constructor} {__proto__} {toString}', app, range),
      '{constructor} {__proto__} {toString}.csv',
    );
  });

  it('keeps the days of an app with a very long name', () => {
    for (const name of ['議'.repeat(500), '👩'.repeat(500), 'é'.repeat(500)]) {
      assert.ok(
        exportName('{app}_{id}_{from}_{to}', { ...app, name }, range).endsWith('_83c0f6d2_2024-03-12_2024-04-01.csv'),
        name.slice(0, 2),
      );
    }
  });

  it('is one that every system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const name of [safeFileName(text, '.csv'), `${fileStem(text)}.csv`]) {
          assert.doesNotMatch(name, /[\p{Cc}<>:"/\\|?*\u202A-\u202E\u2066-\u2069]/u);
          assert.doesNotMatch(name, /^\.|[ .]\.csv$/);
          assert.ok(name.length > 4 && Buffer.byteLength(name) <= 200 && name.isWellFormed());
        }
      }),
    );
    for (const name of ['CON', 'nul', 'com1.x']) assert.equal(safeFileName(name, '.csv'), `_${name}.csv`);
    assert.equal(safeFileName('..', '.csv'), 'audit-logs.csv');
  });

  it('gets a number where it is taken', () => {
    assert.equal(freeName('a.csv', new Set()), 'a.csv');
    assert.equal(freeName('a.csv', new Set(['a.csv', 'a (2).csv'])), 'a (3).csv');
  });
});

describe('a file that is written as a whole', () => {
  const folder = useFolder();

  it('leaves what was there, and nothing beside it, where the text fails on the way', async () => {
    const file = join(folder.path, 'a.csv');
    await writeFile(file, 'before');
    async function* broken() {
      yield await Promise.resolve('half');
      throw new Error('no more');
    }
    await assert.rejects(writeWholeFile(file, broken()), /no more/);
    assert.equal(await readFile(file, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder.path), ['a.csv']);
  });

  it('says what the disk says: folder gone meanwhile, a folder in its place', async () => {
    const gone = join(folder.path, 'gone');
    await mkdir(gone);
    async function* removing() {
      yield 'half';
      await rm(gone, { recursive: true });
      yield 'rest';
    }
    await assert.rejects(writeWholeFile(join(gone, 'a.csv'), removing()), { code: 'ENOENT' });
    await mkdir(join(folder.path, 'b.csv', 'full'), { recursive: true });
    await assert.rejects(writeWholeFile(join(folder.path, 'b.csv'), 'text'), { code: /EISDIR|ENOTEMPTY|EEXIST|EPERM/ });
    assert.deepEqual(await readdir(folder.path), ['b.csv']);
  });

  it('says that a folder is read-only', async function () {
    const locked = join(folder.path, 'locked');
    const undo = await readOnly(locked);
    if (undo === undefined) return this.skip();
    try {
      await assert.rejects(writeWholeFile(join(locked, 'a.csv'), 'text'), { code: /^(EACCES|EROFS)$/ });
    } finally {
      await undo();
    }
  });

  it('says that the disk is full, and leaves what was there', async function () {
    const small = join(folder.path, 'small');
    const undo = await smallDisk(small, 64 * 1024);
    if (undo === undefined) return this.skip();
    try {
      await writeFile(join(small, 'a.csv'), 'before');
      async function* endless() {
        for (;;) yield await Promise.resolve('x'.repeat(10_000));
      }
      await assert.rejects(writeWholeFile(join(small, 'a.csv'), endless()), { code: 'ENOSPC' });
      assert.deepEqual(await readdir(small), ['a.csv']);
      assert.equal(await readFile(join(small, 'a.csv'), 'utf8'), 'before');
    } finally {
      await undo();
    }
  });
});
