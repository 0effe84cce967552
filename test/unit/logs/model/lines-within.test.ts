import assert from 'node:assert/strict';
import { linesWithin } from '../../../../src/logs/model/lines-within.ts';

describe('The number of lines within some times', () => {
  const lines = [10, 20, 20, 30, 40].map((at) => ({ at }));

  it('counts both ends', () => {
    assert.equal(linesWithin(lines, { from: 20, to: 30 }), 3);
    assert.equal(linesWithin(lines, { from: 20, to: 20 }), 2);
  });

  it('goes on where the times have no end', () => assert.equal(linesWithin(lines, { from: 21 }), 2));

  it('is 0 before the first, between two and after the last', () => {
    assert.equal(linesWithin(lines, { from: 0, to: 9 }), 0);
    assert.equal(linesWithin(lines, { from: 31, to: 39 }), 0);
    assert.equal(linesWithin(lines, { from: 41 }), 0);
    assert.equal(linesWithin([], { from: 0 }), 0);
  });
});
