import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchVersionPage } from '../../../../src/gateway/operations/fetch-version-history.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the versions of an environment', () => {
  const gateway = useGateway();
  const page = (name: keyof typeof sampleAppIds, environment: string, after?: string) =>
    fetchVersionPage(gateway.connect().client, appAri(sampleAppIds[name]), environment, after);

  it('come newest first, one a major version, with their first and last deployment', async () => {
    const { nodes, next, total } = await page('releaseNotes', 'production');
    assert.deepEqual([next, total], [undefined, 3]);
    assert.deepEqual(
      nodes.map(({ version, isLatest, createdAt, deployedAt }) => [
        version,
        isLatest,
        createdAt.toISOString().slice(0, 10),
        deployedAt.toISOString().slice(0, 10),
      ]),
      [
        ['4.3.0', true, '2025-03-03', '2025-05-28'],
        ['3.5.0', false, '2024-08-29', '2025-02-10'],
        ['2.2.0', false, '2023-11-03', '2024-03-12'],
      ],
    );
  });

  it('tell egress, policies, remotes, storage, modules and licensing', async () => {
    const [latest] = (await page('timesheets', 'production')).nodes;
    assert.ok(latest);
    assert.deepEqual(latest.egress, [
      { kind: 'fetch.backend', address: 'rates.example.com', inScopeEUD: true },
      { kind: 'fetch.backend', address: 'payroll.example.com', inScopeEUD: true },
      { kind: 'fetch.client', address: '*.payroll.example.com' },
      { kind: 'fonts', address: 'fonts.example.com' },
    ]);
    assert.deepEqual(latest.contentPolicies, [
      { kind: 'scripts', policy: 'unsafe-eval' },
      { kind: 'scripts', policy: 'sha256-2YxA5rq8m1c7gVbqkHcVgn1dRqzW5x9w0v3l2uQ8H5s=' },
      { kind: 'styles', policy: 'unsafe-inline' },
    ]);
    assert.deepEqual(latest.remotes, [
      {
        key: 'payroll',
        baseUrl: 'https://payroll.example.com/forge',
        operations: ['fetch', 'compute', 'storage'],
        classifications: ['pii'],
        locations: ['EU'],
      },
    ]);
    assert.deepEqual(latest.hostedStorage, { classifications: ['ugc', 'other'], locations: ['EU', 'US'] });
    assert.equal(latest.requiresLicense, true);
    assert.equal(latest.configurableEgress, false);
    assert.deepEqual(
      latest.modules?.map(({ key, type, title }) => [key, type, title]),
      [
        ['timesheet-page', 'jira:globalPage', 'Timesheets'],
        ['worklog-glance', 'jira:issueGlance', 'Time'],
        ['rates', 'core:function', undefined],
        ['payroll', 'core:remote', undefined],
      ],
    );
  });

  it('tell analytics, and where no end-user data goes', async () => {
    const [latest] = (await page('releaseNotes', 'development')).nodes;
    assert.ok(latest);
    assert.deepEqual(
      latest.egress.filter(({ category }) => category !== undefined),
      [{ kind: 'fetch.client', address: 'stats.example.com', category: 'analytics', inScopeEUD: false }],
    );
    assert.equal(latest.configurableEgress, true);
    assert.equal('hostedStorage' in latest, false);
  });

  it('come 20 a page', async () => {
    const first = await page('fieldGuard', 'development');
    assert.deepEqual([first.nodes.length, first.total, first.nodes[0]?.version.split('.')[0]], [20, 25, '26']);
    assert.ok(first.next);
    const second = await page('fieldGuard', 'development', first.next);
    assert.deepEqual([second.nodes.length, second.next], [5, undefined]);
    const majors = [...first.nodes, ...second.nodes].map(({ version }) => Number(version.split('.')[0]));
    assert.deepEqual(
      majors,
      Array.from({ length: 25 }, (_, index) => 26 - index),
    );
    assert.deepEqual(
      gateway.sent('VersionHistory').map(({ variables }) => (variables as { environmentKey: string }).environmentKey),
      ['default', 'default'],
    );
  });

  it('are one skeleton, or none, where nothing was deployed', async () => {
    assert.deepEqual(
      (await page('standupDigest', 'development')).nodes.map(({ version }) => version),
      ['1.1.0'],
    );
    assert.deepEqual((await page('standupDigest', 'production')).nodes, []);
  });

  it('keep kinds that are new to us', async () => {
    gateway.sandbox.faults.set('VersionHistory', {
      kind: 'reply',
      change: (body) =>
        JSON.parse(
          JSON.stringify(body)
            .replaceAll('FETCH_CLIENT_SIDE', 'CARRIER_PIGEON')
            .replaceAll('SCRIPTS', 'FRAMES_TOO')
            .replaceAll('ANALYTICS', 'OTHER'),
        ) as unknown,
    });
    const [latest] = (await page('timesheets', 'production')).nodes;
    assert.ok(latest);
    assert.ok(latest.egress.some(({ kind }) => kind === 'carrier_pigeon'));
    assert.ok(latest.contentPolicies.some(({ kind }) => kind === 'frames_too'));
  });

  it('do without modules that could not be had, and say so by their absence', async () => {
    gateway.sandbox.faults.set('VersionHistory', {
      kind: 'errors',
      errors: [{ message: 'down' }],
      nullPath: ['app', 'environmentByKey', 'versions', 'nodes', 0, 'extensions'],
    });
    const [latest, earlier] = (await page('timesheets', 'production')).nodes;
    assert.ok(latest);
    assert.equal('modules' in latest, false);
    assert.deepEqual(
      latest.remotes.map(({ baseUrl, operations }) => [baseUrl, operations]),
      [['https://payroll.example.com/forge', undefined]],
    );
    assert.equal(earlier?.modules?.length, 3);
  });

  it('know a remote from its module alone', async () => {
    gateway.sandbox.faults.set('VersionHistory', {
      kind: 'reply',
      change: (body) =>
        JSON.parse(JSON.stringify(body).replace(/"remotes":\[[^\]]*\][^\]]*\][^\]]*\]/g, '"remotes":null')) as unknown,
    });
    const [latest] = (await page('timesheets', 'production')).nodes;
    assert.deepEqual(latest?.remotes, [
      {
        key: 'payroll',
        baseUrl: 'https://payroll.example.com/forge',
        operations: ['fetch', 'compute', 'storage'],
        classifications: [],
        locations: [],
      },
    ]);
  });

  it('are not found for an unknown environment or app', async () => {
    assert.equal((await failure(page('releaseNotes', 'nowhere'))).kind, 'notFound');
    assert.equal((await failure(page('maraForgePlayground', 'production'))).kind, 'notFound');
  });
});
