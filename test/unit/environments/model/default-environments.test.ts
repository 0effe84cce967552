import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { createDefaultEnvironments } from '../../../../src/environments/model/default-environments.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';

describe('default environments', () => {
  const [one, other] = [appAri(sampleAppIds.releaseNotes), appAri(sampleAppIds.teamPoll)];

  function storeOf(value: unknown) {
    const kept = new Map<string, unknown>([['defaultEnvironments', value]]);
    return {
      kept,
      get: (key: string) => kept.get(key),
      update: (key: string, changed: unknown) => Promise.resolve(void kept.set(key, changed)),
    };
  }

  it('are development until somebody chooses, and again once the choice is taken back', async () => {
    const store = storeOf(undefined);
    const defaults = createDefaultEnvironments(store);
    let told = 0;
    defaults.onDidChange(() => told++);
    assert.deepEqual([defaults.of(one), defaults.chosen(one)], ['development', undefined]);
    await defaults.set(one, 'mara-dev');
    assert.deepEqual([defaults.of(one), defaults.of(other)], ['mara-dev', 'development']);
    assert.equal(createDefaultEnvironments(store).of(one), 'mara-dev');
    await defaults.set(one, undefined);
    assert.deepEqual([defaults.of(one), told], ['development', 2]);
  });

  it('read no option and nothing hostile as an environment', () => {
    for (const hostile of ['--help', 'a b', '', 7, null, { key: 'x' }, '$(id)'])
      assert.equal(createDefaultEnvironments(storeOf({ [one]: hostile })).chosen(one), undefined);
    assert.equal(createDefaultEnvironments(storeOf('text')).chosen(one), undefined);
  });
});
