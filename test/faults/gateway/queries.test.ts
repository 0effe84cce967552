import assert from 'node:assert/strict';
import type { ForgeErrorKind } from '../../../src/core/errors.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { canary } from '../../support/canary.ts';
import { failure, quickRetry, useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

const requestId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('a query', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  it('is asked once when all is well, in the client’s own name', async () => {
    const { client, log } = gateway.connect();
    assert.equal((await fetchMe(client)).name, 'Mara Lindqvist');
    assert.equal(gateway.sent('Me').length, 1);
    for (const { headers } of gateway.sent('Me')) {
      assert.equal(headers['user-agent'], 'forge-console-test/0.0.0');
      assert.equal(headers['atl-client-name'], 'forge-console-test');
      assert.equal(headers['atl-client-version'], '0.0.0');
    }
    assert.deepEqual(
      log.map(({ operation, error }) => [operation, error]),
      [['Me', undefined]],
    );
    assert.match(log.map((entry) => entry.requestId).join(), requestId);
  });

  it('waits for a slow answer', async () => {
    const { client, log } = gateway.connect();
    gateway.sandbox.faults.set('Me', { kind: 'latency', ms: 60 });
    assert.equal((await fetchMe(client)).name, 'Mara Lindqvist');
    assert.equal(gateway.sent('Me').length, 1);
    assert.ok((log[0]?.ms ?? 0) >= 50, `${log[0]?.ms}`);
  });

  // What passes is asked again, and what does not pass is reported.
  const passing: readonly {
    title: string;
    fault: Fault;
    kind: ForgeErrorKind;
    isImpatient?: boolean;
    status?: number;
    hasRequestId?: boolean;
  }[] = [
    { title: 'a dropped connection', fault: { kind: 'drop' }, kind: 'offline' },
    {
      title: 'a connection that is dropped after the work is done',
      fault: { kind: 'dropAfterSending' },
      kind: 'offline',
    },
    { title: 'an answer that breaks off', fault: { kind: 'truncated' }, kind: 'offline' },
    { title: 'no answer at all', fault: { kind: 'hang' }, kind: 'timeout', isImpatient: true },
    {
      title: 'an answer that comes too late',
      fault: { kind: 'latency', ms: 5000 },
      kind: 'timeout',
      isImpatient: true,
    },
    { title: 'HTTP 500', fault: { kind: 'status', status: 500 }, kind: 'serverError', status: 500, hasRequestId: true },
    {
      title: 'HTTP 502 with a page of HTML',
      fault: { kind: 'status', status: 502, body: '<html>Bad gateway</html>' },
      kind: 'serverError',
      status: 502,
      hasRequestId: true,
    },
    { title: 'HTTP 503', fault: { kind: 'status', status: 503 }, kind: 'serverError', status: 503, hasRequestId: true },
    {
      title: 'HTTP 429 that says no time',
      fault: { kind: 'status', status: 429 },
      kind: 'rateLimited',
      status: 429,
      hasRequestId: true,
    },
    {
      title: 'TOO_MANY_REQUESTS in errors[]',
      fault: { kind: 'errors', errors: [{ message: 'Slow down', errorType: 'TOO_MANY_REQUESTS' }] },
      kind: 'rateLimited',
      status: 200,
      hasRequestId: true,
    },
    {
      title: 'a server’s error in errors[]',
      fault: { kind: 'errors', errors: [{ message: 'Broken', statusCode: 500 }] },
      kind: 'serverError',
      status: 200,
      hasRequestId: true,
    },
  ];
  for (const { title, fault, kind, isImpatient = false, status, hasRequestId = false } of passing) {
    it(`survives ${title}`, async () => {
      const { client, log } = gateway.connect({ isImpatient });
      gateway.sandbox.faults.set('Me', fault, 2);
      assert.equal((await fetchMe(client)).name, 'Mara Lindqvist');
      assert.equal(gateway.sent('Me').length, 3);
      const retries = log.filter(({ retryInMs }) => retryInMs !== undefined);
      assert.deepEqual(
        retries.map(({ operation, error }) => [operation, error?.kind]),
        [
          ['Me', kind],
          ['Me', kind],
        ],
      );
      assert.equal(log.at(-1)?.error, undefined);
    });

    it(`reports ${title} that does not pass as ${kind}`, async () => {
      const { client, log, rejected } = gateway.connect({ isImpatient });
      gateway.sandbox.faults.set('Me', fault);
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, kind);
      assert.equal(error.details.operation, 'Me');
      assert.equal(error.details.status, status);
      assert.match(error.details.requestId ?? '', hasRequestId ? requestId : /^$/);
      assert.equal(gateway.sent('Me').length, quickRetry.attempts);
      assert.equal(log.filter(({ retryInMs }) => retryInMs !== undefined).length, quickRetry.attempts - 1);
      assert.deepEqual(rejected, []);
    });
  }

  const final: readonly { title: string; fault: Fault; kind: ForgeErrorKind; status: number }[] = [
    { title: 'HTTP 401', fault: { kind: 'status', status: 401 }, kind: 'signedOut', status: 401 },
    { title: 'HTTP 403', fault: { kind: 'status', status: 403 }, kind: 'forbidden', status: 403 },
    { title: 'HTTP 404', fault: { kind: 'status', status: 404 }, kind: 'badReply', status: 404 },
    { title: 'HTTP 302', fault: { kind: 'status', status: 302 }, kind: 'badReply', status: 302 },
    { title: 'malformed JSON', fault: { kind: 'malformed' }, kind: 'badReply', status: 200 },
    { title: 'a page of HTML', fault: { kind: 'garbage' }, kind: 'badReply', status: 200 },
    { title: 'a refusal', fault: { kind: 'errors', errors: [{ message: 'Not today' }] }, kind: 'refused', status: 200 },
    {
      title: 'a refusal beside data',
      fault: { kind: 'errors', errors: [{ message: 'Not today' }], keepData: true },
      kind: 'refused',
      status: 200,
    },
    {
      title: 'a denied permission',
      fault: { kind: 'errors', errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }] },
      kind: 'forbidden',
      status: 200,
    },
    {
      title: 'an expired token in errors[]',
      fault: { kind: 'errors', errors: [{ message: 'No', statusCode: 401 }] },
      kind: 'signedOut',
      status: 200,
    },
    { title: 'null data', fault: { kind: 'reply', change: () => ({ data: null }) }, kind: 'badReply', status: 200 },
    { title: 'no data', fault: { kind: 'reply', change: () => ({}) }, kind: 'badReply', status: 200 },
    { title: 'a list for an answer', fault: { kind: 'reply', change: () => [] }, kind: 'badReply', status: 200 },
    {
      title: 'a missing field',
      fault: { kind: 'reply', change: () => ({ data: { me: {} } }) },
      kind: 'badReply',
      status: 200,
    },
  ];
  for (const { title, fault, kind, status } of final) {
    it(`reports ${title} as ${kind} at once`, async () => {
      const { client, log } = gateway.connect();
      gateway.sandbox.faults.set('Me', fault);
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, kind);
      assert.equal(error.details.operation, 'Me');
      assert.equal(error.details.status, status);
      assert.equal(gateway.sent('Me').length, 1);
      assert.equal(log.length, 1);
      assert.equal(log[0]?.error, error);
    });
  }

  it('tells which token was not accepted', async () => {
    const { email } = gateway.sandbox.accounts.main;
    const { client, rejected } = gateway.connect({ as: { email, token: canary('expired') } });
    assert.equal((await failure(fetchMe(client))).kind, 'signedOut');
    assert.deepEqual(rejected, [canary('expired')]);
  });

  it('is offline where nothing listens', async () => {
    const { client, log } = gateway.connect({ url: await origins.unused() });
    const error = await failure(fetchMe(client));
    assert.equal(error.kind, 'offline');
    assert.match(error.message, /ECONNREFUSED/);
    assert.equal(log.filter(({ retryInMs }) => retryInMs !== undefined).length, 2);
  });

  it('is offline where nothing listens by the name of this machine either, and says why', async () => {
    const url = new URL(await origins.unused());
    url.hostname = 'localhost';
    const { client } = gateway.connect({ url: url.href });
    const error = await failure(fetchMe(client));
    assert.equal(error.kind, 'offline');
    assert.match(error.message, /^\S.*ECONNREFUSED/);
  });

  it('is offline where TLS is asked of a server that speaks none', async () => {
    const { client } = gateway.connect({ url: gateway.sandbox.url.replace('http:', 'https:') });
    assert.equal((await failure(fetchMe(client))).kind, 'offline');
  });

  it('goes wrong at an address that is not the gateway’s, and the thing is not said to be deleted', async () => {
    const { client } = gateway.connect({ url: gateway.sandbox.url.replace('/graphql', '/elsewhere') });
    assert.equal((await failure(fetchMe(client))).kind, 'badReply');
  });

  it('goes wrong at a server that speaks no HTTP', async () => {
    const { url } = await origins.socket((socket) =>
      socket.once('data', () => socket.end('220 mail.example.com ready\r\n')),
    );
    const { client, log } = gateway.connect({ url });
    assert.equal((await failure(fetchMe(client))).kind, 'badReply');
    assert.equal(log.length, 1);
  });

  it('does not read an answer without end', async () => {
    const { url } = await origins.http((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const { client } = gateway.connect({ url });
    const error = await failure(fetchMe(client));
    assert.equal(error.kind, 'badReply');
    assert.match(error.message, /too large/);
  });

  for (const [what, body, message] of [
    ['more bytes than a page ever has', 'x'.repeat(17 * 1024 * 1024), 'the response is too large'],
    ['lists in lists', '['.repeat(5_000_000), 'the response is nested more than 64 levels deep'],
    ['millions of values', `{"data":[${'{},'.repeat(2_000_000)}1]}`, 'the response has more than 1000000 values'],
  ] as const)
    it(`does not parse an answer of ${what}`, async () => {
      const { url } = await origins.http((_request, response) => response.end(body));
      const { client } = gateway.connect({ url, retry: quickRetry });
      const error = await failure(fetchMe(client));
      assert.deepEqual([error.kind, error.message, error.details.tooLarge], ['badReply', message, true]);
    });

  it('takes a long answer for what it says, with brackets and commas in its texts', async () => {
    const more = Array.from({ length: 10 }, () => `[{,\"\\`.repeat(100_000));
    const reply = JSON.stringify({
      data: { me: { user: { accountId: '1', name: 'Åsa', accountStatus: 'active' }, more } },
    });
    const { url } = await origins.http((_request, response) => response.end(reply));
    assert.equal((await fetchMe(gateway.connect({ url }).client)).name, 'Åsa');
  });

  it('takes an answer that comes in small pieces, cut inside a letter', async () => {
    const reply = Buffer.from(
      JSON.stringify({ data: { me: { user: { accountId: '1', name: 'Åsa 議', accountStatus: 'active' } } } }),
    );
    const { url } = await origins.http((_request, response) => {
      for (const byte of reply) response.write(Buffer.from([byte]));
      response.end();
    });
    const { client } = gateway.connect({ url });
    assert.equal((await fetchMe(client)).name, 'Åsa 議');
  });
});
