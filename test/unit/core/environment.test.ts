import assert from 'node:assert/strict';
import {
  compareEnvironments,
  compareVersions,
  type Environment,
  type EnvironmentKind,
} from '../../../src/core/environment.ts';
import { randomFrom, shuffled } from '../../support/random.ts';

describe('the order of versions', () => {
  const ascending = ['', '0.9', '1.0.0', '1.0.1', '1.1.0', '1.2.0', '1.10.0', '2.0.0', '4.9.9', '4.111.0', '10.0.0'];

  it('goes by numbers', () => {
    const random = randomFrom(20250615);
    for (let round = 0; round < 20; round++)
      assert.deepEqual(shuffled(ascending, random).sort(compareVersions), ascending);
  });

  it('takes missing parts as 0 and what is no number as 0', () => {
    assert.equal(compareVersions('2', '2.0.0'), 0);
    assert.equal(compareVersions('x.1', '0.1'), 0);
    assert.ok(compareVersions('1.0.0-beta', '1.0.1') < 0);
  });

  it('is an order for any texts', () => {
    const random = randomFrom(7);
    const part = () => (random() < 0.1 ? 'x' : String(Math.floor(random() * 120)));
    const version = () => Array.from({ length: 1 + Math.floor(random() * 4) }, part).join('.');
    for (let round = 0; round < 500; round++) {
      const [a, b, c] = [version(), version(), version()];
      assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0, `${a} and ${b}`);
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
        assert.ok(compareVersions(a, c) <= 0, `${a}, ${b}, ${c}`);
    }
  });
});

describe('the order of environments', () => {
  const environment = (key: string, kind: EnvironmentKind): Environment => ({ id: key, key, kind });

  it('is production, staging, development, then custom ones by key', () => {
    const ordered = [
      environment('production', 'production'),
      environment('staging', 'staging'),
      environment('development', 'development'),
      environment('alpha', 'custom'),
      environment('beta', 'custom'),
      environment('production-copy', 'custom'),
    ];
    const random = randomFrom(3);
    for (let round = 0; round < 20; round++)
      assert.deepEqual(shuffled(ordered, random).sort(compareEnvironments), ordered);
  });
});
