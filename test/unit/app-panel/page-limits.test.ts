import assert from 'node:assert/strict';
import { installationRequests } from '../../../src/installations/installations-protocol.ts';
import { logRequests, longestFilter } from '../../../src/logs/log-protocol.ts';
import { longestFilter as longestRead, parseFilter } from '../../../src/logs/model/filter-text.ts';

describe('what a page may ask for', () => {
  it('is to save the installations of the largest apps', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `installation-${index}`);
    assert.ok(installationRequests.saveInstallations.params.safeParse({ ids }).success);
  });

  it('is a filter that is too long, of which it is told', () => {
    const filter = 'x'.repeat(longestRead + 1);
    assert.equal(filter.length, longestFilter);
    assert.ok(logRequests.setLogFilter.params.safeParse({ filter }).success);
    assert.deepEqual(
      parseFilter(filter).mistakes.map(({ kind }) => kind),
      ['tooLong'],
    );
  });
});
