import assert from 'node:assert/strict';
import type { Installation } from '../../../src/core/installation.ts';
import { installationsView } from '../../../src/app-panel/section-views.ts';
import { ready, taken, time, words } from '../../support/page/taken-views.ts';

describe('the view of installations', () => {
  const least: Installation = {
    id: 'i',
    site: 'site.atlassian.net',
    atlassianApp: 'JIRA',
    secondaryAtlassianApps: [],
    status: 'upToDate',
    installedAt: time(1),
  };
  const expected = {
    id: 'i',
    site: 'site.atlassian.net',
    atlassianApps: ['app JIRA'],
    status: 'upToDate',
    statusName: 'status upToDate',
    installedAt: time(1).getTime(),
  };
  const view = (more: Partial<Installation>) => {
    const made = installationsView({ rows: [{ ...least, ...more }], complete: true }, words);
    taken({ installations: ready(made) });
    return made.rows[0];
  };

  it('has the total only where it is told', () => {
    assert.deepEqual(taken({ installations: ready(installationsView({ rows: [], complete: true }, words)) }), {
      installations: ready({ rows: [] }),
    });
    assert.deepEqual(
      taken({ installations: ready(installationsView({ rows: [], complete: false, total: 300 }, words)) }),
      { installations: ready({ rows: [], total: 300 }) },
    );
  });

  it('has no more than is known of one', () => assert.deepEqual(view({}), expected));

  it('has all that is known of one', () => {
    assert.deepEqual(
      view({
        secondaryAtlassianApps: ['CONFLUENCE', 'NEW'],
        environmentId: 'e',
        environmentKey: 'production',
        version: '3.0.0',
        codeVersion: '3.1.0',
        status: 'appOutdated',
        licence: { active: true, evaluation: true, edition: 'standard', type: 'COMMERCIAL' },
        sharesLogs: true,
        permitsAnalytics: false,
      }),
      {
        ...expected,
        atlassianApps: ['app JIRA', 'app CONFLUENCE', 'app NEW'],
        status: 'appOutdated',
        statusName: 'status appOutdated',
        environmentId: 'e',
        environmentKey: 'production',
        version: '3.0.0',
        codeVersion: '3.1.0',
        licence: 'licence true',
        edition: 'edition standard',
        sharesLogs: true,
        permitsAnalytics: false,
      },
    );
  });

  it('tells the version of the code only where it is another', () => {
    assert.deepEqual(view({ version: '3.0.0', codeVersion: '3.0.0' }), { ...expected, version: '3.0.0' });
    assert.deepEqual(view({ codeVersion: '3.0.0' }), { ...expected, codeVersion: '3.0.0' });
  });

  it('tells a refused consent from one that is not told', () => {
    assert.equal(view({ sharesLogs: false })?.sharesLogs, false);
    assert.equal('sharesLogs' in (view({}) ?? {}), false);
  });

  it('has a licence without an edition', () => {
    const made = view({ licence: { active: false, evaluation: false } });
    assert.deepEqual(made, { ...expected, licence: 'licence false' });
  });

  it('takes every status', () => {
    for (const status of ['upToDate', 'permissionsOutdated', 'appOutdated', 'unknown'] as const)
      assert.equal(view({ status })?.statusName, `status ${status}`);
  });
});
