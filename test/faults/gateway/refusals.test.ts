// What a refusal is about: the token, one operation, or no gateway at all.
import assert from 'node:assert/strict';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { canary } from '../../support/canary.ts';
import { useOrigins } from '../../support/origin-server.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

const unauthorized = JSON.stringify({ code: 401, message: 'Unauthorized' });
const noScope = JSON.stringify({ code: 401, message: 'Unauthorized; scope does not match' });

describe('HTTP 401', () => {
  const gateway = useGateway();

  it('with words about a scope is about this operation: the words are kept, no token is rejected', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'status', status: 401, body: noScope });
    const error = await failure(fetchAppPage(client, 5, undefined));
    assert.equal(error.kind, 'forbidden');
    assert.equal(error.details.lacksScope, true);
    assert.equal(error.message, 'HTTP 401: Unauthorized; scope does not match');
    assert.equal(gateway.sent('Me').length, 0);
    assert.deepEqual(rejected, []);
  });

  it('without such words rejects no token that may still say whose it is', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'status', status: 401, body: unauthorized });
    const error = await failure(fetchAppPage(client, 5, undefined));
    assert.deepEqual([error.kind, error.details.lacksScope, error.details.status], ['forbidden', true, 401]);
    assert.equal(error.details.operation, 'AppList');
    assert.equal(gateway.sent('AppList').length, 1);
    assert.equal(gateway.sent('Me').length, 1);
    assert.deepEqual(rejected, []);
  });

  it('in errors[] rejects no such token either', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'errors', errors: [{ message: 'No', statusCode: 401 }] });
    assert.equal((await failure(fetchAppPage(client, 5, undefined))).kind, 'forbidden');
    assert.deepEqual(rejected, []);
  });

  it('of a token that may not even say whose it is rejects it', async () => {
    const { email } = gateway.sandbox.accounts.main;
    const token = canary('expired');
    const { client, rejected } = gateway.connect({ as: { email, token } });
    const error = await failure(fetchAppPage(client, 5, undefined));
    assert.equal(error.kind, 'signedOut');
    assert.equal(error.details.operation, 'AppList');
    assert.deepEqual(rejected, [token]);
  });

  it('of a token that belongs to nobody rejects it', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'status', status: 401 });
    gateway.sandbox.faults.set('Me', { kind: 'reply', change: () => ({ data: { me: { user: null } } }) });
    assert.equal((await failure(fetchAppPage(client, 5, undefined))).kind, 'signedOut');
    assert.equal(rejected.length, 1);
  });

  for (const fault of [
    { kind: 'drop' },
    { kind: 'status', status: 500 },
    { kind: 'garbage' },
    { kind: 'status', status: 401, body: noScope },
  ] as const) {
    it(`where it can't be found out whose the token is rejects none: ${JSON.stringify(fault)}`, async () => {
      const { client, rejected } = gateway.connect();
      gateway.sandbox.faults.set('AppList', { kind: 'status', status: 401 });
      gateway.sandbox.faults.set('Me', fault);
      assert.equal((await failure(fetchAppPage(client, 5, undefined))).kind, 'signedOut');
      assert.deepEqual(rejected, []);
    });
  }

  it('for many operations at once asks once whose the token is', async () => {
    const { client, rejected } = gateway.connect();
    gateway.sandbox.faults.set('AppList', { kind: 'status', status: 401 });
    gateway.sandbox.faults.set('Me', { kind: 'latency', ms: 100 });
    const errors = await Promise.all([1, 2, 3, 4].map((size) => failure(fetchAppPage(client, size, undefined))));
    assert.deepEqual(new Set(errors.map(({ kind }) => kind)), new Set(['forbidden']));
    assert.equal(gateway.sent('Me').length, 1);
    assert.deepEqual(rejected, []);
  });
});

describe('a page of the network', () => {
  const gateway = useGateway();
  const origins = useOrigins();

  for (const status of [200, 302, 401, 403, 407, 503, 511]) {
    it(`under HTTP ${status} is not asked for again, and costs nobody the account`, async () => {
      const portal = await origins.http(
        (_request, response) =>
          void response
            .writeHead(status, { 'content-type': 'text/html', location: 'http://login.test/', 'retry-after': '1' })
            .end('<html><form action="/login">Sign in to the network</form></html>'),
      );
      const { client, rejected } = gateway.connect({ url: portal.url });
      const error = await failure(fetchMe(client));
      assert.deepEqual([error.kind, error.details.fault, error.details.status], ['badReply', 'portal', status]);
      assert.equal(portal.requests.length, 1);
      assert.deepEqual(rejected, []);
    });
  }
});
