import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { ForgeError, type ForgeErrorKind } from '../../../src/core/errors.ts';
import type { Operation } from '../../../src/gateway/operation.ts';
import { parseAnswer, parseRetryAfter } from '../../../src/gateway/reply.ts';

const now = new Date('2025-06-15T12:00:00Z');

const Thing: Operation<object, { thing: { name?: string | null | undefined } }> = {
  name: 'Thing',
  kind: 'query',
  document: 'query Thing { thing { name } }',
  reply: () => z.object({ thing: z.object({ name: z.optional(z.nullable(z.string())) }) }),
  optionalFields: ['name'],
};

function parse(status: number, body: unknown, headers: Record<string, string> = {}) {
  return parseAnswer(
    Thing,
    { status, body: typeof body === 'string' ? body : JSON.stringify(body), header: (name) => headers[name] },
    now,
  );
}
function failed(status: number, body: unknown, headers?: Record<string, string>): ForgeError {
  try {
    parse(status, body, headers);
  } catch (error) {
    if (error instanceof ForgeError) return error;
    throw error;
  }
  return assert.fail('It was taken for a reply');
}

describe('an answer', () => {
  it('is a reply under HTTP 200', () => {
    assert.deepEqual(parse(200, { data: { thing: { name: 'x', more: 1 }, other: 2 }, more: 3 }), {
      reply: { thing: { name: 'x' } },
      requestId: undefined,
      tolerated: [],
    });
  });

  it('may have empty or null errors', () => {
    for (const errors of [[], null]) assert.equal(parse(200, { data: { thing: {} }, errors }).tolerated.length, 0);
  });

  const statuses: readonly [number, ForgeErrorKind][] = [
    [201, 'badReply'],
    [204, 'badReply'],
    [301, 'badReply'],
    [302, 'badReply'],
    [304, 'badReply'],
    [307, 'badReply'],
    [400, 'badReply'],
    [401, 'signedOut'],
    [403, 'forbidden'],
    [404, 'badReply'],
    [405, 'badReply'],
    [413, 'badReply'],
    [418, 'badReply'],
    [429, 'rateLimited'],
    [500, 'serverError'],
    [502, 'serverError'],
    [503, 'serverError'],
    [504, 'serverError'],
    [599, 'serverError'],
  ];
  for (const [status, kind] of statuses) {
    for (const body of ['', '<html></html>', '{}', '{"data":{"thing":{}}}', 'null']) {
      it(`under HTTP ${status} is ${kind} with the body ${JSON.stringify(body)}`, () => {
        const error = failed(status, body);
        assert.equal(error.kind, kind);
        assert.equal(error.details.status, status);
        assert.equal(error.details.operation, 'Thing');
      });
    }
  }

  it('under HTTP 400 quotes the gateway', () => {
    const error = failed(400, { errors: [{ message: 'Unknown field', extensions: { errorType: 'INVALID' } }] });
    assert.equal(error.kind, 'refused');
    assert.equal(error.message, 'Unknown field');
    assert.equal(error.details.errorType, 'INVALID');
  });

  it('under HTTP 404 is about the thing only where GraphQL answers', () => {
    assert.equal(failed(404, { errors: [{ message: 'No such app' }] }).kind, 'notFound');
  });

  it('under HTTP 401 means a bad token whatever the body says', () => {
    assert.equal(
      failed(401, { data: { thing: {} }, errors: [{ message: 'x', extensions: { errorType: 'TOO_MANY_REQUESTS' } }] })
        .kind,
      'signedOut',
    );
  });

  for (const body of [
    '',
    '<!doctype html>',
    '{"data":',
    'null',
    '[]',
    '7',
    '"text"',
    '{}',
    '{"data":null}',
    '{"data":{}}',
    '{"data":{"thing":null}}',
    '{"data":{"thing":{"name":7}}}',
    '{"errors":7}',
    '{"errors":[null]}',
  ]) {
    it(`is no reply: ${JSON.stringify(body)}`, () => assert.equal(failed(200, body).kind, 'badReply'));
  }

  it('says where the shape is wrong, not what was in it', () => {
    const error = failed(200, { data: { thing: { name: { secret: 'hidden' } } } });
    assert.match(error.message, /thing\.name/);
    assert.ok(!error.message.includes('hidden'));
  });

  const entries: readonly [ForgeErrorKind, object][] = [
    ['rateLimited', { errorType: 'TOO_MANY_REQUESTS' }],
    ['rateLimited', { statusCode: 429 }],
    ['signedOut', { statusCode: 401 }],
    ['forbidden', { errorType: 'PERMISSION_DENIED' }],
    ['forbidden', { errorType: 'PermissionDeniedError' }],
    ['forbidden', { statusCode: 403 }],
    ['notFound', { errorType: 'APP_NOT_FOUND' }],
    ['notFound', { statusCode: 404 }],
    ['serverError', { statusCode: 500 }],
    ['serverError', { statusCode: 503, errorType: 'X' }],
    ['refused', { statusCode: 400 }],
    ['refused', { errorType: 'APP_HAS_INSTALLATIONS' }],
    ['refused', {}],
    ['refused', { statusCode: 'x', errorType: 7 }],
    ['refused', { statusCode: null, errorType: null }],
  ];
  for (const [kind, extensions] of entries) {
    it(`with an error of ${JSON.stringify(extensions)} is ${kind}`, () => {
      const error = failed(200, { data: null, errors: [{ message: 'The gateway says so', extensions }] });
      assert.equal(error.kind, kind);
      assert.equal(error.message, 'The gateway says so');
    });
  }

  it('with a token of too few scopes is forbidden', () => {
    const error = failed(200, {
      errors: [{ message: 'This request does not contain the right authorisation scopes' }],
    });
    assert.equal(error.kind, 'forbidden');
  });

  it('with errors that say nothing is refused', () => {
    for (const entry of [{}, { message: 7 }, { message: 'x', path: 'y' }, { message: 'x', extensions: null }])
      assert.equal(failed(200, { errors: [entry] }).kind, 'refused');
  });

  it('has a message that a person can read, however the gateway words it', () => {
    for (const message of ['', ' \n', undefined, 7])
      assert.equal(failed(200, { errors: [{ message }] }).message, 'no message');
    const { message } = failed(200, { errors: [{ message: `Sorry 🙈 ${'🙈'.repeat(100_000)}` }] });
    assert.ok(
      message.startsWith('Sorry') && message.length < 600 && message.isWellFormed(),
      `${message.length} characters`,
    );
  });

  it('is told once for each of a few optional fields, not a million times', () => {
    const errors = Array.from({ length: 5000 }, (_, index) => ({ message: `no ${index}`, path: ['thing', 'name'] }));
    assert.equal(parse(200, { data: { thing: {} }, errors }).tolerated.length, 20);
  });

  it('is tolerated where only an optional field failed', () => {
    const body = { data: { thing: { name: null } }, errors: [{ message: 'no name today', path: ['thing', 'name'] }] };
    assert.deepEqual(parse(200, body), {
      reply: { thing: { name: null } },
      requestId: undefined,
      tolerated: ['no name today'],
    });
  });

  it('is not tolerated where something else failed as well', () => {
    const errors = [
      { message: 'no name', path: ['thing', 'name'] },
      { message: 'no thing', path: ['thing'] },
    ];
    assert.equal(failed(200, { data: { thing: { name: null } }, errors }).message, 'no thing');
  });

  it('is not tolerated without a path, or when the token or the rate limit is the matter', () => {
    const data = { thing: { name: null } };
    assert.equal(failed(200, { data, errors: [{ message: 'x' }] }).kind, 'refused');
    assert.equal(
      failed(200, { data, errors: [{ message: 'x', path: ['thing', 'name'], extensions: { statusCode: 401 } }] }).kind,
      'signedOut',
    );
    assert.equal(
      failed(200, {
        data,
        errors: [{ message: 'x', path: ['thing', 'name'], extensions: { errorType: 'TOO_MANY_REQUESTS' } }],
      }).kind,
      'rateLimited',
    );
  });
});

