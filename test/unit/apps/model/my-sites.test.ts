import assert from 'node:assert/strict';
import { createMySites } from '../../../../src/apps/model/my-sites.ts';

describe('the sites that a person marked', () => {
  function store() {
    const kept = new Map<string, unknown>();
    return {
      kept,
      get: (key: string) => kept.get(key),
      update(key: string, value: readonly string[] | undefined) {
        if (value === undefined) kept.delete(key);
        else kept.set(key, value);
        return Promise.resolve();
      },
    };
  }

  it('are none at first, and are kept for the account', async () => {
    const marks = store();
    const mine = createMySites(marks, 'a');
    let changes = 0;
    mine.onDidChange(() => changes++);
    assert.deepEqual([...mine.ids], []);
    await mine.mark(['one', 'two', 'one'], true);
    await mine.mark(['one'], false);
    assert.equal(changes, 2);
    assert.deepEqual([...createMySites(marks, 'a').ids], ['two']);
    assert.deepEqual([...createMySites(marks, 'another account').ids], []);
    await mine.mark(['two'], false);
    assert.equal(marks.kept.size, 0);
  });

  it('are none where something else is stored', () => {
    const marks = store();
    for (const value of ['two', { two: true }, [1], null]) {
      marks.kept.set('mySites a', value);
      assert.deepEqual([...createMySites(marks, 'a').ids], []);
    }
  });
});
