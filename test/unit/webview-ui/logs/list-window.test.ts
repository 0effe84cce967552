import assert from 'node:assert/strict';
import { firstVisible, type ListPlace, listWindow, marginAfter } from '../../../../webview-ui/logs/list-window.ts';

/** Rows of 22 pixels from an index on, some of them higher. */
function drawn(first: number, heights: readonly number[]): Pick<ListPlace, 'drawn' | 'tops'> {
  const tops = [first * 22];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return { drawn: { first, end: first + heights.length }, tops };
}

describe('The window of a list', () => {
  const nothing = drawn(0, []);

  it('holds what is seen and a margin on both sides', () => {
    const { first, end } = listWindow({ top: 22_000, height: 220, ...nothing }, 22, { rows: 100_000, margin: 30 });
    assert.ok(first <= 970 && first > 900, String(first));
    assert.ok(end >= 1040 && end < 1100, String(end));
  });

  it('ends where the rows end, wherever the list was scrolled to', () => {
    assert.deepEqual(listWindow({ top: 9_999_999, height: 220, ...nothing }, 22, { rows: 5, margin: 30 }), {
      first: 0,
      end: 5,
    });
    const { first, end } = listWindow({ top: 9_999_999, height: 220, ...nothing }, 22, { rows: 1000, margin: 30 });
    assert.equal(end, 1000);
    assert.ok(first < 990);
    assert.deepEqual(listWindow({ top: 0, height: 220, ...nothing }, 22, { rows: 0, margin: 30 }), {
      first: 0,
      end: 0,
    });
  });

  it('stays as it is while the list is scrolled a little', () => {
    const at = (top: number) => listWindow({ top, height: 220, ...nothing }, 22, { rows: 100_000, margin: 30 });
    assert.deepEqual(at(22_000), at(22_044));
  });

  it('holds little but what is seen after a jump, and then more with each move', () => {
    const size = (margin: number) => {
      const { first, end } = listWindow({ top: 22_000, height: 660, ...nothing }, 22, { rows: 100_000, margin });
      return end - first;
    };
    let margin = marginAfter(30, 5_000, 660);
    const sizes = [size(margin)];
    for (let move = 0; move < 4; move++) sizes.push(size((margin = marginAfter(margin, 72, 660))));
    assert.deepEqual(sizes, [40, 60, 80, 100, 100]);
    assert.equal(marginAfter(30, -5_000, 660), 0);
  });

  it('counts drawn rows by their own heights', () => {
    const place = { height: 220, ...drawn(100, [22, 500, 22, 22]) };
    assert.equal(firstVisible({ ...place, top: 2200 }, 22), 100);
    assert.equal(firstVisible({ ...place, top: 2600 }, 22), 101);
    assert.equal(firstVisible({ ...place, top: 2200 + 22 + 500 }, 22), 102);
    assert.equal(firstVisible({ ...place, top: 2200 + 22 + 500 + 44 }, 22), 104);
    assert.equal(firstVisible({ ...place, top: 1100 }, 22), 50);
  });
});
