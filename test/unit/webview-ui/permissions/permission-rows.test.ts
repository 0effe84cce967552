import assert from 'node:assert/strict';
import type { Cell, PermissionRow, PermissionsView } from '../../../../src/manifest/permissions-protocol.ts';
import { differs, shownGroups } from '../../../../webview-ui/permissions/permission-rows.ts';

const row = (key: string, ...states: Cell['state'][]): PermissionRow => ({
  key,
  restricted: false,
  cells: states.map((state) => ({ state })),
});
const view: PermissionsView = {
  manifests: [],
  columns: [],
  consequences: [],
  notes: [],
  groups: [
    {
      title: 'Jira API',
      kind: 'scopes',
      rows: [
        { ...row('read:jira-work', 'present', 'present'), name: 'View issues', description: 'Read projects.' },
        row('write:jira-work', 'present', 'added'),
      ],
    },
    { title: 'Egress', kind: 'egress', rows: [row('https://example.com', 'present', 'present', 'none')] },
  ],
};
const keys = (text: string, onlyDifferences = false): string[] =>
  shownGroups(view, { text, onlyDifferences }).flatMap(({ rows }) => rows.map(({ key }) => key));

describe('A row of permissions', () => {
  it('differs where columns do, not where there is nothing to compare', () => {
    assert.equal(differs(row('a', 'present', 'present', 'none')), false);
    assert.equal(differs(row('a', 'missing', 'missing')), false);
    assert.equal(differs(row('a', 'present', 'missing')), true);
    assert.equal(differs(row('a', 'added', 'added')), true);
    assert.equal(differs(row('a', 'present', 'changed')), true);
  });
});

describe('The filter of permissions', () => {
  it('finds each word in key, name, description or the title of the group', () => {
    assert.deepEqual(keys('JIRA'), ['read:jira-work', 'write:jira-work']);
    assert.deepEqual(keys('jira projects'), ['read:jira-work']);
    assert.deepEqual(keys('egress'), ['https://example.com']);
    assert.deepEqual(keys('nothing of this'), []);
  });

  it('keeps only differences, and no empty groups', () => {
    assert.deepEqual(keys('', true), ['write:jira-work']);
    assert.equal(shownGroups(view, { text: '', onlyDifferences: true }).length, 1);
  });
});
