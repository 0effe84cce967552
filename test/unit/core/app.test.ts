import assert from 'node:assert/strict';
import { type AppType, type Distribution, inferAppType, inferDistribution } from '../../../src/core/app.ts';

describe('the inferred type of an app', () => {
  const cases: readonly [AppType, Record<string, boolean> | undefined][] = [
    ['unknown', undefined],
    ['unknown', {}],
    ['forge', { SUPPORTS_COMPUTE: true }],
    ['forge', { SUPPORTS_COMPUTE: true, HAS_EXPOSED_CREDENTIALS: true }],
    ['oauth', { SUPPORTS_COMPUTE: false, HAS_EXPOSED_CREDENTIALS: true }],
    ['oauth', { HAS_EXPOSED_CREDENTIALS: true }],
    ['connect', { SUPPORTS_COMPUTE: false, HAS_EXPOSED_CREDENTIALS: false }],
    ['connect', { SOMETHING_NEW: true }],
  ];
  for (const [type, features] of cases) {
    it(`is ${type} with ${JSON.stringify(features)}`, () => {
      assert.equal(inferAppType(features && new Map(Object.entries(features))), type);
    });
  }
});

describe('the inferred distribution of an app', () => {
  const cases: readonly [Distribution, string, string | undefined][] = [
    ['marketplace', 'PUBLIC', 'PUBLIC'],
    ['marketplace', 'DEVELOPMENT', 'PUBLIC'],
    ['marketplacePending', 'PUBLIC', 'PRIVATE'],
    ['marketplacePending', 'PUBLIC', 'READY_TO_LAUNCH'],
    ['marketplacePending', 'DEVELOPMENT', 'REJECTED'],
    ['marketplacePending', 'PUBLIC', 'SUBMITTED'],
    ['marketplacePending', 'PUBLIC', 'SOMETHING_NEW'],
    ['shared', 'PUBLIC', undefined],
    ['notDistributed', 'DEVELOPMENT', undefined],
    ['unknown', 'SOMETHING_NEW', undefined],
    ['unknown', '', undefined],
  ];
  for (const [distribution, status, listing] of cases) {
    it(`is ${distribution} for ${status || 'no status'} with ${listing === undefined ? 'no listing' : `a listing that is ${listing}`}`, () => {
      assert.equal(inferDistribution(status, listing), distribution);
    });
  }
});
