import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import * as fc from 'fast-check';
import { ForgeError } from '../../../src/core/errors.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { property } from '../../support/fuzz/check-property.ts';
import { hostileTexts } from '../../support/fuzz/json.ts';
import { useGateway } from '../../support/use-gateway.ts';
import { useOrigins } from '../../support/origin-server.ts';

const good = JSON.stringify({ data: { me: { user: { accountId: '1', name: 'Mara', accountStatus: 'active' } } } });
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const body = fc.oneof(
  fc.constant(Buffer.from(good)),
  bytes,
  fc.constantFrom(...hostileTexts).map((text) => Buffer.from(text)),
  fc.nat(good.length).map((length) => Buffer.from(good.slice(0, length))),
);
const headerLine = fc.oneof(
  fc.constantFrom(
    'content-length: 0',
    'content-length: 7',
    'content-length: -1',
    'content-length: 99999999999999999999',
    'content-length: 5\r\ncontent-length: 6',
    'transfer-encoding: chunked',
    'content-encoding: gzip',
    'content-encoding: br',
    'content-type: text/html',
    'content-type: application/json; charset=utf-16',
    'connection: close',
    'connection: keep-alive',
    'location: http://127.0.0.1:1/',
    'set-cookie: a=b',
    'retry-after: -1',
    'retry-after: soon',
    ': no name',
    'no colon',
    'x: \u0001',
  ),
  fc
    .tuple(fc.constantFrom('x-request-id', 'retry-after', 'x'), fc.string({ maxLength: 30 }))
    .map(([name, value]) => `${name}: ${value}`),
);
const statusLine = fc.oneof(
  { weight: 6, arbitrary: fc.constant('HTTP/1.1 200 OK') },
  { weight: 2, arbitrary: fc.integer({ min: 100, max: 599 }).map((status) => `HTTP/1.1 ${status} Whatever`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'HTTP/1.1 099 X',
      'HTTP/9.9 200 OK',
      'HTTP/1.1 200',
      'SSH-2.0-OpenSSH_9',
      '',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade',
    ),
  },
);

interface Answer {
  readonly parts: readonly Buffer[];
  readonly end: 'end' | 'destroy' | 'reset' | 'stay';
}

const answer: fc.Arbitrary<Answer> = fc.record({
  parts: fc.oneof(
    fc
      .tuple(statusLine, fc.array(headerLine, { maxLength: 4 }), body)
      .map(([first, headers, text]) => [Buffer.from([first, ...headers, '', ''].join('\r\n')), text]),
    fc
      .tuple(fc.array(body, { maxLength: 3 }), bytes)
      .map(([chunks, rest]) => [
        Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'),
        ...chunks.map((chunk) =>
          Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
        ),
        rest,
      ]),
    fc.array(bytes, { maxLength: 3 }),
  ),
  end: fc.constantFrom('end', 'end', 'destroy', 'reset', 'stay'),
});

describe('a server that speaks as no gateway does', function () {
  this.timeout(600_000);
  const gateway = useGateway();
  const origins = useOrigins();

  function serve({ parts, end }: Answer): (socket: Socket) => void {
    return (socket) => {
      socket.once('data', () => {
        for (const part of parts) socket.write(part);
        if (end === 'end') socket.end();
        else if (end === 'destroy') socket.destroySoon();
        else if (end === 'reset') socket.resetAndDestroy();
      });
    };
  }

  let current: Answer = { parts: [], end: 'end' };
  property('ends in a value or an error that says what to do, always in time', 300, answer, async (given) => {
    current = given;
    // One server for all cases: a connection that stays open must not spoil the next answer either.
    origin ??= (await origins.socket((socket) => serve(current)(socket))).url;
    const { client, log } = gateway.connect({
      url: origin,
      timeoutMs: 60,
      retry: { attempts: 1, baseMs: 0, maxWaitMs: 0 },
    });
    try {
      assert.deepEqual(await fetchMe(client), { accountId: '1', name: 'Mara', accountStatus: 'active' });
    } catch (error) {
      assert.ok(error instanceof ForgeError, String(error));
      assert.notEqual(error.kind, 'unexpected', error.message);
      assert.equal(log.length, 1);
    }
  });
  let origin: string | undefined;

  it('that never stops sending is left in time, without keeping what it sends', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const { url } = await origins.http((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent++;
      };
      response.on('drain', more);
      more();
    });
    const { client } = gateway.connect({ url, timeoutMs: 60_000, retry: { attempts: 1, baseMs: 0, maxWaitMs: 0 } });
    const error = await fetchMe(client).then(
      () => assert.fail('It was taken for a reply'),
      (thrown: unknown) => thrown,
    );
    assert.ok(
      error instanceof ForgeError && error.kind === 'badReply' && error.details.tooLarge === true,
      String(error),
    );
    assert.ok(sent < 100, `${sent} MB were taken`);
  });

  it('that sends drop by drop is left when the time is over', async () => {
    const { url } = await origins.http((_request, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(timer));
    });
    const started = performance.now();
    const { client } = gateway.connect({ url, timeoutMs: 200, retry: { attempts: 1, baseMs: 0, maxWaitMs: 0 } });
    const error = await fetchMe(client).then(
      () => assert.fail('It was taken for a reply'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ForgeError && error.kind === 'timeout', String(error));
    assert.ok(performance.now() - started < 5000);
  });
});
