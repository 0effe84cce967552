import assert from 'node:assert/strict';
import { ForgeError, type ForgeErrorKind } from '../../../src/core/errors.ts';
import { defaultRetryPolicy, withRetry } from '../../../src/gateway/retry.ts';
import { failure, quickRetry } from '../../support/use-gateway.ts';

const patient = () => new AbortController().signal;

describe('retrying', () => {
  /** An attempt that fails with these errors, one after another, then succeeds. */
  function failing(...errors: Error[]) {
    let tried = 0;
    const waits: number[] = [];
    const attempt = () => {
      const error = errors[tried++];
      return error === undefined ? Promise.resolve(`try ${tried}`) : Promise.reject(error);
    };
    return {
      attempt,
      waits,
      onRetry: (_error: ForgeError, waitMs: number) => void waits.push(waitMs),
      tried: () => tried,
    };
  }

  for (const kind of ['offline', 'timeout', 'rateLimited', 'serverError'] as const) {
    it(`tries again after ${kind}`, async () => {
      const { attempt, onRetry, waits } = failing(new ForgeError(kind, 'x'), new ForgeError(kind, 'x'));
      assert.equal(await withRetry(attempt, quickRetry, patient(), onRetry), 'try 3');
      assert.equal(waits.length, 2);
    });
  }

  const final: readonly ForgeErrorKind[] = [
    'signedOut',
    'forbidden',
    'notFound',
    'badReply',
    'refused',
    'outcomeUnknown',
    'cancelled',
    'misconfigured',
    'damaged',
    'unexpected',
  ];
  for (const kind of final) {
    it(`does not try again after ${kind}`, async () => {
      const { attempt, onRetry, tried } = failing(new ForgeError(kind, 'x'));
      assert.equal((await failure(withRetry(attempt, quickRetry, patient(), onRetry))).kind, kind);
      assert.equal(tried(), 1);
    });
  }

  for (const fault of [
    'untrusted',
    'expired',
    'notYetValid',
    'wrongHost',
    'proxyUntrusted',
    'proxyAuthentication',
  ] as const) {
    it(`does not try again where the connection failed as ${fault}`, async () => {
      const { attempt, onRetry, tried } = failing(new ForgeError('offline', 'x', { fault }));
      assert.equal((await failure(withRetry(attempt, quickRetry, patient(), onRetry))).details.fault, fault);
      assert.equal(tried(), 1);
    });
  }

  it('gives up after the last try, with its error', async () => {
    const errors = ['first', 'second', 'third', 'fourth'].map((message) => new ForgeError('offline', message));
    const { attempt, onRetry, tried, waits } = failing(...errors);
    assert.equal(await failure(withRetry(attempt, quickRetry, patient(), onRetry)), errors[2]);
    assert.equal(tried(), 3);
    assert.equal(waits.length, 2);
  });

  it('waits longer before each try, at random below a limit that doubles', async () => {
    const policy = { attempts: 7, baseMs: 1, maxWaitMs: 8 };
    const longest = [0, 0, 0, 0, 0, 0];
    for (let round = 0; round < 25; round++) {
      const { attempt, onRetry, waits } = failing(...Array.from({ length: 6 }, () => new ForgeError('offline', 'x')));
      await withRetry(attempt, policy, AbortSignal.timeout(5000), onRetry);
      waits.forEach((wait, index) => (longest[index] = Math.max(longest[index] ?? 0, wait)));
    }
    longest.forEach((wait, index) => {
      const limit = Math.min(8, 2 ** index);
      assert.ok(wait <= limit && wait > limit / 2, `wait ${index + 1} of at most ${limit} ms: the longest was ${wait}`);
    });
  });

  it('honours the time that the gateway names', async () => {
    const controller = new AbortController();
    const before = Date.now();
    const { attempt, waits, tried } = failing(
      new ForgeError('serverError', 'x', { retryAt: new Date(before + 15_000) }),
    );
    const onRetry = (_error: ForgeError, waitMs: number) => {
      waits.push(waitMs);
      controller.abort();
    };
    assert.equal((await failure(withRetry(attempt, defaultRetryPolicy, controller.signal, onRetry))).kind, 'cancelled');
    assert.equal(tried(), 1);
    const [wait = 0] = waits;
    assert.ok(wait >= before + 15_000 - Date.now() && wait <= 15_000, `${wait} ms`);
  });

  it('leaves the wait for a rate limit to the next attempt, which takes its turn among others', async () => {
    const before = Date.now();
    const delays: number[] = [];
    const { attempt, onRetry, waits } = failing(
      new ForgeError('rateLimited', 'x', { retryAt: new Date(before + 15_000) }),
      new ForgeError('rateLimited', 'x'),
    );
    const tried = (delayMs: number) => {
      delays.push(delayMs);
      return attempt();
    };
    assert.equal(await withRetry(tried, defaultRetryPolicy, patient(), onRetry), 'try 3');
    assert.deepEqual(delays, [0, ...waits]);
    const [named = 0, usual = 0] = waits;
    assert.ok(named >= before + 15_000 - Date.now() && named <= 15_000, `${named} ms`);
    assert.ok(usual >= 5000 && usual <= 10_000, `${usual} ms where nothing is said, the second time`);
  });

  it('does not try again what was given up before it was sent', async () => {
    const { attempt, onRetry, tried } = failing(new ForgeError('rateLimited', 'x', { notSent: true }));
    assert.equal((await failure(withRetry(attempt, quickRetry, patient(), onRetry))).kind, 'rateLimited');
    assert.equal(tried(), 1);
  });

  it('tries at once when that time is past', async () => {
    const { attempt, onRetry, waits } = failing(new ForgeError('rateLimited', 'x', { retryAt: new Date(0) }));
    await withRetry(attempt, quickRetry, patient(), onRetry);
    assert.deepEqual(waits, [0]);
  });

  it('reports instead of waiting longer than is worth it', async () => {
    const retryAt = new Date(Date.now() + quickRetry.maxWaitMs + 60_000);
    const { attempt, onRetry, waits, tried } = failing(new ForgeError('rateLimited', 'x', { retryAt }));
    const error = await failure(withRetry(attempt, quickRetry, patient(), onRetry));
    assert.equal(error.kind, 'rateLimited');
    assert.equal(error.details.retryAt, retryAt);
    assert.equal(tried(), 1);
    assert.deepEqual(waits, []);
  });

  it('keeps what failed when it is cancelled while waiting', async () => {
    const controller = new AbortController();
    const { attempt } = failing(new ForgeError('serverError', 'x', { operation: 'Me', requestId: 'r-1' }));
    const error = await failure(
      withRetry(attempt, { ...quickRetry, baseMs: 10_000, maxWaitMs: 10_000 }, controller.signal, () =>
        controller.abort(),
      ),
    );
    assert.equal(error.kind, 'cancelled');
    assert.equal(error.details.operation, 'Me');
    assert.equal(error.details.requestId, 'r-1');
  });
});
