import assert from 'node:assert/strict';
import { codeDrift, countedForDrift } from '../../../../webview-ui/versions/code-drift.ts';
import { installation } from '../../../support/page/installation-view.ts';

describe('code and permissions of installations', () => {
  it('differ where the one is newer or older than the other, by environment', () => {
    const rows = [
      { version: '2.0.0', codeVersion: '3.0.0' },
      { version: '2.0.0', codeVersion: '10.0.0' },
      { version: '2.0.0' },
      { version: '3.0.0', codeVersion: '2.0.0' },
    ].map((versions) => ({ ...installation(versions), environmentId: 'e' }));
    const other = { ...installation({ version: '2.0.0', codeVersion: '3.0.0' }), environmentId: 'other' };
    assert.deepEqual(
      [...codeDrift([...rows, other], 'e')],
      [
        ['2.0.0', { ahead: 2, behind: 0 }],
        ['3.0.0', { ahead: 0, behind: 1 }],
      ],
    );
  });

  it('are counted among those that are loaded, which is told until it is all of them', () => {
    const rows = [installation({}), installation({})];
    for (const status of ['loading', 'failed'] as const) {
      assert.deepEqual(countedForDrift({ status, value: { rows, total: 5 } }), { loaded: 2, all: 5 });
      assert.deepEqual(countedForDrift({ status, value: { rows } }), { loaded: 2 });
      assert.equal(countedForDrift({ status, value: { rows, total: 2 } }), undefined);
    }
    assert.equal(countedForDrift({ status: 'ready', value: { rows, total: 2 } }), undefined);
    assert.equal(countedForDrift({ status: 'ready', value: { rows: [], total: 0 } }), undefined);
    assert.equal(countedForDrift({ status: 'loading' }), undefined);
    assert.equal(countedForDrift({ status: 'loading', value: { rows: [], total: 5 } }), undefined);
    assert.equal(countedForDrift({ status: 'failed' }), 'none');
  });
});
