import assert from 'node:assert/strict';
import type { ForgeErrorKind } from '../../../src/core/errors.ts';
import { createGatewayClient } from '../../../src/gateway/client.ts';
import { createTransport } from '../../../src/gateway/transport.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { deleteApp } from '../../support/run-deletion.ts';
import { failure, until, useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

/** Nobody has it installed, so that it can be deleted. */
const app = sampleAppIds.teamPoll;

describe('a change', () => {
  const gateway = useGateway();
  const origins = useOrigins();
  const exists = () => gateway.sandbox.world.apps.has(app);

  it('is carried out once', async () => {
    const { client, log } = gateway.connect();
    assert.equal(await deleteApp(client, app), true);
    assert.equal(exists(), false);
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.equal(log.length, 1);
  });

  it('that the gateway refuses in its payload is a reply', async () => {
    const { client } = gateway.connect();
    assert.equal(await deleteApp(client, sampleAppIds.releaseNotes), false);
    assert.equal(gateway.sandbox.world.apps.has(sampleAppIds.releaseNotes), true);
  });

  // `done`: whether it was carried out all the same, which the client cannot know.
  const lost: readonly { title: string; fault: Fault; done: boolean; isImpatient?: boolean }[] = [
    { title: 'the connection is dropped before it is carried out', fault: { kind: 'drop' }, done: false },
    { title: 'the connection is dropped after it was carried out', fault: { kind: 'dropAfterSending' }, done: true },
    { title: 'no answer comes', fault: { kind: 'hang' }, done: false, isImpatient: true },
    { title: 'the answer breaks off', fault: { kind: 'truncated' }, done: true },
    { title: 'the answer is malformed', fault: { kind: 'malformed' }, done: true },
    { title: 'the answer is a page of HTML', fault: { kind: 'garbage' }, done: false },
    { title: 'the answer lacks its data', fault: { kind: 'reply', change: () => ({ data: {} }) }, done: true },
    { title: 'the answer is HTTP 500', fault: { kind: 'status', status: 500 }, done: false },
    { title: 'the answer is HTTP 502', fault: { kind: 'status', status: 502 }, done: false },
    {
      title: 'the answer is HTTP 503 with a time to come back',
      fault: { kind: 'status', status: 503, retryAfter: '0' },
      done: false,
    },
    { title: 'the answer is HTTP 504', fault: { kind: 'status', status: 504 }, done: false },
    ...[307, 400, 408, 409, 413, 425, 499].map((status) => ({
      title: `the answer is HTTP ${status}`,
      fault: { kind: 'status' as const, status, body: JSON.stringify({ errors: [{ message: 'Not now' }] }) },
      done: false,
    })),
    // A server between may quote a refusal of its own while the work goes on.
    ...[408, 425, 499, 502].map((status) => ({
      title: `the answer is HTTP ${status} with the code of a refusal`,
      fault: {
        kind: 'status' as const,
        status,
        body: JSON.stringify({ errors: [{ message: 'No', extensions: { errorType: 'APP_HAS_INSTALLATIONS' } }] }),
      },
      done: false,
    })),
    {
      title: 'errors[] hold one at the path of the change',
      fault: { kind: 'errors', errors: [{ message: 'Broken' }], nullPath: ['deleteApp'] },
      done: true,
    },
    {
      title: 'errors[] hold one with an unknown error type',
      fault: { kind: 'errors', errors: [{ message: 'Broken', errorType: 'MISHAP' }], nullPath: ['deleteApp'] },
      done: true,
    },
    {
      title: 'errors[] hold a refusal beside the result',
      fault: { kind: 'errors', errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }], keepData: true },
      done: true,
    },
    {
      title: 'errors[] hold a server’s error',
      fault: { kind: 'errors', errors: [{ message: 'Broken', statusCode: 500 }] },
      done: false,
    },
  ];
  for (const { title, fault, done, isImpatient = false } of lost) {
    it(`has an unknown outcome when ${title}, and is sent once`, async () => {
      const { client, log } = gateway.connect({ isImpatient });
      gateway.sandbox.faults.set('DeleteApp', fault, 1);
      const error = await failure(deleteApp(client, app));
      assert.equal(error.kind, 'outcomeUnknown');
      assert.equal(error.details.operation, 'DeleteApp');
      assert.notEqual(error.cause, undefined);
      assert.equal(gateway.sent('DeleteApp').length, 1);
      assert.equal(exists(), !done);
      assert.equal(log.length, 1);
      assert.equal(log[0]?.retryInMs, undefined);
    });
  }

  const turnedAway: readonly { title: string; fault: Fault; kind: ForgeErrorKind }[] = [
    { title: 'HTTP 401', fault: { kind: 'status', status: 401 }, kind: 'forbidden' },
    { title: 'HTTP 403', fault: { kind: 'status', status: 403 }, kind: 'forbidden' },
    { title: 'HTTP 404', fault: { kind: 'status', status: 404 }, kind: 'badReply' },
    { title: 'HTTP 429', fault: { kind: 'status', status: 429, retryAfter: '0' }, kind: 'rateLimited' },
    {
      title: 'TOO_MANY_REQUESTS in errors[]',
      fault: { kind: 'errors', errors: [{ message: 'Slow down', errorType: 'TOO_MANY_REQUESTS' }] },
      kind: 'rateLimited',
    },
    {
      title: 'a denied permission',
      fault: { kind: 'errors', errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }] },
      kind: 'forbidden',
    },
    {
      title: 'a refusal',
      fault: { kind: 'errors', errors: [{ message: 'Not today', errorType: 'APP_HAS_INSTALLATIONS' }] },
      kind: 'refused',
    },
    {
      title: 'a refusal of a rolling release',
      fault: { kind: 'errors', errors: [{ message: 'Not today', errorType: 'CANNOT_START_ROLLING_RELEASE' }] },
      kind: 'refused',
    },
    {
      title: 'the message for an outdated client',
      fault: { kind: 'errors', errors: [{ message: 'Your client version is outdated' }] },
      kind: 'refused',
    },
    {
      title: 'the message for a missing scope',
      fault: {
        kind: 'errors',
        errors: [{ message: 'This request does not contain the right authorisation scopes to access this field' }],
      },
      kind: 'forbidden',
    },
  ];
  for (const { title, fault, kind } of turnedAway) {
    it(`that met ${title} was not carried out (${kind}), and is sent once`, async () => {
      const { client } = gateway.connect();
      gateway.sandbox.faults.set('DeleteApp', fault, 1);
      const error = await failure(deleteApp(client, app));
      assert.equal(error.kind, kind);
      assert.equal(error.details.operation, 'DeleteApp');
      assert.match(error.details.requestId ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(gateway.sent('DeleteApp').length, 1);
      assert.equal(exists(), true);
    });
  }

  it('that met HTTP 401 with a token that is not accepted at all was not carried out, and is sent once', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('*', { kind: 'status', status: 401 });
    assert.equal((await failure(deleteApp(client, app))).kind, 'signedOut');
    assert.equal(gateway.sent('DeleteApp').length, 1);
    assert.equal(rejected.length, 1);
    assert.equal(exists(), true);
  });

  it('is not said to be refused by other words about scopes, which no code confirms', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('DeleteApp', {
      kind: 'errors',
      errors: [{ message: 'The token lacks a scope to read deleteApp.app' }],
    });
    assert.equal((await failure(deleteApp(client, app))).kind, 'outcomeUnknown');
  });

  it('keeps the request id where the gateway gave one before the outcome became unknown', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'status', status: 500 });
    const error = await failure(deleteApp(client, app));
    assert.match(error.details.requestId ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(error.details.status, 500);
  });

  it('that could not be sent is offline, not unknown', async () => {
    for (const hostname of ['127.0.0.1', 'localhost']) {
      const url = new URL(await origins.unused());
      url.hostname = hostname;
      const { client, log } = gateway.connect({ url: url.href });
      assert.equal((await failure(deleteApp(client, app))).kind, 'offline', hostname);
      assert.equal(log.length, 1);
    }
  });

  it('to a host that does not exist is offline, not unknown', async () => {
    const { client } = gateway.connect({ url: 'https://gateway.invalid/graphql' });
    assert.equal((await failure(deleteApp(client, app))).kind, 'offline');
  });

  it('whose token could not be read was not sent, and is no unknown outcome', async () => {
    const client = createGatewayClient({
      url: new URL(gateway.sandbox.url),
      transport: createTransport(),
      credentials: () => Promise.reject(new Error('The keychain is locked')),
      client: { name: 'test', version: '0' },
    });
    assert.equal((await failure(deleteApp(client, app))).kind, 'unexpected');
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('that was given up before it was sent is cancelled, and never sent', async () => {
    const { client, log } = gateway.connect();
    assert.equal((await failure(deleteApp(client, app, AbortSignal.abort()))).kind, 'cancelled');
    assert.equal(gateway.sandbox.requests.length, 0);
    assert.equal(log.length, 0);
    assert.equal(exists(), true);
  });

  it('that is given up on its way is carried out and answered', async () => {
    const { client } = gateway.connect();
    const giveUp = new AbortController();
    gateway.sandbox.faults.set('DeleteApp', { kind: 'latency', ms: 50 });
    const change = deleteApp(client, app, giveUp.signal);
    await until(() => gateway.sent('DeleteApp').length === 1);
    giveUp.abort();
    assert.equal(await change, true);
    assert.equal(exists(), false);
  });

  it('is not shared: asked for twice at once, it is sent twice', async () => {
    const { client } = gateway.connect();
    const outcomes = await Promise.all([deleteApp(client, app), deleteApp(client, app)]);
    assert.equal(gateway.sent('DeleteApp').length, 2);
    assert.deepEqual(outcomes.sort(), [false, true]);
  });
});
