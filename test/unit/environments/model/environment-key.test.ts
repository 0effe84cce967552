import assert from 'node:assert/strict';
import { keyMistake } from '../../../../src/environments/model/environment-key.ts';

describe('the key of a new environment', () => {
  const existing = [{ key: 'mara-dev' }, { key: 'production' }, { key: 'development' }];

  it('has letters, digits, hyphens and underscores, as the Forge CLI wants it', () => {
    for (const good of ['a', 'A-1_b', '0', '-'.repeat(3)]) assert.equal(keyMistake(good, existing), undefined, good);
    for (const bad of ['', ' ', 'a b', 'ä', 'a.b', 'a\n', '<b>', '../x', '$(id)', 'a\u202eb'])
      assert.equal(keyMistake(bad, existing), 'characters', bad);
  });

  it('is not taken, and not a name of the development environment', () => {
    assert.equal(keyMistake('mara-dev', existing), 'taken');
    assert.equal(keyMistake('development', existing), 'taken');
    assert.equal(keyMistake('default', existing), 'reserved');
    assert.equal(keyMistake('development', []), 'reserved');
    assert.equal(keyMistake('Mara-dev', existing), undefined);
  });
});
