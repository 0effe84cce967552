import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { archiveApp, type ArchiveOptions } from '../../../../src/audit-logs/model/archive.ts';
import { findArchives } from '../../../../src/audit-logs/model/archive-folder.ts';
import { headings } from '../../../../src/audit-logs/model/csv-columns.ts';
import { thisProcess } from '../../../../src/files/running-process.ts';
import { dayMs } from '../../../../src/audit-logs/model/days.ts';
import { fetchAuditEvents } from '../../../../src/gateway/operations/fetch-audit-events.ts';
import { eventsIn, idsIn, loadFrom, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

const never = () => new AbortController().signal;

/** The files of months in the only archive under a root, by name. */
async function monthsUnder(root: string): Promise<Map<string, string>> {
  const [archive] = await findArchives(root);
  if (archive === undefined) return new Map();
  const names = (await readdir(archive.folder)).filter((name) => name.endsWith('.csv'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(archive.folder, name), 'utf8')] as const)),
  );
}

const idsUnder = async (root: string) => [...(await monthsUnder(root)).values()].flatMap(idsIn);

describe('the archive of audit events', () => {
  const gateway = useGateway({ now });
  const folder = useFolder();
  const archive = (more: Partial<ArchiveOptions> = {}) =>
    archiveApp({
      root: folder.path,
      workspaceFolder: folder.path,
      app: vault,
      load: loadFrom(gateway.connect().client),
      now,
      signal: never(),
      ...more,
    });

  it('has every event that the gateway has, in a file a month, with an index of the days', async () => {
    const result = await archive();
    const all = await fetchAuditEvents(gateway.connect().client, vault.id, new Date('2023-06-15T12:01:00Z'), now);
    assert.equal(result.added, all.length);
    assert.deepEqual((await idsUnder(folder.path)).sort(), all.map(({ id }) => id).sort());
    const months = await monthsUnder(folder.path);
    for (const [name, csv] of months) {
      const [header, ...rows] = parse(csv, { record_delimiter: '\r\n' });
      assert.deepEqual(header, [...headings(), 'Event ID']);
      const days = rows.map((row) => row[7] ?? '');
      assert.ok(days.every((day) => `${day.slice(0, 7)}.csv` === name));
      assert.deepEqual(days, days.toSorted());
    }
    assert.equal(result.folder, join(folder.path, 'customer-notes-vault_83c0f6d2'));
    assert.equal(
      await readFile(join(result.folder, 'index.json'), 'utf8'),
      '{\n  "version": 2,\n  "appId": "83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95",\n  "appName": "Customer Notes Vault",\n  "archivedAt": "2025-06-15T12:00:00.000Z",\n' +
        '  "2023-06-15 to 2025-06-14": "2025-06-15T12:00:00.000Z",\n' +
        [...months]
          .map(([name, csv]) => {
            const rows = csv.split('\r\n').slice(1, -1);
            const digest = createHash('sha256')
              .update(`${rows.sort().join('\n')}\n`)
              .digest('base64url')
              .slice(0, 22);
            return `  "${name}": "${rows.length} rows, sha256 ${digest}",\n`;
          })
          .sort()
          .join('') +
        '  "end": true\n}\n',
    );
    assert.deepEqual(result.gaps, [
      { from: '2023-06-15', to: '2025-06-15', uninstalledBefore: '2025-05-16', isPast: false },
    ]);
    assert.deepEqual(
      (await readdir(result.folder)).filter((name) => name.startsWith('.')),
      [],
    );
  });

  it('asks only for the last 31 days the second time, and changes no file but the index', async () => {
    await archive();
    const before = await monthsUnder(folder.path);
    const asked = gateway.sent('AuditEvents').length;
    const result = await archive({ now: new Date(now.getTime() + 60_000) });
    assert.deepEqual([result.added, result.changed, result.gaps], [0, [], []]);
    assert.deepEqual(
      gateway
        .sent('AuditEvents')
        .slice(asked)
        .map(({ variables }) => variables),
      [
        {
          appId: '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95',
          startTime: '2025-05-16T00:00:00.000Z',
          endTime: '2025-06-01T00:00:00.000Z',
        },
        {
          appId: '83c0f6d2-51ab-4e47-b9f8-0d7a2e6c4f95',
          startTime: '2025-06-01T00:00:00.000Z',
          endTime: '2025-06-15T12:01:00.000Z',
        },
      ],
    );
    assert.deepEqual(await monthsUnder(folder.path), before);
  });

  it('keeps what the gateway erased meanwhile, and adds what is new', async () => {
    await archive();
    const before = await idsUnder(folder.path);
    gateway.sandbox.world.clock.advance(25 * dayMs);
    const later = new Date(now.getTime() + 25 * dayMs);
    const { dataEvents } = eventsIn(gateway.sandbox);
    const [template] = dataEvents;
    assert.ok(template);
    eventsIn(gateway.sandbox).dataEvents = [...dataEvents, { ...template, id: 'new-one', at: later.getTime() - 5000 }];
    const result = await archive({ now: later });
    assert.equal(result.added, 1);
    assert.deepEqual(result.gaps, []);
    assert.deepEqual((await idsUnder(folder.path)).sort(), [...before, 'new-one'].sort());
  });

  it('keeps a changed event beside the old one, and says so once', async () => {
    await archive();
    const { dataEvents } = eventsIn(gateway.sandbox);
    const template = dataEvents.find(({ at: time }) => time > now.getTime() - 25 * dayMs);
    assert.ok(template);
    eventsIn(gateway.sandbox).dataEvents = dataEvents.map((event) =>
      event.id === template.id ? { ...event, target: 'MOON' } : event,
    );
    const changed = await archive();
    assert.deepEqual([changed.added, changed.changed], [1, [template.id]]);
    assert.equal((await idsUnder(folder.path)).filter((id) => id === template.id).length, 2);
    assert.deepEqual((await archive()).changed, []);
    assert.equal((await idsUnder(folder.path)).filter((id) => id === template.id).length, 2);
  });

  it('stays where it is, and as it is, when the app is renamed', async () => {
    const first = await archive();
    const before = await monthsUnder(folder.path);
    const load = loadFrom(gateway.connect().client);
    const renamed = await archive({
      app: { ...vault, name: 'Vault' },
      load: async (start, end, signal) =>
        (await load(start, end, signal)).map((event) => ({ ...event, appName: 'Vault' })),
    });
    assert.deepEqual([renamed.folder, renamed.added, renamed.changed], [first.folder, 0, []]);
    assert.deepEqual(await monthsUnder(folder.path), before);
  });

  it('starts no earlier than the app', async () => {
    await archive({ app: { ...vault, createdAt: new Date('2025-06-01T00:00:00Z') } });
    const { startTime } = gateway.sent('AuditEvents')[0]?.variables as { startTime: string };
    assert.equal(startTime, '2025-06-01T00:00:00.000Z');
  });

  it('keeps what it has when it is cancelled or fails on the way, and goes on from there', async () => {
    const stop = new AbortController();
    assert.equal(
      (
        await failure(
          archive({ signal: stop.signal, onProgress: ({ upTo }) => upTo > new Date('2024-06-01') && stop.abort() }),
        )
      ).kind,
      'cancelled',
    );
    const [found] = await findArchives(folder.path);
    assert.ok(found && 'index' in found);
    assert.equal(found.index.archivedAt, undefined);
    assert.deepEqual(
      found.index.fetched.map(({ from }) => from),
      ['2023-06-15'],
    );
    assert.deepEqual(
      (await readdir(found.folder)).filter((name) => name.startsWith('.')),
      [],
    );
    const asked = gateway.sent('AuditEvents').length;
    await archive();
    assert.ok(gateway.sent('AuditEvents').length - asked < 16);
    const all = await fetchAuditEvents(gateway.connect().client, vault.id, new Date('2023-06-15T12:01:00Z'), now);
    assert.deepEqual((await idsUnder(folder.path)).sort(), all.map(({ id }) => id).sort());
  });

  it('is whole when two archive it at once', async () => {
    const results = await Promise.all([archive(), archive(), archive()]);
    const all = await fetchAuditEvents(gateway.connect().client, vault.id, new Date('2023-06-15T12:01:00Z'), now);
    assert.deepEqual(
      results.map(({ added }) => added).sort((a, b) => a - b),
      [0, 0, all.length],
    );
    assert.deepEqual((await idsUnder(folder.path)).sort(), all.map(({ id }) => id).sort());
  });

  it('is not held by who is gone', async () => {
    const { folder: place } = await archive();
    await writeFile(
      join(place, '.lock'),
      JSON.stringify({ ...thisProcess(), process: 2 ** 22 + 1, id: 'x', beat: '0' }),
    );
    await writeFile(join(place, '.2025-03.csv.5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3.tmp'), 'half');
    const others = ['.half.tmp', 'notes.tmp'];
    for (const name of others) await writeFile(join(place, name), 'somebody else’s');
    await archive();
    assert.deepEqual((await readdir(place)).filter((name) => /^\.|tmp$/.test(name)).sort(), others);
  });

  it('waits for who is there, until it is cancelled', async () => {
    const { folder: place } = await archive();
    await writeFile(
      join(place, '.lock'),
      JSON.stringify({ ...thisProcess(), process: process.ppid, id: 'x', beat: '0' }),
    );
    assert.equal((await failure(archive({ signal: AbortSignal.timeout(250) }))).kind, 'cancelled');
    await rm(join(place, '.lock'));
  });

  it('is not overwritten where its index is damaged', async () => {
    const { folder: place } = await archive();
    await writeFile(join(place, 'index.json'), '<<<<<<< HEAD');
    assert.equal((await failure(archive())).kind, 'damaged');
    assert.equal(await readFile(join(place, 'index.json'), 'utf8'), '<<<<<<< HEAD');
    const [found] = await findArchives(folder.path);
    assert.ok(found && 'error' in found);
  });

  it('says what the disk says', async () => {
    await mkdir(join(folder.path, 'file'));
    await writeFile(join(folder.path, 'file', 'x'), '');
    await assert.rejects(archive({ root: join(folder.path, 'file', 'x', 'y') }), { code: 'ENOTDIR' });
  });
});
