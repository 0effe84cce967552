import assert from 'node:assert/strict';
import { ForgeError, toForgeError } from '../../../src/core/errors.ts';
import { lastGood, type Loadable } from '../../../src/core/loadable.ts';

describe('ForgeError', () => {
  it('keeps kind, message, details and cause', () => {
    const cause = new Error('socket closed');
    const error = new ForgeError('offline', 'no connection', {
      operation: 'Me',
      requestId: 'r-1',
      status: 502,
      errorType: 'X',
      cause,
    });
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'ForgeError');
    assert.equal(error.kind, 'offline');
    assert.equal(error.message, 'no connection');
    assert.deepEqual(error.details, { operation: 'Me', requestId: 'r-1', status: 502, errorType: 'X' });
    assert.equal(error.cause, cause);
  });

  it('stays the same error on its way up', () => {
    const error = new ForgeError('refused', 'no');
    assert.equal(toForgeError(error), error);
  });

  it('is cancelled when something was aborted', () => {
    const abort = AbortSignal.abort();
    assert.equal(toForgeError(abort.reason).kind, 'cancelled');
  });

  it('takes in what is no ForgeError, with the cause kept', () => {
    const bug = new TypeError('x is undefined');
    const error = toForgeError(bug);
    assert.equal(error.kind, 'unexpected');
    assert.equal(error.message, 'x is undefined');
    assert.equal(error.cause, bug);
    assert.equal(toForgeError('a text').message, 'a text');
    assert.equal(toForgeError(undefined).message, 'undefined');
  });
});

describe('the last good value', () => {
  const at = new Date(0);
  const error = new ForgeError('offline', 'no connection');
  const cases: readonly [string, Loadable<string>, object][] = [
    ['of something that never loaded', { status: 'loading' }, {}],
    ['of something that loads again', { status: 'loading', value: 'old', at }, { value: 'old', at }],
    ['of something that is there', { status: 'ready', value: 'new', at }, { value: 'new', at }],
    ['of something that failed at once', { status: 'failed', error }, {}],
    ['of something that failed later', { status: 'failed', error, value: 'old', at }, { value: 'old', at }],
    ['that is an empty text', { status: 'ready', value: '', at }, { value: '', at }],
  ];
  for (const [title, state, expected] of cases) it(title, () => assert.deepEqual(lastGood(state), expected));
});
