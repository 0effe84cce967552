import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  compareEnvironments,
  compareVersions,
  type Environment,
  type EnvironmentKind,
} from '../../../src/core/environment.ts';
import { shuffles } from '../../support/shuffles.ts';

describe('the order of versions', () => {
  const ascending = ['', '0.9', '1.0.0', '1.0.1', '1.1.0', '1.2.0', '1.10.0', '2.0.0', '4.9.9', '4.111.0', '10.0.0'];

  it('goes by numbers', () => {
    fc.assert(
      fc.property(shuffles(ascending), (some) => assert.deepEqual(some.sort(compareVersions), ascending)),
      { seed: 20250615 },
    );
  });

  it('takes missing parts as 0 and what is no number as 0', () => {
    assert.equal(compareVersions('2', '2.0.0'), 0);
    assert.equal(compareVersions('x.1', '0.1'), 0);
    assert.ok(compareVersions('1.0.0-beta', '1.0.1') < 0);
  });

  it('is an order for any texts', () => {
    const part = fc.oneof(
      { weight: 9, arbitrary: fc.nat(119).map(String) },
      { weight: 1, arbitrary: fc.constant('x') },
    );
    const version = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) assert.ok(compareVersions(a, c) <= 0);
      }),
      { seed: 7, numRuns: 500 },
    );
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
    fc.assert(
      fc.property(shuffles(ordered), (some) => assert.deepEqual(some.sort(compareEnvironments), ordered)),
      { seed: 3 },
    );
  });
});
