import assert from 'node:assert/strict';
import { noAuditFilters, noFilters, recall, scrollOf } from '../../../../webview-ui/shell/page-memory.ts';

const opened = { account: 'account', app: 'app', tab: 'permissions' } as const;

describe('What the page remembers', () => {
  it('starts with the tab it was opened on, and nothing filtered', () => {
    const memory = recall(undefined, opened);
    assert.equal(memory.tab, 'permissions');
    assert.deepEqual(memory.installations.filters, noFilters);
    assert.equal(scrollOf(memory, 'overview'), 0);
  });

  it('is what it was', () => {
    const before = {
      ...recall(undefined, opened),
      tab: 'installations' as const,
      scroll: { installations: 480 },
      openEnvironments: ['e'],
    };
    assert.deepEqual(recall(structuredClone(before), opened), before);
    assert.equal(scrollOf(recall(before, opened), 'installations'), 480);
  });

  it('belongs to one app of one account', () => {
    const other = { ...recall(undefined, { ...opened, app: 'another' }), tab: 'installations' };
    assert.equal(recall(other, opened).tab, 'permissions');
    assert.equal(recall({ ...other, app: 'app', account: 'someone else' }, opened).tab, 'permissions');
  });

  it('replaces only what is broken', () => {
    const memory = recall(
      {
        account: 'account',
        app: 'app',
        tab: 'nonsense',
        openEnvironments: 7,
        permissions: { text: 'jira', onlyDifferences: 'yes' },
        installations: { filters: { text: 3, version: '1.0.0' }, sorting: { column: 'none', descending: true } },
      },
      opened,
    );
    assert.equal(memory.tab, 'overview');
    assert.deepEqual(memory.openEnvironments, []);
    assert.deepEqual(memory.permissions, { text: 'jira', onlyDifferences: false });
    assert.deepEqual(memory.installations, {
      filters: { ...noFilters, version: '1.0.0' },
      sorting: { column: 'installedAt', descending: true },
    });
  });

  it('has what was shown of the audit logs, each part for itself', () => {
    const audit = {
      days: { from: '2026-01-01', to: '2026-02-28' },
      filters: { ...noAuditFilters, hidden: ['App installed'], month: '2026-02' },
      sorting: { column: 'site', descending: false },
      timeline: 'table',
    };
    assert.deepEqual(recall({ ...opened, audit }, opened).audit, audit);
    const usual = recall(undefined, opened).audit;
    assert.deepEqual(usual, {
      days: { preset: 'days30' },
      filters: noAuditFilters,
      sorting: { column: 'date', descending: true },
      timeline: 'bars',
    });
    assert.deepEqual(
      recall(
        {
          ...opened,
          audit: {
            days: { from: '../..', to: 7 },
            filters: { hidden: 'all', site: 3 },
            sorting: { column: 'x' },
            timeline: 'pie',
          },
        },
        opened,
      ).audit,
      usual,
    );
  });

  it('starts anew with what is no memory at all', () => {
    for (const kept of [null, 'text', 7, [], { tab: 'overview' }])
      assert.equal(recall(kept, opened).tab, 'permissions');
  });
});
