import assert from 'node:assert/strict';
import { slicesOf } from '../../../src/core/slices.ts';

/** Items that take a while each, in milliseconds. */
function* slowItems(count: number, ms: number): Generator<number> {
  for (let item = 0; item < count; item++) {
    const start = performance.now();
    while (performance.now() - start < ms);
    yield item;
  }
}

describe('a long sequence in slices', () => {
  it('has every item in order, and lets others have their turn between two slices', async () => {
    let turns = 0;
    let next: NodeJS.Immediate;
    const tick = () => {
      turns++;
      next = setImmediate(tick);
    };
    next = setImmediate(tick);
    const slices: number[][] = [];
    for await (const slice of slicesOf(slowItems(1000, 0.1))) slices.push(slice);
    clearImmediate(next);
    assert.deepEqual(slices.flat(), [...Array(1000).keys()]);
    assert.ok(slices.length >= 5, `${slices.length} slices of 100 ms of work`);
    assert.ok(turns >= slices.length - 1, `${turns} turns between ${slices.length} slices`);
  });

  it('of nothing are none', async () => {
    for await (const slice of slicesOf([])) assert.fail(String(slice));
  });
});
