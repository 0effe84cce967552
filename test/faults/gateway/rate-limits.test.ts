import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import { createLimiter } from '../../../src/gateway/limiter.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { inBackground } from '../../../src/gateway/priority.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { failure, quickRetry, until, useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

const patientRetry = { ...quickRetry, maxWaitMs: 10 * 60_000 };

describe('the rate limit', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  /**
   * Asks once, gives up as soon as the client waits, and checks how long it was going to: until `end` tells, which
   * hears when the answer came.
   */
  async function assertWaitsUntil(
    end: (answered: number) => number,
    status: number,
    retryAfter: string,
  ): Promise<void> {
    const giveUp = new AbortController();
    const { client, log } = gateway.connect({
      retry: patientRetry,
      onLog: ({ retryInMs }) => {
        if (retryInMs !== undefined) giveUp.abort();
      },
    });
    gateway.sandbox.faults.set('Me', { kind: 'status', status, retryAfter });
    const before = Date.now();
    assert.equal((await failure(fetchMe(client, giveUp.signal))).kind, 'cancelled');
    const after = Date.now();
    assert.equal(gateway.sent('Me').length, 1);
    const [wait, ...more] = log.flatMap(({ retryInMs }) => retryInMs ?? []);
    assert.equal(more.length, 0);
    assert.ok(wait !== undefined && wait >= end(before) - after && wait <= end(after) - before, `${wait ?? 'no'} ms`);
  }

  for (const status of [429, 503]) {
    it(`of HTTP ${status} is waited out by its seconds`, () =>
      assertWaitsUntil((answered) => answered + 45_000, status, '45'));
  }

  it('is waited out to its minute', async () => {
    const minute = new Date(Math.ceil(Date.now() / 60_000 + 2) * 60_000);
    await assertWaitsUntil(() => minute.getTime(), 429, `${minute.toISOString().slice(0, 16)}Z`);
  });

  it('is waited out to its second', async () => {
    const second = new Date(Math.ceil(Date.now() / 1000 + 90) * 1000);
    await assertWaitsUntil(() => second.getTime(), 429, second.toISOString());
  });

  it('is waited out to its HTTP date', async () => {
    const second = new Date(Math.ceil(Date.now() / 1000 + 90) * 1000);
    await assertWaitsUntil(() => second.getTime(), 429, second.toUTCString());
  });

  it('is waited out to its second where it has decimals', () => assertWaitsUntil((asked) => asked + 2_000, 429, '1.5'));

  for (const retryAfter of [
    'later',
    '0',
    '0.0',
    '2021-05-10T11:00Z',
    'Mon, 10 May 2021 11:00:00 GMT',
    '2001-05',
    '-1',
  ]) {
    it(`that says nothing usable (${retryAfter}) costs the usual wait`, async () => {
      const { client, log } = gateway.connect({ retry: { ...quickRetry, baseMs: 100, maxWaitMs: 100 } });
      gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter }, 1);
      await fetchMe(client);
      const [wait, ...more] = log.flatMap(({ retryInMs }) => retryInMs ?? []);
      assert.equal(more.length, 0);
      assert.ok(wait !== undefined && wait >= 50 && wait <= 100, `${wait} ms`);
    });
  }

  it('that is too far away is reported with its time, and nothing is asked again', async () => {
    const { client, log } = gateway.connect();
    gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter: '3600' });
    const before = Date.now();
    const error = await failure(fetchMe(client));
    assert.equal(error.kind, 'rateLimited');
    assert.equal(error.details.operation, 'Me');
    assert.match(error.details.requestId ?? '', /^[0-9a-f-]{36}$/);
    const retryAt = error.details.retryAt?.getTime() ?? 0;
    assert.ok(retryAt >= before + 3_600_000 && retryAt <= Date.now() + 3_600_000);
    assert.equal(gateway.sent('Me').length, 1);
    assert.equal(log.length, 1);
  });

  it('is told by a clock of the gateway that differs from ours: the wait is the same', async () => {
    const theirs = new Date(Math.ceil(Date.now() / 1000) * 1000 - 3_600_000);
    const origin = await origins.http((_request, response) => {
      response.sendDate = false;
      response
        .writeHead(429, {
          date: theirs.toUTCString(),
          'retry-after': new Date(theirs.getTime() + 30_000).toUTCString(),
        })
        .end('{}');
    });
    const giveUp = new AbortController();
    const { client, log } = gateway.connect({
      url: origin.url,
      retry: patientRetry,
      onLog: ({ retryInMs }) => retryInMs === undefined || giveUp.abort(),
    });
    await failure(fetchMe(client, giveUp.signal));
    const [wait = 0] = log.flatMap(({ retryInMs }) => retryInMs ?? []);
    assert.ok(wait > 29_000 && wait <= 30_000, `${wait} ms`);
  });

  describe('of an account with several clients', () => {
    it('that one meets holds up the others: those that somebody waits for go first, work in the background last', async () => {
      const limiter = createLimiter();
      const [one, two] = [
        gateway.connect({ limiter, retry: patientRetry }),
        gateway.connect({ limiter, retry: patientRetry }),
      ];
      const answered: string[] = [];
      gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter: '1' }, 1);
      const first = fetchMe(one.client).then(() => answered.push('Me'));
      await until(() => limiter.waiting() !== undefined);
      const background = inBackground(() => fetchAppPage(two.client, 1, undefined)).then(() =>
        answered.push('background'),
      );
      const user = fetchAppPage(two.client, 2, undefined).then(() => answered.push('user'));
      await Promise.all([first, background, user]);
      assert.deepEqual(answered, ['Me', 'user', 'background']);
      assert.deepEqual(
        gateway.sandbox.requests.map(({ operation, variables }) => `${operation} ${JSON.stringify(variables)}`),
        ['Me {}', 'Me {}', 'AppList {"first":2,"after":null}', 'AppList {"first":1,"after":null}'],
      );
    });

    it('delays a change before it is sent, and never sends it again', async () => {
      const limiter = createLimiter();
      const { client } = gateway.connect({ limiter });
      limiter.pause(200);
      const before = performance.now();
      gateway.sandbox.faults.set('DeleteApp', { kind: 'status', status: 429, retryAfter: '1' });
      assert.equal((await failure(deleteApp(client, appAri(sampleAppIds.teamPoll)))).kind, 'rateLimited');
      assert.ok(performance.now() - before >= 199);
      assert.equal(gateway.sent('DeleteApp').length, 1);
      assert.ok(gateway.sandbox.world.apps.has(sampleAppIds.teamPoll));
    });

    it('can be given up: a change that waits is not sent, and is not said to be unclear', async () => {
      const limiter = createLimiter();
      const { client } = gateway.connect({ limiter });
      limiter.pause(60_000);
      const given = failure(deleteApp(client, appAri(sampleAppIds.teamPoll)));
      const cancel = new AbortController();
      const cancelled = failure(deleteApp(client, appAri(sampleAppIds.teamPoll), cancel.signal));
      const query = failure(fetchMe(client));
      await until(() => limiter.waiting()?.requests === 3);
      cancel.abort();
      assert.equal((await cancelled).kind, 'cancelled');
      limiter.giveUp();
      assert.equal((await given).kind, 'rateLimited');
      assert.equal((await query).kind, 'rateLimited');
      assert.equal(gateway.sandbox.requests.length, 0);
    });
  });
});
