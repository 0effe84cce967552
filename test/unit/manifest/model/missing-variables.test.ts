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
/** An environment with these variables; `undefined`: they are not known. */
const environment = (...keys: string[]) => ({ variables: keys.map((key) => ({ key })) });
const missing = (...environments: Parameters<typeof missingVariables>[1]) =>
  missingVariables(variablesRead([file('B', 'A', 'B')]), environments).map(
    ({ name, places }) => `${name} ${places.length}`,
  );

describe('A missing variable', () => {
  it('is one that no environment has, with all places that read it', () => {
    assert.deepEqual(missing(environment('C'), environment()), ['A 1', 'B 2']);
    assert.deepEqual(missing(environment('A'), environment('B')), []);
    assert.deepEqual(missing(environment('a'), environment('B')), ['A 1']);
  });

  it('is none where the variables of an environment are not known, or there is no environment', () => {
    assert.deepEqual(missing(environment('C'), { variables: undefined }), []);
    assert.deepEqual(missing(), []);
  });
});
