import assert from 'node:assert/strict';
import { fetchMe } from '../../src/gateway/operations/Me.ts';
import { failure, quickRetry, useGateway } from '../support/gateway.ts';

const patientRetry = { ...quickRetry, maxWaitMs: 10 * 60_000 };

describe('the rate limit', () => {
  const gateway = useGateway();

  /** Asks once, and gives up as soon as the client waits: the waits it planned, in milliseconds. */
  async function plannedWaits(status: number, retryAfter: string): Promise<number[]> {
    const giveUp = new AbortController();
    const { client, log } = gateway.connect({
      retry: patientRetry,
      onLog: ({ retryInMs }) => {
        if (retryInMs !== undefined) giveUp.abort();
      },
    });
    gateway.sandbox.faults.set('Me', { kind: 'status', status, retryAfter });
    assert.equal((await failure(fetchMe(client, giveUp.signal))).kind, 'cancelled');
    assert.equal(gateway.sent('Me').length, 1);
    return log.flatMap(({ retryInMs }) => retryInMs ?? []);
  }
  function assertNear(waits: readonly number[], expected: number): void {
    assert.equal(waits.length, 1);
    const [wait = 0] = waits;
    assert.ok(wait <= expected + 1 && wait > expected - 2000, `${wait} ms instead of ${expected} ms`);
  }

  for (const status of [429, 503]) {
    it(`of HTTP ${status} is waited out by its seconds`, async () => {
      assertNear(await plannedWaits(status, '45'), 45_000);
    });
  }

  it('is waited out to its minute', async () => {
    const minute = new Date(Math.ceil(Date.now() / 60_000 + 2) * 60_000);
    assertNear(await plannedWaits(429, `${minute.toISOString().slice(0, 16)}Z`), minute.getTime() - Date.now());
  });

  it('is waited out to its second', async () => {
    const second = new Date(Math.ceil(Date.now() / 1000 + 90) * 1000);
    assertNear(await plannedWaits(429, second.toISOString()), second.getTime() - Date.now());
  });

  it('is waited out to its HTTP date', async () => {
    const second = new Date(Math.ceil(Date.now() / 1000 + 90) * 1000);
    assertNear(await plannedWaits(429, second.toUTCString()), second.getTime() - Date.now());
  });

  for (const retryAfter of ['0', '2021-05-10T11:00Z', 'Mon, 10 May 2021 11:00:00 GMT']) {
    it(`that ended already (${retryAfter}) costs no wait`, async () => {
      const { client, log } = gateway.connect();
      gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter }, 2);
      await fetchMe(client);
      assert.equal(gateway.sent('Me').length, 3);
      assert.deepEqual(log.flatMap(({ retryInMs }) => retryInMs ?? []), [0, 0]);
    });
  }

  it('that says nothing usable costs the usual wait', async () => {
    const { client, log } = gateway.connect();
    gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter: 'later' }, 1);
    await fetchMe(client);
    const [wait, ...more] = log.flatMap(({ retryInMs }) => retryInMs ?? []);
    assert.equal(more.length, 0);
    assert.ok(wait !== undefined && wait <= quickRetry.maxWaitMs);
  });

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
});
