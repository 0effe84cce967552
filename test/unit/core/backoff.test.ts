import assert from 'node:assert/strict';
import { backoff } from '../../../src/core/backoff.ts';

describe('backoff', () => {
  const limits = { firstMs: 1000, maxMs: 20_000 };

  it('is at the most twice as long from try to try, up to its end', () => {
    assert.deepEqual(
      [0, 1, 2, 4, 5, 40].map((tried) => backoff(tried, limits, () => 1)),
      [1000, 2000, 4000, 16_000, 20_000, 20_000],
    );
  });

  it('is anything from nothing to that, or from its fixed part', () => {
    assert.equal(
      backoff(3, limits, () => 0),
      0,
    );
    assert.equal(
      backoff(3, limits, () => 0.25),
      2000,
    );
    assert.equal(
      backoff(3, { ...limits, fixed: 0.5 }, () => 0),
      4000,
    );
    assert.equal(
      backoff(3, { ...limits, fixed: 0.5 }, () => 0.5),
      6000,
    );
  });
});
