import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { type Consequence, consequences } from '../../../../src/manifest/model/consequence.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

const rules = ({ reasons }: Consequence) => reasons.map(({ rule, count, basis }) => `${rule} ${count} ${basis}`);

describe('deploying a manifest', () => {
  const gateway = useGateway();
  const environmentsOf = (name: keyof typeof sampleAppIds) =>
    fetchEnvironments(gateway.connect().client, appAri(sampleAppIds[name]));

  async function ofProduction(name: keyof typeof sampleAppIds, text: string): Promise<Consequence> {
    const [first] = consequences(parseManifest(text), await environmentsOf(name));
    assert.equal(first?.environment.key, 'production');
    return first;
  }

  it('of the sample workspace makes a major version of production for its new scopes, and none of the others', async () => {
    const text = readFileSync(
      new URL('../../../fixtures/workspace/release-notes/manifest.yml', import.meta.url),
      'utf8',
    );
    const [production, staging] = consequences(parseManifest(text), await environmentsOf('releaseNotes'));
    assert.deepEqual(production?.changes?.scopesAdded, ['read:sprint:jira-software', 'manage:jira-project']);
    assert.deepEqual(
      production.changes.egressRemoved.map(({ address }) => address),
      ['stats.example.com', 'cdn.example.com'],
    );
    assert.deepEqual(rules(production), ['scopesAdded 2 documented']);
    assert.equal(production.makesMajorVersion, true);
    // Addresses that are taken away need nobody's consent.
    assert.deepEqual([staging?.makesMajorVersion, staging?.changesPermissions, staging?.reasons], [false, true, []]);
  });

  it('to where nothing was deployed changes nothing that anyone agreed to', async () => {
    for (const consequence of consequences(
      parseManifest('permissions:\n  scopes: [storage:app]\n'),
      await environmentsOf('standupDigest'),
    )) {
      assert.deepEqual(
        [consequence.changes, consequence.changesPermissions, consequence.makesMajorVersion],
        [undefined, false, false],
      );
    }
  });

  /**
   * Timesheets in production has two backend addresses with end-user data, a client and a font address, a remote and
   * three content policies, and needs a licence.
   */
  const base = {
    scopes:
      '[read:jira-work, write:jira-work, read:jira-user, storage:app, read:app-system-token, report:personal-data]',
    backend: '[rates.example.com, payroll.example.com]',
    client: '["*.payroll.example.com"]',
    fonts: '[fonts.example.com]',
    scripts: `[unsafe-eval, "'sha256-2YxA5rq8m1c7gVbqkHcVgn1dRqzW5x9w0v3l2uQ8H5s='"]`,
    styles: '[unsafe-inline]',
    remotes: '[{ key: payroll, baseUrl: "https://payroll.example.com/forge", operations: [fetch, compute, storage] }]',
    modules: '{}',
  };
  const timesheets = (change: Partial<typeof base> = {}) => {
    const parts = { ...base, ...change };
    return `app:
  licensing: { enabled: true }
permissions:
  scopes: ${parts.scopes}
  external: { fetch: { backend: ${parts.backend}, client: ${parts.client} }, fonts: ${parts.fonts} }
  content: { scripts: ${parts.scripts}, styles: ${parts.styles} }
remotes: ${parts.remotes}
modules: ${parts.modules}
`;
  };

  it('that says what is deployed changes nothing', async () => {
    const consequence = await ofProduction('timesheets', timesheets());
    assert.deepEqual([consequence.changesPermissions, consequence.makesMajorVersion], [false, false]);
  });

  const cases: readonly [what: string, change: Partial<typeof base>, expected: string[]][] = [
    ['adds a scope', { scopes: base.scopes.replace(']', ', read:me]') }, ['scopesAdded 1 documented']],
    ['removes a scope', { scopes: base.scopes.replace('storage:app, ', '') }, ['scopesRemoved 1 documented']],
    [
      'swaps a scope',
      { scopes: base.scopes.replace('read:jira-user', 'read:user:jira') },
      ['scopesAdded 1 documented', 'scopesRemoved 1 documented'],
    ],
    ['adds an address', { fonts: '[fonts.example.com, more.example.com]' }, ['egressAdded 1 documented']],
    ['removes an address', { fonts: '[]' }, []],
    ['moves an address to another kind', { fonts: '[rates.example.com]' }, ['egressAdded 1 documented']],
    [
      'gives an address a category',
      { client: '[{ address: "*.payroll.example.com", category: analytics }]' },
      ['egressCategoryChanged 1 documented'],
    ],
    [
      'says of an address that no end-user data goes there',
      { client: '[{ address: "*.payroll.example.com", inScopeEUD: false }]' },
      [],
    ],
    ['adds a content policy', { styles: '[unsafe-inline, "sha256-abc"]' }, ['contentPoliciesAdded 1 documented']],
    ['removes content policies', { scripts: '[]', styles: '[]' }, []],
    [
      'adds a remote',
      { remotes: base.remotes.replace(/\]$/, ', { key: more, baseUrl: "https://more.example.com" }]') },
      ['remotesAdded 1 documented'],
    ],
    [
      'changes the address of a remote',
      { remotes: base.remotes.replace('/forge', '/v2') },
      ['remotesChanged 1 documented'],
    ],
    ['changes what a remote does', { remotes: base.remotes.replace('compute, ', '') }, ['remotesChanged 1 inferred']],
    ['removes a remote', { remotes: '[]' }, ['remotesRemoved 1 inferred']],
    [
      'adds SQL and object storage',
      { modules: '{ sql: [{ key: db }], objectStore: [{ key: files }] }' },
      ['consentModulesAdded 2 documented'],
    ],
    [
      'adds a dynamic web trigger',
      { modules: '{ webtrigger: [{ key: hook, function: f }] }' },
      ['consentModulesAdded 1 documented'],
    ],
    [
      'adds a static web trigger',
      { modules: '{ webtrigger: [{ key: hook, function: f, response: { type: static } }] }' },
      [],
    ],
    ['adds a panel', { modules: '{ "jira:issuePanel": [{ key: p, title: P }] }' }, []],
  ];
  for (const [what, change, expected] of cases) {
    it(`that ${what} ${expected.length === 0 ? 'makes no' : 'makes a'} major version`, async () => {
      const consequence = await ofProduction('timesheets', timesheets(change));
      assert.deepEqual(rules(consequence), expected);
      assert.equal(consequence.makesMajorVersion, expected.length > 0);
      assert.equal(consequence.changesPermissions, !['adds a static web trigger', 'adds a panel'].includes(what));
    });
  }

  it('that lets end-user data out for the first time makes a major version, and for the second time none', async () => {
    const version = (await environmentsOf('teamPoll')).find(({ key }) => key === 'production')?.latest;
    assert.ok(version);
    const egress = (first: boolean, second: boolean) => [
      { kind: 'images', address: 'a', inScopeEUD: first },
      { kind: 'images', address: 'b', inScopeEUD: second },
    ];
    const manifest = (first: boolean, second: boolean) =>
      parseManifest(
        `permissions:\n  scopes: [read:confluence-user, storage:app]\n  external:\n    images:\n      - { address: a, inScopeEUD: ${String(first)} }\n      - { address: b, inScopeEUD: ${String(second)} }\n`,
      );
    const outcome = (before: [boolean, boolean], after: [boolean, boolean]) =>
      consequences(manifest(...after), [
        { id: 'p', key: 'production', kind: 'production', latest: { ...version, egress: egress(...before) } },
      ]).flatMap(rules);
    assert.deepEqual(outcome([false, false], [true, false]), ['endUserDataEgress 1 documented']);
    assert.deepEqual(outcome([true, false], [true, true]), []);
    assert.deepEqual(outcome([true, true], [false, false]), []);
  });

  it('that enables licensing makes a major version', async () => {
    const text = 'app:\n  licensing:\n    enabled: true\npermissions:\n  scopes: [read:confluence-user, storage:app]\n';
    assert.deepEqual(rules(await ofProduction('teamPoll', text)), ['licensingEnabled 1 documented']);
    assert.deepEqual(rules(await ofProduction('teamPoll', text.replace('true', 'false'))), []);
  });

  it('does not guess about modules where the gateway does not tell them', async () => {
    gateway.sandbox.faults.set('EnvironmentList', {
      kind: 'errors',
      errors: [{ message: 'No extensions' }],
      nullPath: ['app', 'environmentsPage', 'nodes', 2, 'versions', 'nodes', 0, 'extensions'],
    });
    const consequence = await ofProduction('timesheets', timesheets({ modules: '{ sql: [{ key: db }] }' }));
    assert.deepEqual(consequence.changes?.consentModulesAdded, []);
  });
});