describe('the request id of an answer', () => {
  const inBody = { data: { thing: {} }, extensions: { gateway: { request_id: 'from the body' } } };
  const headers = { 'x-request-id': 'from the header', 'x-trace-id': 'from the trace' };

  it('is the first of body, x-request-id and x-trace-id', () => {
    assert.equal(parse(200, inBody, headers).requestId, 'from the body');
    assert.equal(parse(200, { data: { thing: {} } }, headers).requestId, 'from the header');
    assert.equal(parse(200, { data: { thing: {} } }, { 'x-trace-id': 'from the trace' }).requestId, 'from the trace');
  });

  it('is kept with errors', () => {
    assert.equal(failed(500, '', headers).details.requestId, 'from the header');
    assert.equal(failed(200, { ...inBody, errors: [{ message: 'x' }] }).details.requestId, 'from the body');
  });

  it('is looked for elsewhere where the body is odd', () => {
    for (const extensions of [null, 7, { gateway: null }, { gateway: { request_id: 7 } }])
      assert.equal(parse(200, { data: { thing: {} }, extensions }, headers).requestId, 'from the header');
  });

  it('is no novel', () => {
    assert.equal(parse(200, { data: { thing: {} } }, { 'x-request-id': 'x'.repeat(10_000) }).requestId?.length, 200);
  });
});

