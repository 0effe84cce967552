import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import type { Operation } from '../../../src/gateway/operation.ts';
import { parseAnswer } from '../../../src/gateway/reply.ts';
import { failed, now, parsed, Thing } from '../../support/parsed-answers.ts';

describe('the request id of an answer', () => {
  const inBody = { data: { thing: {} }, extensions: { gateway: { request_id: 'from the body' } } };
  const headers = { 'x-request-id': 'from the header', 'x-trace-id': 'from the trace' };

  it('is the first of body, x-request-id and x-trace-id', () => {
    assert.equal(parsed(200, inBody, headers).requestId, 'from the body');
    assert.equal(parsed(200, { data: { thing: {} } }, headers).requestId, 'from the header');
    assert.equal(parsed(200, { data: { thing: {} } }, { 'x-trace-id': 'from the trace' }).requestId, 'from the trace');
  });

  it('is kept with errors', () => {
    assert.equal(failed(500, '', headers).details.requestId, 'from the header');
    assert.equal(failed(200, { ...inBody, errors: [{ message: 'x' }] }).details.requestId, 'from the body');
  });

  it('is looked for elsewhere where the body is odd', () => {
    for (const extensions of [null, 7, { gateway: null }, { gateway: { request_id: 7 } }])
      assert.equal(parsed(200, { data: { thing: {} }, extensions }, headers).requestId, 'from the header');
  });

  it('is no novel', () => {
    assert.equal(parsed(200, { data: { thing: {} } }, { 'x-request-id': 'x'.repeat(10_000) }).requestId?.length, 200);
  });
});

describe('Retry-After of an answer', () => {
  it('is kept with 429 and 503', () => {
    for (const status of [429, 503])
      assert.equal(
        failed(status, '', { 'retry-after': '90' }).details.retryAt?.toISOString(),
        '2025-06-15T12:01:30.000Z',
      );
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
