import assert from 'node:assert/strict';
import { timeBuckets } from '../../../../src/logs/model/time-buckets.ts';
import { logLine } from '../../../support/log-lines.ts';

const minute = 60_000;
const start = logLine(0).at;

describe('Pieces of time', () => {
  it('begin at round times and count each line of theirs once, by level', () => {
    const lines = [
      logLine(-1),
      ...Array.from({ length: 300 }, (_, index) => logLine(index, { level: index % 10 === 0 ? 'ERROR' : 'INFO' })),
    ];
    const buckets = timeBuckets(lines, start + 10_000, start + 5 * minute, 6);
    assert.deepEqual(
      buckets.map(({ from, to, counts }) => [from - start, to - from, counts.INFO, counts.ERROR, counts.FATAL]),
      [0, 1, 2, 3, 4].map((index) => [index * minute, minute, 54, 6, 0]).concat([[5 * minute, minute, 0, 0, 0]]),
    );
  });

  it('are as long as a reader counts in, and no more than wanted', () => {
    for (const hours of [0.1, 1, 5, 24, 200, 720]) {
      const buckets = timeBuckets([], start, start + hours * 60 * minute);
      assert.ok(buckets.length <= 61 && buckets.length > 10, `${hours}: ${buckets.length}`);
      assert.ok(buckets.every(({ from, to }) => from % (to - from) === 0));
    }
  });

  it('are one of no time, without lines', () => {
    const [only, other] = timeBuckets([], start, start);
    assert.ok(only && other === undefined);
  });
});
