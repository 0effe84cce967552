import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createLineStore } from '../../../../src/logs/model/line-store.ts';
import { createLineView } from '../../../../src/logs/model/line-view.ts';
import type { LogLine } from '../../../../src/core/log-line.ts';
import { createRows, type LogRow } from '../../../../src/logs/model/log-rows.ts';
import { logLine } from '../../../support/log-lines.ts';

const shown = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.kind === 'line' ? row.line.id : `${row.invocation} ${row.count} ${row.level}`));

const line = fc
  .record({ index: fc.nat(40), invocation: fc.nat(5), level: fc.constantFrom('INFO', 'ERROR') })
  .map(({ index, invocation, level }): LogLine => {
    const own = logLine(index, { level: level === 'ERROR' ? 'ERROR' : 'INFO', invocation: `i${invocation}` });
    if (invocation > 0) return own;
    return Object.fromEntries(Object.entries(own).filter(([name]) => name !== 'invocation')) as unknown as LogLine;
  });

describe('Grouped rows that follow their lines', () => {
  it('are those of lines that were all there from the start, whatever came when and was dropped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { maxLength: 6 }), { maxLength: 12 }),
        fc.integer({ min: 3, max: 20 }),
        (pages, cap) => {
          const store = createLineStore({ lines: cap, characters: 10_000 });
          const view = createLineView(store, () => Promise.resolve([]));
          view.rows.group(true);
          for (const page of pages) store.add(page);
          const fresh = createRows(() => view.lines);
          fresh.group(true);
          const all = view.rows.window(0, 1_000);
          const invocations = (rows: readonly string[]) => rows.toSorted();
          assert.deepEqual(invocations(shown(all)), invocations(shown(fresh.window(0, 1_000))));
          assert.equal(view.rows.count, all.length);
          for (const kept of view.lines) assert.equal(shown(view.rows.window(view.rows.indexOf(kept), 1))[0], kept.id);
        },
      ),
    );
  });
});
