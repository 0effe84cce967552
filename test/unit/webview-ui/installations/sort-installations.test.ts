import assert from 'node:assert/strict';
import type { InstallationView } from '../../../../src/installations/installations-protocol.ts';
import { sortBy, sortInstallations } from '../../../../webview-ui/installations/sort-installations.ts';
import { installation } from '../../../support/page/installation-view.ts';

const ids = (rows: readonly InstallationView[]): string[] => rows.map(({ id }) => id);

describe('Sorting installations', () => {
  it('takes the numbers of a version as numbers, and puts unknown versions last both ways', () => {
    const rows = [
      installation({ id: 'none' }),
      installation({ id: 'ten', version: '4.10.0' }),
      installation({ id: 'nine', version: '4.9.0' }),
    ];
    assert.deepEqual(ids(sortInstallations(rows, { column: 'version', descending: false })), ['nine', 'ten', 'none']);
    assert.deepEqual(ids(sortInstallations(rows, { column: 'version', descending: true })), ['ten', 'nine', 'none']);
  });

  it('takes times as times', () => {
    const rows = [installation({ id: 'old', installedAt: 9 }), installation({ id: 'new', installedAt: 1000 })];
    assert.deepEqual(ids(sortInstallations(rows, { column: 'installedAt', descending: true })), ['new', 'old']);
  });

  it('orders statuses from what needs attention to what does not', () => {
    const rows = (['upToDate', 'unknown', 'appOutdated', 'permissionsOutdated'] as const).map((status) =>
      installation({ id: status, status }),
    );
    assert.deepEqual(ids(sortInstallations(rows, { column: 'status', descending: false })), [
      'permissionsOutdated',
      'appOutdated',
      'unknown',
      'upToDate',
    ]);
  });

  it('orders equal rows by site', () => {
    const rows = [
      installation({ id: 'b', site: 'b', edition: 'Premium' }),
      installation({ id: 'a', site: 'a', edition: 'Premium' }),
    ];
    assert.deepEqual(ids(sortInstallations(rows, { column: 'edition', descending: true })), ['a', 'b']);
  });

  it('orders consents, untold ones last', () => {
    const rows = [
      installation({ id: 'untold' }),
      installation({ id: 'yes', sharesLogs: true }),
      installation({ id: 'no', sharesLogs: false }),
    ];
    assert.deepEqual(ids(sortInstallations(rows, { column: 'sharesLogs', descending: true })), ['yes', 'no', 'untold']);
  });

  it('leaves the given list as it is', () => {
    const rows = [installation({ id: 'b', site: 'b' }), installation({ id: 'a', site: 'a' })];
    sortInstallations(rows, { column: 'site', descending: false });
    assert.deepEqual(ids(rows), ['b', 'a']);
  });
});

describe('A click on the header of a column', () => {
  it('sorts by it, and the other way the second time', () => {
    assert.deepEqual(sortBy('site', { column: 'version', descending: true }), { column: 'site', descending: false });
    assert.deepEqual(sortBy('site', { column: 'site', descending: false }), { column: 'site', descending: true });
  });

  it('starts dates with the newest', () => {
    assert.deepEqual(sortBy('installedAt', { column: 'site', descending: false }), {
      column: 'installedAt',
      descending: true,
    });
  });
});
