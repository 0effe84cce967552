import assert from 'node:assert/strict';
import { tabsForMenu } from '../../../../webview-ui/components/fitting-tabs.ts';

const row = { widths: [60, 100, 80, 120], gap: 20, menu: 28 };

describe('the tabs that don’t fit', () => {
  it('are none where all fit to the pixel', () => {
    assert.deepEqual(tabsForMenu({ ...row, room: 420, shown: 0 }), []);
  });

  it('are the last ones, with room left for the menu', () => {
    assert.deepEqual(tabsForMenu({ ...row, room: 419, shown: 0 }), [3]);
    assert.deepEqual(tabsForMenu({ ...row, room: 308, shown: 0 }), [3]);
    assert.deepEqual(tabsForMenu({ ...row, room: 307, shown: 0 }), [2, 3]);
  });

  it('never are the selected one', () => {
    assert.deepEqual(tabsForMenu({ ...row, room: 308, shown: 3 }), [1, 2]);
    assert.deepEqual(tabsForMenu({ ...row, room: 10, shown: 2 }), [0, 1, 3]);
  });
});
