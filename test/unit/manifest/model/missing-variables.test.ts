import assert from 'node:assert/strict';
import type { ScannedFile } from '../../../../src/manifest/code/scan-results.ts';
import { missingVariables, variablesRead } from '../../../../src/manifest/model/missing-variables.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const file = (...reads: string[]): ScannedFile => ({
  file: 'index.js',
  uses: [],
  unread: [],
  environment: { reads: reads.map((name) => ({ name, range })), settled: [] },
});
/** Environments with these variables, to which nothing is deployed. */
const environment = (...keys: string[]) => ({
  environment: 'development',
  kind: 'development' as const,
  variables: keys.map((key) => ({ key })),
});
const staging = (...keys: string[]) => ({
  ...environment(...keys),
  environment: 'staging',
  kind: 'staging' as const,
  deployedAt: new Date(0),
});
const missing = (...environments: Parameters<typeof missingVariables>[1]) =>
  missingVariables(variablesRead([file('B', 'A', 'B')]), environments).map(
    ({ name, places, lackedBy }) => `${name} ${places.length}${lackedBy === 'all' ? '' : ` in ${lackedBy.join('+')}`}`,
  );

describe('A missing variable', () => {
  it('is one that no environment has, with all places that read it', () => {
    assert.deepEqual(missing(environment('C'), environment()), ['A 1', 'B 2']);
    assert.deepEqual(missing(environment('A'), environment('B')), []);
    assert.deepEqual(missing(environment('a'), environment('B')), ['A 1']);
  });

  it('is one that an environment lacks to which the app is deployed', () => {
    const production = { ...staging('B'), environment: 'production', kind: 'production' as const };
    assert.deepEqual(missing(environment('A', 'B'), staging()), ['A 1 in staging', 'B 2 in staging']);
    assert.deepEqual(missing(environment('A'), staging('C'), production), [
      'A 1 in staging+production',
      'B 2 in staging',
    ]);
  });

  it('is none that only an environment of somebody’s own lacks, or one that was never deployed to', () => {
    const own = { ...staging(), environment: 'mara', kind: 'custom' as const };
    assert.deepEqual(missing(environment(), own, staging('A', 'B')), []);
  });

  it('is none where the variables of an environment are not known, or there is no environment', () => {
    assert.deepEqual(missing(environment('C'), { ...staging(), variables: undefined }), []);
    assert.deepEqual(missing(), []);
  });
});
