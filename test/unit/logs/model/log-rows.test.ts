import assert from 'node:assert/strict';
import type { LogLine } from '../../../../src/core/log-line.ts';
import { createLineStore } from '../../../../src/logs/model/line-store.ts';
import { createLineView } from '../../../../src/logs/model/line-view.ts';
import type { LogRow } from '../../../../src/logs/model/log-rows.ts';
import { logLine } from '../../../support/log-lines.ts';

const shown = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.kind === 'line' ? row.line.message : `${row.invocation} (${row.count})`));

function withoutInvocation(line: LogLine): LogLine {
  return Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'invocation')) as unknown as LogLine;
}

describe('Rows of log lines', () => {
  const everything = async () => Promise.resolve([]);

  it('are flat in the order of time, and late lines slot in', () => {
    const store = createLineStore();
    const { rows } = createLineView(store, everything);
    store.add([logLine(2), logLine(4)]);
    store.add([logLine(3), logLine(1), logLine(4)]);
    assert.deepEqual(shown(rows.window(0, 10)), ['Line 1', 'Line 2', 'Line 3', 'Line 4']);
    assert.deepEqual(shown(rows.window(1, 2)), ['Line 2', 'Line 3']);
    assert.deepEqual(rows.indexOf(logLine(3)), 2);
  });

  it('stand below their invocations, which close', () => {
    const store = createLineStore();
    const { rows } = createLineView(store, everything);
    rows.group(true);
    store.add([logLine(0), logLine(1), logLine(3), withoutInvocation(logLine(6))]);
    store.add([logLine(2), logLine(4)]);
    assert.deepEqual(shown(rows.window(0, 10)), [
      'invocation-0 (3)',
      'Line 0',
      'Line 1',
      'Line 2',
      'invocation-1 (2)',
      'Line 3',
      'Line 4',
      'Line 6',
    ]);
    rows.open('invocation-0', false);
    assert.deepEqual(shown(rows.window(1, 2)), ['invocation-1 (2)', 'Line 3']);
    assert.deepEqual(rows.indexOf(logLine(1)), 0);
    assert.deepEqual(rows.indexOf(logLine(4)), 3);
    rows.openAll(false);
    assert.deepEqual(shown(rows.window(0, 10)), ['invocation-0 (3)', 'invocation-1 (2)', 'Line 6']);
    assert.deepEqual(rows.count, 3);
  });

  it('drop the oldest lines beyond the cap, and say so', () => {
    const store = createLineStore({ lines: 3, characters: 1000 });
    const { rows } = createLineView(store, everything);
    rows.group(true);
    store.add([0, 1, 2, 3, 4].map((index) => logLine(index)));
    assert.deepEqual(shown(rows.window(0, 10)), ['invocation-0 (1)', 'Line 2', 'invocation-1 (2)', 'Line 3', 'Line 4']);
    assert.deepEqual([store.droppedCount, store.droppedUntil], [2, logLine(1).at]);
    store.add([logLine(5), logLine(6)]);
    assert.deepEqual(shown(rows.window(0, 10)), ['invocation-1 (2)', 'Line 4', 'Line 5', 'invocation-2 (1)', 'Line 6']);
  });
});
