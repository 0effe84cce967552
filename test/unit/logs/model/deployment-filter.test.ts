import assert from 'node:assert/strict';
import { deploymentFilter } from '../../../../src/logs/model/deployment-filter.ts';
import { parseFilter } from '../../../../src/logs/model/filter-text.ts';

describe('The filter for a deployment', () => {
  it('finds what the environment logged around it, whatever the environment is called', () => {
    const at = Date.UTC(2026, 10, 28, 10, 42, 7);
    for (const [key, named] of [
      ['production', 'production'],
      ['my "own" env', 'my own env'],
    ] as const)
      assert.deepEqual(parseFilter(deploymentFilter(key, new Date(at))), {
        filter: {
          time: { kind: 'around', at, minutes: 15 },
          fields: [{ field: 'env', values: [named], isExcluded: false }],
          texts: [],
        },
        mistakes: [],
      });
  });
});
