import assert from 'node:assert/strict';
import type { LogLine } from '../../../../src/core/log-line.ts';
import { parseFilter } from '../../../../src/logs/model/filter-text.ts';
import { createMatcher, expressionsOf } from '../../../../src/logs/model/match-line.ts';
import { logLine } from '../../../support/log-lines.ts';

const keys = new Map([['environment-1', 'production']]);
const lines: readonly LogLine[] = [
  logLine(0, { message: 'Saved 100% (of [it])' }),
  logLine(1, { level: 'ERROR', message: 'Failed', errors: [{ name: 'TypeError', message: 'x', stack: '' }] }),
  logLine(2, { message: 'saved again', origin: { version: '4.10.0', siteId: 'b-1', site: 'Beta.atlassian.net' } }),
  logLine(3, { message: 'In the browser', origin: { environmentId: 'other', frontEnd: { source: 'CONSOLE' } } }),
];

/** Indexes of the lines that a filter's text finds. */
function found(text: string, range = { from: 0 }): number[] {
  const matches = createMatcher(parseFilter(text).filter, range, keys);
  return lines.flatMap((line, index) => (matches(line) ? [index] : []));
}

describe('A line that meets a filter', () => {
  it('contains its texts, whatever their case, as they are written', () => {
    assert.deepEqual(found('saved'), [0, 2]);
    assert.deepEqual(found('"100% (of [it])"'), [0]);
    assert.deepEqual(found('-saved'), [1, 3]);
    assert.deepEqual(found('saved again'), [2]);
    assert.deepEqual(found('"."'), []);
  });

  it('has one of the values of each field, and none that is excluded', () => {
    assert.deepEqual(found('level:error,fatal'), [1]);
    assert.deepEqual(found('-level:error'), [0, 2, 3]);
    assert.deepEqual(found('env:production'), [0, 1, 2]);
    assert.deepEqual(found('env:other'), [3]);
    assert.deepEqual(found('site:beta.atlassian.net'), [2]);
    assert.deepEqual(found('site:b-1'), [2]);
    assert.deepEqual(found('side:frontend'), [3]);
    assert.deepEqual(found('error:typeerror'), [1]);
    assert.deepEqual(found('invocation:invocation-0 -level:error'), [0, 2]);
  });

  it('has a version of a major one, and nothing that only begins like it', () => {
    assert.deepEqual(found('version:4'), [0, 1, 2, 3]);
    assert.deepEqual(found('version:4.1'), [0, 1, 3]);
    assert.deepEqual(found('version:4.10.0'), [2]);
  });

  it('lacks a field that is asked for as none', () => {
    assert.deepEqual(found('trace:none'), [0, 1, 2, 3]);
    assert.deepEqual(found('-trace:none'), []);
    assert.deepEqual(found('source:none'), [0, 1, 2]);
  });

  it('is of the times that are looked at, both ends included', () => {
    const [, second, third] = lines;
    assert.ok(second && third);
    const matches = createMatcher(parseFilter('').filter, { from: second.at, to: third.at }, keys);
    assert.deepEqual(lines.map(matches), [false, true, true, false]);
  });

  it('is not decided by regular expressions, which run elsewhere', () => {
    const { filter } = parseFilter('/^never$/ -/x/i saved');
    assert.deepEqual(found('/^never$/ saved'), [0, 2]);
    assert.deepEqual(
      expressionsOf(filter).map(({ expression, flags, isExcluded }) => [expression, flags, isExcluded]),
      [
        ['^never$', '', false],
        ['x', 'i', true],
      ],
    );
  });
});
