import assert from 'node:assert/strict';
import { rowsInView, rowWindow, scrollToRow } from '../../../../webview-ui/components/row-window.ts';

const height = 24;

describe('The window of drawn rows', () => {
  it('covers what is in view at every position, with few rows more', () => {
    for (let top = 0; top <= 10_000 * height - 500; top += 1717) {
      const { first, end } = rowWindow({ top, height: 500 }, height, 10_000);
      assert.ok(first * height <= top, `starts above ${top}`);
      assert.ok(end * height >= Math.min(top + 500, 10_000 * height), `ends below ${top + 500}`);
      assert.ok(end - first < 60, `${end - first} rows`);
    }
  });

  it('has as many rows at every position, so that a row that stays keeps its element', () => {
    const { end: size } = rowWindow({ top: 0, height: 500 }, height, 10_000);
    for (let top = 0; top <= 10_000 * height - 500; top += 1313) {
      const { first, end } = rowWindow({ top, height: 500 }, height, 10_000);
      assert.equal(end - first, size);
    }
  });

  it('moves by some rows at a time', () => {
    const starts = new Set<number>();
    for (let top = 0; top < 3000; top += 7) starts.add(rowWindow({ top, height: 500 }, height, 1000).first);
    assert.ok(starts.size < 40, `${starts.size} windows in 125 rows`);
  });

  it('stays within the list', () => {
    assert.deepEqual(rowWindow({ top: -30, height: 500 }, height, 3), { first: 0, end: 3 });
    const { first, end } = rowWindow({ top: 9_999_999, height: 500 }, height, 100);
    assert.equal(end, 100);
    assert.ok(first < 80, 'shows the end of a list that became shorter');
    const empty = rowWindow({ top: 0, height: 500 }, height, 0);
    assert.equal(empty.end, 0);
  });
});

describe('The rows in view', () => {
  it('are those that can be seen at least in part', () => {
    assert.deepEqual(rowsInView({ top: 250, height: 100 }, height, { first: 0, end: 40 }), { first: 10, end: 15 });
  });

  it('are of the window', () => {
    assert.deepEqual(rowsInView({ top: 0, height: 500 }, height, { first: 0, end: 3 }), { first: 0, end: 3 });
    const end = rowWindow({ top: 9_999_999, height: 500 }, height, 100);
    assert.deepEqual(rowsInView({ top: 9_999_999, height: 500 }, height, end).end, 100);
  });
});

describe('Scrolling to a row', () => {
  it('moves only as far as needed', () => {
    const view = { top: 240, height: 268 };
    assert.equal(scrollToRow(12, view, height, 28), 240);
    assert.equal(scrollToRow(5, view, height, 28), 120);
    assert.equal(scrollToRow(30, view, height, 28), 31 * height - 240);
  });
});
