import assert from 'node:assert/strict';
import {
  compareVariables,
  keysOnlyThere,
  tooMany,
  variableRows,
} from '../../../../src/variables/model/compare-variables.ts';
import { createOwnChanges } from '../../../../src/variables/model/own-changes.ts';
import { isUsualKey, keyProblem, roomAfter, valueBytes } from '../../../../src/variables/model/variable-rules.ts';

const plain = (key: string, value = '') => ({ key, value, encrypted: false });
const secret = (key: string) => ({ key, encrypted: true });

describe('the rules of variables', () => {
  it('say which keys can’t be used and which are unusual', () => {
    assert.deepEqual(['', 'A B', 'A\u{200b}', 'K'.repeat(129), 'K'.repeat(128)].map(keyProblem), [
      'empty',
      'blank',
      'blank',
      'tooLong',
      undefined,
    ]);
    assert.deepEqual(['API_KEY', '_x1', '1A', 'A-B'].map(isUsualKey), [true, true, false, false]);
  });

  it('count bytes and the room of each kind', () => {
    assert.equal(valueBytes('é'.repeat(10)), 20);
    const full = Array.from({ length: 50 }, (_, index) => plain(`K${index}`));
    assert.deepEqual(
      [roomAfter(full, 'K0', false), roomAfter(full, 'NEW', false), roomAfter(full, 'NEW', true)],
      [0, -1, 9],
    );
    assert.deepEqual(
      [tooMany(full, ['K0', 'A', 'B'], false), tooMany(full, ['A'], true), tooMany([], [], false)],
      [2, 0, 0],
    );
  });
});

describe('variables side by side', () => {
  it('are compared with what an environment has', () => {
    const there = [plain('SAME', 'x'), plain('OTHER', 'old'), secret('HIDDEN'), plain('ONLY')];
    const wanted = [
      { key: 'SAME', value: 'x' },
      { key: 'OTHER', value: 'new' },
      { key: 'HIDDEN', value: '?' },
      { key: 'NEW', value: '' },
      { key: 'BAD KEY', value: '' },
      { key: 'LONG', value: 'x'.repeat(3073) },
    ];
    assert.deepEqual(
      compareVariables(wanted, there).map(({ status }) => status),
      ['same', 'changed', 'hidden', 'added', 'refused', 'refused'],
    );
    assert.deepEqual(keysOnlyThere(wanted, there), ['ONLY']);
  });

  it('have a row for each key and a cell for each environment', () => {
    const environment = (variables: Parameters<typeof variableRows>[0][number]['variables']) =>
      ({ environmentId: 'e', environment: 'e', kind: 'custom', variables }) as const;
    assert.deepEqual(variableRows([environment([plain('B'), secret('A')]), environment([]), environment(undefined)]), [
      { key: 'A', cells: ['encrypted', 'missing', 'unknown'] },
      { key: 'B', cells: ['value', 'missing', 'unknown'] },
    ]);
  });
});

describe('our own changes of variables', () => {
  it('wait for the next deployment, and are kept without values', async () => {
    let kept: unknown = 'damaged';
    const changes = createOwnChanges({ load: () => kept, save: (times) => Promise.resolve(void (kept = times)) });
    assert.equal(changes.isWaiting('e', 'KEY', undefined), false);
    await changes.note('e', 'KEY', 1000);
    assert.deepEqual(kept, { 'e KEY': 1000 });
    assert.deepEqual(
      [undefined, new Date(999), new Date(1000)].map((deployed) => changes.isWaiting('e', 'KEY', deployed)),
      [true, true, false],
    );
    assert.equal(changes.isWaiting('other', 'KEY', undefined), false);
  });

  it('are counted by environment, each variable once and also one that is gone, up to the newest thousand', async () => {
    let kept: unknown = {};
    const changes = createOwnChanges({ load: () => kept, save: (times) => Promise.resolve(void (kept = times)) });
    for (const key of ['A', 'B', 'A']) await changes.note('e', key, key === 'A' ? 2000 : 1000);
    await changes.note('e2', 'A', 3000);
    const count = (deployed?: Date) => changes.countWaiting('e', deployed);
    assert.deepEqual([count(), count(new Date(1000)), count(new Date(2000))], [2, 1, 0]);
    for (let index = 0; index < 1000; index++) await changes.note('many', `K${index}`, 4000);
    assert.deepEqual([changes.countWaiting('many', undefined), count()], [1000, 0]);
  });
});
