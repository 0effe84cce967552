import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveApp } from '../../../../src/audit-logs/model/archive.ts';
import { addDays, dayOf, startOf } from '../../../../src/audit-logs/model/days.ts';
import { presetRange } from '../../../../src/audit-logs/model/day-range.ts';
import { createAuditLog, type AuditLog, type ArchiveLocation } from '../../../../src/audit-logs/model/audit-log.ts';
import { fetchAuditEvents } from '../../../../src/gateway/operations/fetch-audit-events.ts';
import { auditEvent, eventsIn, loadFrom, loadOf, vault } from '../../../support/audit-world.ts';
import { useFolder } from '../../../support/folder.ts';
import { now, until, useGateway } from '../../../support/use-gateway.ts';

const years = presetRange('years2', now);
const month = presetRange('days30', now);
const never = () => new AbortController().signal;

describe('the audit log of an app', () => {
  const gateway = useGateway({ now });
  const folder = useFolder();
  const logs: AuditLog[] = [];
  afterEach(() => {
    for (const log of logs.splice(0)) log.dispose();
  });

  function open(
    findArchive: () => Promise<ArchiveLocation | undefined> = () => Promise.resolve(undefined),
    at = () => now,
  ): AuditLog {
    const log = createAuditLog({ load: loadFrom(gateway.connect().client), findArchive, now: at });
    logs.push(log);
    return log;
  }
  const all = () => fetchAuditEvents(gateway.connect().client, vault.id, new Date('2023-06-15T12:01:00Z'), now);
  const asked = () =>
    gateway.sent('AuditEvents').map(({ variables }) => variables as { startTime: string; endTime: string });
  const ids = (log: AuditLog) => log.events.all.map(({ id }) => id).sort();
  const archived = () =>
    archiveApp({
      root: folder.path,
      workspaceFolder: folder.path,
      app: vault,
      load: loadFrom(gateway.connect().client),
      now,
      signal: never(),
    });

  it('asks for nothing by itself', () => {
    const log = open();
    assert.deepEqual([log.status, log.events.all, log.archive, log.fetchedAt], ['idle', [], undefined, undefined]);
    assert.deepEqual(asked(), []);
  });

  it('has every event of the days that were wanted', async () => {
    const log = open();
    await log.fetch(years);
    assert.deepEqual(ids(log), (await all()).map(({ id }) => id).sort());
    assert.deepEqual([log.status, log.fetchedAt], ['ready', now]);
  });

  it('asks for recent days before older ones, and for no day twice', async () => {
    const log = open();
    await log.fetch(month);
    const first = asked().length;
    await log.fetch(month);
    assert.equal(asked().length, first);
    await log.fetch(years);
    const later = asked().slice(first);
    assert.ok(later.every(({ endTime }) => endTime <= startOf(month.from).toISOString()));
    assert.ok((later[0]?.startTime ?? '') > (later.at(-1)?.startTime ?? '') || later.length < 4);
    const recent = later.findIndex(({ startTime }) => startTime < startOf(addDays(month.from, -90)).toISOString());
    assert.ok(
      later.slice(0, recent).every(({ startTime }) => startTime >= startOf(addDays(month.from, -90)).toISOString()),
    );
    assert.deepEqual(ids(log), (await all()).map(({ id }) => id).sort());
  });

  it('asks again for a day that was not over, once it is', async () => {
    let at = now;
    const log = open(undefined, () => at);
    await log.fetch(month);
    const before = asked().length;
    at = new Date(now.getTime() + 86_400_000);
    gateway.sandbox.world.clock.advance(86_400_000);
    await log.fetch(presetRange('days30', at));
    assert.deepEqual(
      asked()
        .slice(before)
        .map(({ startTime }) => startTime),
      [startOf(dayOf(now)).toISOString()],
    );
  });

  it('asks for nothing that Atlassian does not keep, or that is still to come', async () => {
    const log = open();
    await log.fetch({ from: '2019-01-01', to: '2019-12-31' });
    assert.deepEqual([asked(), log.status], [[], 'ready']);
    await log.fetch({ from: '2019-01-01', to: '2030-01-01' });
    assert.deepEqual(ids(log), (await all()).map(({ id }) => id).sort());
  });

  it('shows events as they come', async () => {
    const log = open();
    const sizes = new Set<number>();
    log.onDidChange(() => sizes.add(log.events.all.length));
    await log.fetch(years);
    assert.ok(sizes.size > 5, `${sizes.size} sizes`);
  });

  it('is stopped, keeps what it has, and goes on where it was', async () => {
    const log = open();
    const subscription = log.onDidChange(() => {
      if (log.events.all.length > 3) log.stop();
    });
    await log.fetch(years);
    subscription.dispose();
    assert.equal(log.status, 'stopped');
    const [known, requests] = [log.events.all.length, asked().length];
    assert.ok(known > 3 && known < (await all()).length);
    const [, ...fetched] = asked().slice(0, requests);
    await log.fetch(years);
    assert.equal(log.status, 'ready');
    assert.deepEqual(ids(log), (await all()).map(({ id }) => id).sort());
    const again = asked()
      .slice(requests + 1)
      .filter((window) => fetched.some(({ startTime }) => startTime === window.startTime));
    assert.ok(again.length <= 3, 'only what was in flight is asked for again');
  });

  it('ends its requests when other days are wanted, when it is stopped and when it is disposed', async () => {
    gateway.sandbox.faults.set('AuditEvents', { kind: 'hang' });
    const log = open();
    const first = log.fetch(month);
    await until(() => asked().length > 0);
    const second = log.fetch(years);
    await first;
    assert.equal(log.status, 'loading');
    log.stop();
    await second;
    const third = log.fetch(years);
    log.dispose();
    await third;
  });

  it('fails with what is the matter, keeps what it has, and gets the rest on the next try', async () => {
    const log = open();
    await log.fetch(month);
    gateway.sandbox.faults.set('AuditEvents', {
      kind: 'errors',
      errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }],
    });
    await log.fetch(years);
    assert.deepEqual([log.status, log.error?.kind], ['failed', 'forbidden']);
    assert.ok(log.events.all.length > 0);
    gateway.sandbox.faults.clear();
    await log.fetch(years);
    assert.deepEqual([log.status, log.error], ['ready', undefined]);
    assert.deepEqual(ids(log), (await all()).map(({ id }) => id).sort());
  });

  it('has the archive without the gateway', async () => {
    const { folder: path } = await archived();
    await gateway.sandbox.close();
    const log = open(() => Promise.resolve({ folder: path, archivedAt: now }));
    await Promise.all([log.readArchive(), log.fetch(years)]);
    assert.deepEqual([log.status, log.error?.kind], ['failed', 'offline']);
    assert.deepEqual(log.archive, { folder: path, archivedAt: now, unreadable: [] });
    assert.ok(log.events.all.length > 20);
    assert.ok(log.events.all.every(({ isArchived, fetched }) => isArchived && fetched === undefined));
  });

  it('merges archive and gateway, and tells what changed since it was archived', async () => {
    const { folder: path } = await archived();
    const { dataEvents } = eventsIn(gateway.sandbox);
    const late = dataEvents.findLast(({ at }) => at < now.getTime());
    assert.ok(late);
    eventsIn(gateway.sandbox).dataEvents = [
      ...dataEvents.filter((event) => event !== late),
      { ...late, location: 'CH' },
      { ...late, id: 'new' },
    ].sort((a, b) => a.at - b.at);
    const log = open(() => Promise.resolve({ folder: path }));
    await Promise.all([log.readArchive(), log.readArchive(), log.fetch(years)]);
    const changed = log.events.all.filter(({ earlier }) => earlier.length > 0);
    assert.deepEqual(
      changed.map(({ id }) => id),
      [late.id],
    );
    assert.deepEqual(
      log.events.all.filter(({ isArchived }) => !isArchived).map(({ id }) => id),
      ['new'],
    );
    assert.equal(new Set(ids(log)).size, log.events.all.length);
  });

  it('adds what was archived meanwhile', async () => {
    const found: ArchiveLocation[] = [];
    const log = open(() => Promise.resolve(found[0]));
    await log.readArchiveAgain();
    await log.readArchive();
    found.push({ folder: (await archived()).folder, archivedAt: now });
    await log.readArchiveAgain();
    assert.deepEqual(log.archive, { ...found[0], unreadable: [] });
    assert.ok(log.events.all.length > 20);
    const { changes } = log.events;
    const known = changes.length;
    await log.readArchiveAgain();
    assert.equal(changes.length, known);
  });

  it('tells which parts of an archive can not be read, and shows the others', async () => {
    const { folder: path } = await archived();
    await writeFile(join(path, '2025-05.csv'), 'not,an,archive\r\n1,2,3\r\n');
    const log = open(() => Promise.resolve({ folder: path }));
    await log.readArchive();
    assert.deepEqual(
      log.archive?.unreadable.map(({ name }) => name),
      ['2025-05.csv'],
    );
    assert.ok(log.events.all.length > 10);
    await rm(path, { recursive: true });
    await log.readArchiveAgain();
    assert.deepEqual(
      log.archive.unreadable.map(({ name }) => name),
      ['customer-notes-vault_83c0f6d2'],
    );
  });

  it('is fetched anew by a refresh, and shows what it had until that is done', async () => {
    const log = open();
    await log.fetch(month);
    const [before, { events, generation }] = [log.events.all.length, log];
    eventsIn(gateway.sandbox).dataEvents = eventsIn(gateway.sandbox).dataEvents.filter(
      ({ kind }) => kind === 'APP_INSTALLED',
    );
    const seen = new Set<number>();
    log.onDidChange(() => seen.add(log.events.all.length));
    await log.refresh(month);
    const after = log.events.all.length;
    assert.ok(after < before);
    assert.deepEqual([...seen].sort(), [before, after].sort());
    assert.notEqual(log.events, events);
    assert.equal(log.generation, generation + 1);
  });

  it('keeps what it had where a refresh fails or is stopped', async () => {
    const log = open();
    await log.fetch(month);
    const { events } = log;
    gateway.sandbox.faults.set('AuditEvents', { kind: 'status', status: 403 });
    await log.refresh(month);
    assert.deepEqual([log.status, log.events], ['failed', events]);
    gateway.sandbox.faults.set('AuditEvents', { kind: 'hang' });
    const refresh = log.refresh(month);
    await until(() => log.status === 'loading');
    log.stop();
    await refresh;
    assert.deepEqual([log.status, log.events], ['stopped', events]);
  });

  it('holds the days of leap years and those on which clocks change once', async () => {
    const days = [
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-10',
      '2024-03-31',
      '2024-10-27',
      '2024-11-03',
      '2024-12-31',
      '2025-01-01',
    ];
    const events = days.flatMap((day, index) =>
      ['T00:00:00.000Z', 'T02:30:00.000Z', 'T23:59:59.999Z'].map((time, at) =>
        auditEvent(index * 3 + at, new Date(`${day}${time}`)),
      ),
    );
    const log = createAuditLog({ load: loadOf(events), findArchive: () => Promise.resolve(undefined), now: () => now });
    logs.push(log);
    await log.fetch({ from: '2024-02-29', to: '2024-12-31' });
    assert.deepEqual(
      ids(log),
      events
        .slice(3, -3)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
