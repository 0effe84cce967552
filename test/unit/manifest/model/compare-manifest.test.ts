import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appAri } from '../../../../src/core/ids.ts';
import type { Environment } from '../../../../src/core/environment.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { compareManifest, type RowGroup } from '../../../../src/manifest/model/compare-manifest.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';
import { textAt } from '../../../support/parse-manifest.ts';

const sample = (folder: string) =>
  readFileSync(new URL(`../../../fixtures/workspace/${folder}/manifest.yml`, import.meta.url), 'utf8');

/** Rows as a table: label, manifest, environments. */
const table = (groups: readonly RowGroup[]) =>
  groups.map(({ name, rows }) => [
    name,
    ...rows.map(({ label, manifest, cells }) => [label, manifest.state, cells.join(' ')].join(' | ')),
  ]);

describe('a manifest against what is deployed', () => {
  const gateway = useGateway();
  const environmentsOf = (name: keyof typeof sampleAppIds): Promise<Environment[]> =>
    fetchEnvironments(gateway.connect().client, appAri(sampleAppIds[name]));

  it('shows for the sample workspace which scopes wait for production', async () => {
    const text = sample('release-notes');
    const comparison = compareManifest(parseManifest(text), await environmentsOf('releaseNotes'));
    assert.deepEqual(
      comparison.environments.map(({ key, version }) => `${key} ${version ?? ''}`),
      ['production 4.3.0', 'staging 5.1.0', 'development 6.4.0', 'feature-sprint-view 2.2.0', 'mara-dev 2.10.0'],
    );
    const all = 'present present present present present';
    const waits = 'willBeAdded present present present present';
    assert.deepEqual(table(comparison.scopes), [
      ['Forge storage', `storage:app | present | ${all}`],
      [
        'Jira API',
        `manage:jira-project | present | ${waits}`,
        `read:jira-user | present | ${all}`,
        `read:jira-work | present | ${all}`,
        `write:jira-work | present | ${all}`,
      ],
      ['Jira Software API', `read:sprint:jira-software | present | ${waits}`],
    ]);
    const row = comparison.scopes[1]?.rows[0];
    assert.ok(row);
    assert.equal(row.manifest.range && textAt(text, row.manifest.range), 'manage:jira-project');
    assert.equal(row.manifest.allowImpersonation, false);
    assert.ok(row.scope?.name && row.scope.description);
  });

  it('shows egress, content policies and remotes in the same form', async () => {
    const comparison = compareManifest(parseManifest(sample('release-notes')), await environmentsOf('releaseNotes'));
    const gone = 'willBeRemoved willBeRemoved willBeRemoved willBeRemoved willBeRemoved';
    assert.deepEqual(table(comparison.egress), [
      [
        'fetch.backend',
        'api.changelog.example.com | present | present present present present present',
        '*.hooks.example.com | present | present present present present present',
      ],
      ['fetch.client', `stats.example.com | missing | ${gone}`],
      ['images', `cdn.example.com | missing | ${gone}`],
    ]);
    assert.deepEqual(table(comparison.contentPolicies), [['styles', `unsafe-inline | missing | ${gone}`]]);
    assert.deepEqual(comparison.remotes, []);
  });

  it('without a manifest shows what is where, and nothing that will be', async () => {
    const comparison = compareManifest(undefined, await environmentsOf('timesheets'));
    assert.equal(comparison.hasManifest, false);
    assert.deepEqual(table(comparison.remotes), [['', 'payroll | unknown | present present present']]);
    const cells = [...comparison.scopes, ...comparison.egress, ...comparison.contentPolicies].flatMap(({ rows }) =>
      rows.flatMap((row) => row.cells),
    );
    assert.deepEqual([...new Set(cells)].sort(), ['missing', 'present']);
    assert.deepEqual(
      table(comparison.scopes)
        .find(([name]) => name === 'Jira API')
        ?.filter((row) => row.includes('user')),
      ['read:jira-user | unknown | present present missing', 'read:user:jira | unknown | missing missing present'],
    );
  });

  it('knows nothing of environments to which nothing was deployed', async () => {
    const comparison = compareManifest(
      parseManifest('permissions:\n  scopes: [storage:app]\n'),
      await environmentsOf('standupDigest'),
    );
    assert.deepEqual(
      comparison.environments.map(({ version }) => version),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(table(comparison.scopes), [['', 'storage:app | present | unknown unknown unknown']]);
    assert.deepEqual(compareManifest(undefined, await environmentsOf('standupDigest')).scopes, []);
  });

  it('has scopes that no deployed version has under no API, last', async () => {
    const comparison = compareManifest(
      parseManifest('permissions:\n  scopes: [read:me, storage:app]\n'),
      await environmentsOf('sprintForecast'),
    );
    const last = comparison.scopes.at(-1);
    assert.equal(last?.name, '');
    assert.deepEqual(
      last.rows.map(({ label, scope }) => [label, scope]),
      [['read:me', undefined]],
    );
  });

  it('tells what stays by name but changes', async () => {
    const manifest = parseManifest(`permissions:
  external:
    fetch:
      backend:
        - address: rates.example.com
          inScopeEUD: false
        - payroll.example.com
remotes:
  - key: payroll
    baseUrl: https://other.example.com
    operations: [storage, compute, fetch]
`);
    const { egress, remotes } = compareManifest(manifest, (await environmentsOf('timesheets')).slice(0, 1));
    assert.deepEqual(table(egress)[0], [
      'fetch.backend',
      'rates.example.com | present | willChange',
      'payroll.example.com | present | present',
    ]);
    assert.deepEqual(table(remotes), [['', 'payroll | present | willChange']]);
  });

  it('takes a remote whose operations come in another order as the same', async () => {
    const manifest = parseManifest(
      'remotes:\n  - key: payroll\n    baseUrl: https://payroll.example.com/forge\n    operations: [storage, compute, fetch]\n',
    );
    const { remotes } = compareManifest(manifest, (await environmentsOf('timesheets')).slice(0, 1));
    assert.deepEqual(table(remotes), [['', 'payroll | present | present']]);
  });

  it('has each row once, whatever is listed twice', async () => {
    const manifest = parseManifest(
      'permissions:\n  external:\n    images:\n      - a.example.com\n      - a.example.com\n  content:\n    styles: [unsafe-inline, unsafe-inline]\n',
    );
    const { egress, contentPolicies } = compareManifest(manifest, await environmentsOf('teamPoll'));
    assert.deepEqual([egress[0]?.rows.length, contentPolicies[0]?.rows.length], [1, 1]);
  });

  it('keeps hostile texts letter by letter', async () => {
    const { egress } = compareManifest(undefined, await environmentsOf('hostileName'));
    assert.deepEqual(
      egress[0]?.rows.map(({ label }) => label),
      ['"><script>alert(2)</script>', '=1+1'],
    );
  });
});
