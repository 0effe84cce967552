import assert from 'node:assert/strict';
import { codeDrift } from '../../../../webview-ui/versions/code-drift.ts';
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
});