describe('Retry-After', () => {
  const cases: readonly [string | undefined, string | undefined][] = [
    ['0', '2025-06-15T12:00:00.000Z'],
    ['90', '2025-06-15T12:01:30.000Z'],
    [' 90 ', '2025-06-15T12:01:30.000Z'],
    ['2025-06-15T12:03Z', '2025-06-15T12:03:00.000Z'],
    ['2025-06-15T12:03:04Z', '2025-06-15T12:03:04.000Z'],
    ['Sun, 15 Jun 2025 12:03:04 GMT', '2025-06-15T12:03:04.000Z'],
    ['2021-05-10T11:00Z', '2021-05-10T11:00:00.000Z'],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ];
  for (const [header, iso] of cases)
    it(`${header === undefined ? 'that is absent' : JSON.stringify(header)} means ${iso ?? 'nothing'}`, () =>
      assert.equal(parseRetryAfter(header, now)?.toISOString(), iso));

  it('is kept with 429 and 503', () => {
    for (const status of [429, 503])
      assert.equal(
        failed(status, '', { 'retry-after': '90' }).details.retryAt?.toISOString(),
        '2025-06-15T12:01:30.000Z',
      );
  });

  it('of a number beyond all time says nothing', () => {
    for (const header of ['999999999', '9999999999999999999', '-1']) {
      const time = parseRetryAfter(header, now)?.getTime();
      assert.ok(time === undefined || (Number.isFinite(time) && time > 0), header);
    }
  });
});

describe('a reply that asks which optional fields failed', () => {
  const Parts: Operation<object, { failedFields: string[] }> = {
    ...Thing,
    reply: () => z.object({ failedFields: z.array(z.string()) }),
    optionalFields: ['name', 'other'],
  };
  const failedFields = (errors: readonly object[]) =>
    parseAnswer(
      Parts,
      {
        status: 200,
        body: JSON.stringify({ data: { thing: { name: null }, failedFields: ['not this'] }, errors }),
        header: () => undefined,
      },
      now,
    ).reply.failedFields;

  it('is told their names, each once', () => {
    assert.deepEqual(failedFields([]), []);
    assert.deepEqual(
      failedFields([
        { message: 'a', path: ['thing', 'name'] },
        { message: 'b', path: ['thing', 'name', 'deeper'] },
      ]),
      ['name'],
    );
    assert.deepEqual(
      failedFields([
        { message: 'a', path: ['other', 0] },
        { message: 'b', path: ['thing', 'name'] },
      ]),
      ['other', 'name'],
    );
  });
});
