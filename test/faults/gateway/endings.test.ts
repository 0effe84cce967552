import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { appAri } from '../../../src/core/ids.ts';
import { createLimiter } from '../../../src/gateway/limiter.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { mayHaveBeenSent } from '../../../src/gateway/transport.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

const app = appAri(sampleAppIds.teamPoll);
const once = { attempts: 1, baseMs: 1, maxWaitMs: 1 };

describe('every request has an end', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  afterEach(() => mock.restoreAll());

  /** Sets the clock of this computer forth or back, as a sync or a wake-up does. */
  function jump(ms: number): void {
    const now = Date.now.bind(Date);
    mock.method(Date, 'now', () => now() + ms);
  }

  it('where the answer’s body stops in the middle', async () => {
    const { url } = await origins.http(
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
    );
    assert.equal(
      (await failure(fetchMe(gateway.connect({ url, retry: once, timeoutMs: 100 }).client))).kind,
      'timeout',
    );
  });

  it('where the answer’s body drips without end', async () => {
    const { url } = await origins.http((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const dripping = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(dripping));
    });
    assert.equal(
      (await failure(fetchMe(gateway.connect({ url, retry: once, timeoutMs: 200 }).client))).kind,
      'timeout',
    );
  });

  it('where headers drip without end', async () => {
    const { url } = await origins.socket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const dripping = setInterval(() => socket.write('X: y\r\n'), 5);
      socket.on('close', () => clearInterval(dripping));
    });
    assert.equal(
      (await failure(fetchMe(gateway.connect({ url, retry: once, timeoutMs: 200 }).client))).kind,
      'timeout',
    );
  });

  for (const [what, ms] of [
    ['forth', 3_600_000],
    ['back', -3_600_000],
  ] as const) {
    it(`when it is due, though the clock is set ${what} meanwhile`, async () => {
      gateway.sandbox.faults.set('Me', { kind: 'hang' });
      const started = performance.now();
      const ended = failure(fetchMe(gateway.connect({ retry: once, timeoutMs: 200 }).client));
      jump(ms);
      assert.equal((await ended).kind, 'timeout');
      const took = performance.now() - started;
      assert.ok(took >= 195 && took < 2000, `${took} ms`);
    });

    it(`as has waiting for the rate limit, though the clock is set ${what} meanwhile`, async () => {
      const limiter = createLimiter();
      gateway.sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter: '1' }, 1);
      const started = performance.now();
      const answered = fetchMe(
        gateway.connect({
          limiter,
          retry: { ...once, attempts: 2, maxWaitMs: 5000 },
          onLog: ({ retryInMs }) => retryInMs === undefined || jump(ms),
        }).client,
      );
      await answered;
      const took = performance.now() - started;
      assert.ok(took >= 990 && took < 4000, `${took} ms`);
    });
  }

  describe('on a connection that the other side has forgotten', () => {
    /** Answers the first request on each connection, and resets the connection when a second one comes. */
    async function forgetful(): Promise<{ url: string; seen: () => number }> {
      let seen = 0;
      const body = '{"data":{"me":{"user":{"accountId":"a","name":"b","accountStatus":"active"}}}}';
      const origin = await origins.socket((socket) => {
        let answered = 0;
        socket.on('data', (chunk) => {
          if (!chunk.toString('latin1').startsWith('POST')) return;
          seen++;
          if (answered++ > 0) socket.resetAndDestroy();
          else
            socket.write(
              `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nKeep-Alive: timeout=600\r\n\r\n${body}`,
            );
        });
      });
      return { url: origin.url, seen: () => seen };
    }

    it('a query is sent again', async () => {
      const { url, seen } = await forgetful();
      const { client, log } = gateway.connect({ url });
      for (let count = 0; count < 6; count++) await fetchMe(client);
      assert.ok(
        log.some(({ retryInMs }) => retryInMs !== undefined),
        'no connection was used again',
      );
      assert.ok(seen() > 6);
    });

    it('a change is not sent again, and its outcome is said to be unknown', async () => {
      const { url, seen } = await forgetful();
      const { client } = gateway.connect({ url });
      // Two connections that are both used up.
      for (let count = 0; count < 2; count++) await fetchMe(client);
      const before = seen();
      const error = await failure(deleteApp(client, app));
      assert.equal(error.kind, 'outcomeUnknown');
      assert.ok(mayHaveBeenSent(error));
      assert.equal(seen(), before + 1);
    });
  });
});
