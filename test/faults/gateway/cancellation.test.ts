import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { pages } from '../../../src/gateway/paging.ts';
import { failure, quickRetry, until, useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

describe('giving up a query', () => {
  const gateway = useGateway();

  it('before it is sent sends nothing', async () => {
    const { client, log } = gateway.connect();
    assert.equal((await failure(fetchMe(client, AbortSignal.abort()))).kind, 'cancelled');
    // A request that had been sent all the same would have arrived before this one.
    await fetchAppPage(client, 1, undefined);
    assert.deepEqual(
      gateway.sandbox.requests.map(({ operation }) => operation),
      ['AppList'],
    );
    assert.equal(log.length, 1);
  });

  it('on its way is cancelled at once, not asked again, and no failure in the log', async () => {
    const { client, log } = gateway.connect();
    const giveUp = new AbortController();
    gateway.sandbox.faults.set('Me', { kind: 'hang' });
    const query = failure(fetchMe(client, giveUp.signal));
    await until(() => gateway.sent('Me').length === 1);
    giveUp.abort();
    assert.equal((await query).kind, 'cancelled');
    gateway.sandbox.faults.clear();
    await fetchMe(client);
    assert.equal(gateway.sent('Me').length, 2);
    assert.deepEqual(
      log.map(({ error }) => error),
      [undefined],
    );
  });

  it('while it waits for its next try is cancelled at once', async () => {
    const giveUp = new AbortController();
    const { client, log } = gateway.connect({
      retry: { attempts: 3, baseMs: 60_000, maxWaitMs: 60_000 },
      onLog: ({ retryInMs }) => {
        if (retryInMs !== undefined) giveUp.abort();
      },
    });
    gateway.sandbox.faults.set('Me', { kind: 'drop' });
    assert.equal((await failure(fetchMe(client, giveUp.signal))).kind, 'cancelled');
    assert.equal(gateway.sent('Me').length, 1);
    assert.equal(log.length, 2);
  });

  it('with its own reason is cancelled all the same', async () => {
    const { client } = gateway.connect();
    const giveUp = new AbortController();
    gateway.sandbox.faults.set('Me', { kind: 'hang' });
    const query = failure(fetchMe(client, giveUp.signal));
    await until(() => gateway.sent('Me').length === 1);
    giveUp.abort(new Error('I changed my mind'));
    assert.equal((await query).kind, 'cancelled');
  });

  it('between two pages ends the paging', async () => {
    const { client } = gateway.connect();
    const giveUp = new AbortController();
    const error = await failure(
      (async () => {
        for await (const page of pages((after) => fetchAppPage(client, 5, after, giveUp.signal)))
          if (page.nodes.length > 0) giveUp.abort();
      })(),
    );
    assert.equal(error.kind, 'cancelled');
    assert.equal(gateway.sent('AppList').length, 1);
  });

  it('after it was answered changes nothing', async () => {
    const { client } = gateway.connect();
    const giveUp = new AbortController();
    const me = await fetchMe(client, giveUp.signal);
    giveUp.abort();
    assert.equal(me.name, 'Mara Lindqvist');
  });
});

describe('identical queries on their way', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  it('are one request, however many ask', async () => {
    const { client, log } = gateway.connect();
    gateway.sandbox.faults.set('Me', { kind: 'latency', ms: 30 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetchMe(client)));
    assert.equal(new Set(answers.map(({ accountId }) => accountId)).size, 1);
    assert.equal(gateway.sent('Me').length, 1);
    assert.equal(log.length, 1);
  });

  it('fail together, after the tries of one', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('Me', { kind: 'status', status: 500 });
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(fetchMe(client))));
    for (const error of errors) assert.equal(error.kind, 'serverError');
    assert.equal(gateway.sent('Me').length, quickRetry.attempts);
  });

  it('are asked again once they are answered', async () => {
    const { client } = gateway.connect();
    await fetchMe(client);
    await fetchMe(client);
    assert.equal(gateway.sent('Me').length, 2);
  });

  it('are not shared where their variables differ', async () => {
    const { client } = gateway.connect();
    const [five, six, again] = await Promise.all([
      fetchAppPage(client, 5, undefined),
      fetchAppPage(client, 6, undefined),
      fetchAppPage(client, 5, undefined),
    ]);
    assert.equal(five.nodes.length, 5);
    assert.equal(six.nodes.length, 6);
    assert.equal(again.nodes.length, 5);
    assert.equal(gateway.sent('AppList').length, 2);
  });

  it('are not shared between accounts', async () => {
    const [mara, alias] = [gateway.connect(), gateway.connect({ as: gateway.sandbox.accounts.alias })];
    const [one, other] = await Promise.all([fetchMe(mara.client), fetchMe(alias.client)]);
    assert.notEqual(one.accountId, other.accountId);
  });

  it('go on when one of those who asked gives up', async () => {
    const { client } = gateway.connect();
    const giveUp = new AbortController();
    gateway.sandbox.faults.set('Me', { kind: 'latency', ms: 60 });
    const leaving = failure(fetchMe(client, giveUp.signal));
    const staying = [fetchMe(client), fetchMe(client, new AbortController().signal)];
    await until(() => gateway.sent('Me').length === 1);
    giveUp.abort();
    assert.equal((await leaving).kind, 'cancelled');
    for (const { name } of await Promise.all(staying)) assert.equal(name, 'Mara Lindqvist');
    assert.equal(gateway.sent('Me').length, 1);
  });

  it('end on the wire when all who asked gave up, and are asked anew by the next', async () => {
    const arrived = Promise.withResolvers<ServerResponse>();
    const { url, requests } = await origins.http((_request, response) => {
      if (requests.length === 1) arrived.resolve(response);
      else
        response.end(
          JSON.stringify({ data: { me: { user: { accountId: '1', name: 'Somebody', accountStatus: 'active' } } } }),
        );
    });
    const { client } = gateway.connect({ url });
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = [failure(fetchMe(client, first.signal)), failure(fetchMe(client, second.signal))];
    const response = await arrived.promise;
    const closed = once(response, 'close');
    first.abort();
    assert.equal(response.destroyed, false);
    second.abort();
    for (const error of await Promise.all(leaving)) assert.equal(error.kind, 'cancelled');
    await closed;
    assert.equal(response.writableEnded, false);
    assert.equal((await fetchMe(client)).name, 'Somebody');
    assert.equal(requests.length, 2);
  });
});
