import assert from 'node:assert/strict';
import { fetchWindows } from '../../../../src/audit-logs/model/fetch-windows.ts';
import { presetRange } from '../../../../src/audit-logs/model/day-range.ts';
import { ForgeError } from '../../../../src/core/errors.ts';
import { fetchAuditEvents } from '../../../../src/gateway/operations/fetch-audit-events.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { auditEvent, eventsIn, eventsOf, loadFrom, loadOf, vault } from '../../../support/audit-world.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

const never = () => new AbortController().signal;
const twoYears = presetRange('years2', now);

describe('fetching audit events', () => {
  const gateway = useGateway({ now });

  /** What the world has of the last two years, of sites that did not uninstall more than 30 days ago. */
  async function expected(): Promise<string[]> {
    const { client } = gateway.connect();
    const all = await fetchAuditEvents(client, vault.id, new Date('2023-06-15T12:01:00Z'), now);
    return all.map(({ id }) => id);
  }

  it('has every event of two years once, in the order of time, in windows of a month', async () => {
    const ids = await expected();
    const events = await eventsOf(fetchWindows(twoYears, loadFrom(gateway.connect().client), now, never()));
    assert.ok(events.length > 100);
    assert.deepEqual(events.map(({ id }) => id).sort(), ids.sort());
    const times = events.map(({ at }) => at?.getTime() ?? 0);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.equal(gateway.sent('AuditEvents').length, 1 + 26);
  });

  it('gives what the gateway says, field by field', async () => {
    const [event] = eventsIn(gateway.sandbox).dataEvents.filter(
      ({ kind, at }) => kind === 'MIGRATION_COMPLETED' && at > Date.parse('2025-01-01'),
    );
    assert.ok(event);
    const at = new Date(event.at);
    assert.deepEqual(await fetchAuditEvents(gateway.connect().client, vault.id, at, at), [
      {
        id: event.id,
        appId: sampleAppIds.customerVault,
        appName: 'Customer Notes Vault',
        siteId: event.cloudId,
        product: 'confluence',
        environment: 'PRODUCTION',
        environmentId: event.environment.id,
        installedVersion: event.installedVersion,
        status: 'MIGRATION_COMPLETED',
        at,
        location: event.location,
        target: event.target,
        migrationStart: new Date(event.migrationStart ?? 0),
      },
    ]);
  });

  it('asks for three windows at a time at most', async () => {
    let [flying, most] = [0, 0];
    const load = loadOf([]);
    await eventsOf(
      fetchWindows(
        twoYears,
        async (start, end, signal) => {
          most = Math.max(most, ++flying);
          await new Promise((resolve) => setImmediate(resolve));
          flying--;
          return load(start, end, signal);
        },
        now,
        never(),
      ),
    );
    assert.equal(most, 3);
  });

  it('has an event at the border of two windows once', async () => {
    const border = new Date('2025-05-01T00:00:00.000Z');
    const { dataEvents } = eventsIn(gateway.sandbox);
    const [template] = dataEvents;
    assert.ok(template);
    eventsIn(gateway.sandbox).dataEvents = [{ ...template, at: border.getTime() }];
    const events = await eventsOf(
      fetchWindows({ from: '2025-04-01', to: '2025-05-31' }, loadFrom(gateway.connect().client), now, never()),
    );
    assert.deepEqual(
      events.map(({ id, at }) => [id, at]),
      [[template.id, border]],
    );
    assert.deepEqual(
      await eventsOf(
        fetchWindows({ from: '2025-04-01', to: '2025-04-30' }, loadFrom(gateway.connect().client), now, never()),
      ),
      [],
    );
  });

  for (const [title, fault] of [
    ['dropped connections', { kind: 'drop' }],
    ['errors of the server', { kind: 'status', status: 503 }],
    ['answers that break off', { kind: 'truncated' }],
    ['the rate limit', { kind: 'status', status: 429 }],
  ] as const) {
    it(`survives ${title}, asking for what failed alone`, async () => {
      const ids = await expected();
      gateway.sandbox.faults.set('AuditEvents', fault, 2);
      const events = await eventsOf(fetchWindows(twoYears, loadFrom(gateway.connect().client), now, never()));
      assert.deepEqual(events.map(({ id }) => id).sort(), ids.sort());
      assert.equal(gateway.sent('AuditEvents').length, 1 + 26 + 2);
    });
  }

  it('splits a window whose answer never comes', async () => {
    const ids = await expected();
    const { client } = gateway.connect({ isImpatient: true, retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 } });
    gateway.sandbox.faults.set('AuditEvents', { kind: 'hang' }, 1);
    const events = await eventsOf(fetchWindows(twoYears, loadFrom(client), now, never()));
    assert.deepEqual(events.map(({ id }) => id).sort(), ids.sort());
    assert.equal(gateway.sent('AuditEvents').length, 1 + 26 + 2);
  });

  it('splits windows that are too large, again and again', async () => {
    const all = Array.from({ length: 500 }, (_, number) =>
      auditEvent(number, new Date(Date.UTC(2025, 3, 1) + number * 5_000_000)),
    );
    const load = loadOf(all);
    const asked: string[] = [];
    const events = await eventsOf(
      fetchWindows(
        { from: '2025-03-15', to: '2025-05-20' },
        async (start, end, signal) => {
          asked.push(`${start.toISOString()} ${end.toISOString()}`);
          const answer = await load(start, end, signal);
          if (answer.length > 20) throw new ForgeError('badReply', 'too large', { tooLarge: true });
          return answer;
        },
        now,
        never(),
      ),
    );
    assert.deepEqual(
      events.map(({ id }) => id),
      all.map(({ id }) => id),
    );
    assert.ok(asked.length > 25);
    assert.equal(new Set(asked).size, asked.length, 'no window is asked for twice');
  });

  it('asks for shorter windows where much happens, so that three hold a bounded number', async () => {
    const [first, everyMs, total] = [Date.UTC(2025, 0, 1), 100_000, 140_000];
    let [most, count] = [0, 0];
    const batches = fetchWindows(
      { from: '2025-01-01', to: '2025-06-15' },
      (start, end) => {
        const from = Math.max(0, Math.ceil((start.getTime() - first) / everyMs));
        const to = Math.min(total - 1, Math.floor((end.getTime() - first) / everyMs));
        return Promise.resolve(
          Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
            auditEvent(from + index, new Date(first + (from + index) * everyMs)),
          ),
        );
      },
      now,
      never(),
    );
    for await (const { events } of batches) {
      most = Math.max(most, events.length);
      count += events.length;
    }
    assert.equal(count, total);
    assert.ok(most <= 12_000, `${most} events in a window`);
  });

  it('gives up with the gateway’s own answer', async () => {
    const of = (key: keyof typeof sampleAppIds) => {
      const { client } = gateway.connect();
      return eventsOf(
        fetchWindows(
          twoYears,
          (start, end, signal) => fetchAuditEvents(client, appAri(sampleAppIds[key]), start, end, signal),
          now,
          never(),
        ),
      );
    };
    const refused = await failure(of('releaseNotes'));
    assert.equal(refused.kind, 'refused');
    assert.match(refused.message, /hosted storage/);
    assert.equal((await failure(of('sprintForecast'))).kind, 'forbidden');
    assert.equal((await failure(of('maraForgePlayground'))).kind, 'notFound');
    gateway.sandbox.faults.set('AuditEvents', { kind: 'malformed' });
    assert.equal((await failure(of('customerVault'))).kind, 'badReply');
  });

  it('ends when it is cancelled', async () => {
    const stop = new AbortController();
    gateway.sandbox.faults.set('AuditEvents', { kind: 'hang' });
    const fetching = eventsOf(fetchWindows(twoYears, loadFrom(gateway.connect().client), now, stop.signal));
    stop.abort();
    assert.equal((await failure(fetching)).kind, 'cancelled');
  });

  it('keeps what has no readable time, and values that are new', async () => {
    gateway.sandbox.faults.set('AuditEvents', {
      kind: 'reply',
      change: () => ({
        data: {
          ecosystem: {
            forgeAuditLogs: {
              daResAuditLogs: {
                __typename: 'ForgeAuditLogsDaResResponse',
                data: [
                  null,
                  { eventId: 'a', createdAt: 'once', status: 'DATA_TELEPORTED' },
                  { eventId: 'b', createdAt: '2025-06-10T01:02:03Z', status: null },
                ],
              },
            },
          },
        },
      }),
    });
    const events = await eventsOf(
      fetchWindows({ from: '2025-05-01', to: '2025-06-15' }, loadFrom(gateway.connect().client), now, never()),
    );
    assert.deepEqual(events.map(({ id, status }) => [id, status]).sort(), [
      ['a', 'DATA_TELEPORTED'],
      ['b', ''],
    ]);
  });
});
