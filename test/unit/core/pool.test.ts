import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { forEachInPool } from '../../../src/core/pool.ts';

describe('a pool', () => {
  it('works on every item, in order, on so many at once', async () => {
    const begun: number[] = [];
    let [running, most] = [0, 0];
    await forEachInPool([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      begun.push(item);
      most = Math.max(most, ++running);
      await turn();
      running--;
    });
    assert.deepEqual(begun, [1, 2, 3, 4, 5, 6, 7]);
    assert.equal(most, 3);
  });

  it('takes items only as they are needed, and may have fewer than it could take', async () => {
    let taken = 0;
    function* items() {
      for (; taken < 4; taken++) yield taken;
    }
    const ahead: number[] = [];
    await forEachInPool(items(), 2, async (item) => {
      ahead.push(taken - item);
      await turn();
    });
    assert.ok(Math.max(...ahead) < 2, String(ahead));
    await forEachInPool([], 5, () => assert.fail());
  });

  it('throws the first failure, and begins nothing after it', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('two');
    };
    await assert.rejects(forEachInPool([1, 2, 3, 4, 5, 6], 2, work), /two/);
    await turn();
    await turn();
    assert.ok(begun.length <= 4, String(begun));
  });
});
