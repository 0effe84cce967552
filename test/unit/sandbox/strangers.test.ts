// What others on this computer, and pages in its browser, can do to a running sandbox.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { basic } from '../../support/sandbox/ask.ts';

const megabyte = 1024 * 1024;
/** Not JSON: parsing would take longer than the rest of the test. */
const fourMegabytes = Buffer.alloc(4 * megabyte, ' ');

describe('sandbox: strangers', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const deletion = JSON.stringify({
    query: 'mutation Delete($id: ID!) { deleteApp(input: { appId: $id }) { success } }',
    variables: { id: `ari:cloud:ecosystem::app/${sampleAppIds.teamPoll}` },
  });

  /** Sends bytes as they are and returns what comes back until the connection ends; `head` has no last empty line. */
  async function raw(head: readonly string[], ...body: readonly (string | Buffer)[]): Promise<string> {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.write([...head, '', ''].join('\r\n'));
    for (const part of body) socket.write(part);
    return text(socket);
  }

  const ownHost = () => new URL(sandbox.url).host;
  const head = (headers: Readonly<Record<string, string>>) => [
    'POST /graphql HTTP/1.1',
    ...Object.entries({ authorization: basic(sandbox.accounts.main), connection: 'close', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
  ];
  const statusIn = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  const length = { 'content-length': String(Buffer.byteLength(deletion)) };

  const foreign: readonly (readonly [string, (host: string) => Record<string, string>])[] = [
    ['under a name that leads to this computer', (host) => ({ host: `rebound.example.com:${host.split(':')[1]}` })],
    ['under the name of this computer', (host) => ({ host: `localhost:${host.split(':')[1]}` })],
    ['under its address with another port', () => ({ host: '127.0.0.1:1' })],
    ['under its address without a port', () => ({ host: '127.0.0.1' })],
    ['under an empty name', () => ({ host: '' })],
    ['of a page', (host) => ({ host, origin: 'https://example.com' })],
    ['of a page without an address', (host) => ({ host, origin: 'null' })],
    ['of a page that it seems to serve itself', (host) => ({ host, origin: `http://${host}` })],
  ];
  for (const [who, headers] of foreign) {
    it(`a request ${who} gets 403 and changes nothing, even with the right token`, async () => {
      const answer = await raw(head({ ...headers(ownHost()), ...length }), deletion);
      assert.equal(statusIn(answer), 403);
      assert.ok(sandbox.world.apps.has(sampleAppIds.teamPoll));
    });

    it(`a request ${who} is turned away before its body is there`, async () => {
      assert.equal(statusIn(await raw(head({ ...headers(ownHost()), 'content-length': '1000' }))), 403);
    });
  }

  it('the same request under its own address is answered', async () => {
    const answer = await raw(head({ host: ownHost(), ...length }), deletion);
    assert.equal(statusIn(answer), 200);
    assert.ok(!sandbox.world.apps.has(sampleAppIds.teamPoll));
  });

  it('a wrong token changes nothing, and that of an earlier start is a wrong one', async () => {
    const earlier = createWorld(undefined).accounts.main;
    for (const token of ['', 'guess', 'sandbox-token-main-4f7a1c92e0', earlier.token]) {
      const authorization = basic({ email: earlier.email, token });
      const answer = await raw(head({ host: ownHost(), authorization, ...length }), deletion);
      assert.equal(statusIn(answer), 401, token);
    }
    assert.ok(sandbox.world.apps.has(sampleAppIds.teamPoll));
  });

  it('each start has tokens that cannot be guessed, each its own', () => {
    const tokens = [createWorld(undefined), createWorld(undefined)].flatMap(({ accounts }) =>
      Object.values(accounts).map(({ token }) => token),
    );
    assert.equal(new Set(tokens).size, 8);
    for (const token of tokens) assert.match(token, /^sandbox-token-[\w-]{32}$/);
  });

  it('510 bodies of 4 MB without a token leave the memory as it was', async () => {
    const before = process.memoryUsage();
    const post = async () => {
      const sending = request(sandbox.url, { method: 'POST', headers: { 'content-length': fourMegabytes.length } });
      sending.on('error', () => undefined).end(fourMegabytes);
      const [response] = (await once(sending, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      return response.statusCode;
    };
    const statuses = new Set<number>();
    for (let sent = 0; sent < 510; sent += 30)
      for (const status of await Promise.all(Array.from({ length: 30 }, post))) statuses.add(status);
    assert.deepEqual([...statuses], [401]);
    const after = process.memoryUsage();
    const kept = after.heapUsed + after.external - before.heapUsed - before.external;
    assert.ok(kept < 200 * megabyte, `${Math.round(kept / megabyte)} MB are kept`);
  });

  it('bodies of 4 MB with the token are not kept either', async () => {
    const variables = { padding: 'x'.repeat(4 * megabyte - 1000) };
    const body = JSON.stringify({ query: 'query Me { me { user { name } } }', variables });
    const before = process.memoryUsage().heapUsed;
    for (let sent = 0; sent < 100; sent++) {
      const response = await fetch(sandbox.url, {
        method: 'POST',
        headers: { authorization: basic(sandbox.accounts.main) },
        body,
      });
      assert.equal(response.status, 200);
      await response.text();
    }
    const kept = process.memoryUsage().heapUsed - before;
    assert.ok(kept < 200 * megabyte, `${Math.round(kept / megabyte)} MB are kept`);
  });

  for (const [who, authorization, status] of [
    ['a stranger', () => 'none', 401],
    ['somebody with the token', () => basic(sandbox.accounts.main), 413],
  ] as const) {
    it(`a body in chunks without end of ${who} is answered after 4 MB`, async () => {
      const chunked = head({ host: ownHost(), authorization: authorization(), 'transfer-encoding': 'chunked' });
      const answer = await raw(chunked, `${(fourMegabytes.length + 1).toString(16)}\r\n`, fourMegabytes, ' ');
      assert.equal(statusIn(answer), status);
    });

    it(`a body in chunks of ${who} that goes on is not taken`, async () => {
      const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1').on('error', () => undefined);
      const closed = new Promise((resolve) => socket.on('close', resolve));
      const chunked = head({ host: ownHost(), authorization: authorization(), 'transfer-encoding': 'chunked' });
      socket.write([...chunked, '', ''].join('\r\n'));
      const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(megabyte, 'x'), Buffer.from('\r\n')]);
      let sent = 0;
      const more = () => {
        while (!socket.destroyed && socket.write(chunk)) sent++;
      };
      socket.on('drain', more);
      more();
      await closed;
      assert.ok(sent < 100, `${sent} MB were taken`);
    });
  }

  it('a content length that lies does not matter: what arrives is counted, what is missing is waited for', async () => {
    const tooMuch = await raw(head({ host: ownHost(), 'content-length': String(400 * megabyte) }), fourMegabytes, ' ');
    assert.equal(statusIn(tooMuch), 413);
    const negative = await raw(head({ host: ownHost(), 'content-length': '-1' }), deletion);
    assert.equal(statusIn(negative), 400);
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.write([...head({ host: ownHost(), 'content-length': '4000' }), '', deletion].join('\r\n'));
    socket.end();
    await text(socket);
    assert.ok(sandbox.world.apps.has(sampleAppIds.teamPoll));
  });
});
