import assert from 'node:assert/strict';
import { documentedNeeds } from '../../../../src/manifest/scopes/documented-needs.ts';
import { missing, needed, needs, unused } from '../../../support/scope-needs.ts';

describe('The scopes that the documentation demands for modules', () => {
  const fields = (type: string) => `modules:\n  ${type}:\n    - key: one\n`;
  const of = (type: string, ...scopes: string[]) => needs(scopes, 'export const run = () => 1;', fields(type));

  it('are missing where they are absent', () => {
    const found = of('jira:workflowPostFunction');
    assert.deepEqual(missing(found), ['manage:jira-configuration', 'read:jira-work']);
    assert.deepEqual(needed(found, 'read:jira-work'), ['jira:workflowPostFunction']);
    assert.deepEqual(missing(of('graph:connector', 'read:object:jira')), ['delete:object:jira', 'write:object:jira']);
    assert.deepEqual(missing(of('jira:entityPropertySet', 'read:jira-work')), ['write:jira-work']);
  });

  it('are never unused', () => {
    for (const [type, scopes] of [
      ['jira:workflowPostFunction', ['read:jira-work', 'manage:jira-configuration']],
      ['jira:workflowValidator', ['manage:jira-configuration', 'read:jira-work']],
      ['jira:workflowCondition', ['manage:jira-configuration']],
      ['jiraServiceManagement:assetsImportType', ['import:import-configuration:cmdb']],
      ['objectStore', ['storage:app']],
    ] as const) {
      const found = of(type, ...scopes);
      assert.deepEqual([missing(found), unused(found)], [[], []], type);
      assert.deepEqual(needed(found, scopes[0]), [type]);
    }
  });

  it('are not missing where the module works without them', () => {
    for (const type of ['jira:workflowValidator', 'jira:workflowCondition', 'sql', 'action'])
      assert.deepEqual([missing(of(type)), of(type).needed.size], [[], 0], type);
  });

  it('are those of events that Forge’s manifest validation does not know', () => {
    const events = (...names: string[]) =>
      `modules:\n  trigger:\n    - key: one\n      events: [${names.map((name) => `'${name}'`).join(', ')}]\n`;
    const found = needs([], '', events('avi:bitbucket:created:build-status', 'avi:confluence:added:label'));
    assert.deepEqual(missing(found), ['read:repository:bitbucket']);
    assert.deepEqual(needed(found, 'read:repository:bitbucket'), ['avi:bitbucket:created:build-status']);
    const optional = ['read:confluence-content.summary', 'read:confluence-space.summary'];
    assert.deepEqual(unused(needs(optional, '', events('avi:confluence:added:label'))), []);
  });

  it('are those of the tokens that remotes and endpoints get', () => {
    const remotes =
      'remotes:\n  - key: backend\n    baseUrl: https://example.com\n    auth:\n      appSystemToken:\n        enabled: true\n      appUserToken:\n        enabled: false\n';
    const endpoints =
      'modules:\n  endpoint:\n    - key: one\n      remote: backend\n      auth:\n        appUserToken: { enabled: true }\n';
    assert.deepEqual(missing(needs([], '', remotes)), ['read:app-system-token']);
    const found = needs(['read:app-system-token'], '', remotes + endpoints);
    assert.deepEqual(missing(found), ['read:app-user-token']);
    assert.deepEqual(needed(found, 'read:app-system-token'), ['appSystemToken']);
    assert.deepEqual(needed(found, 'read:app-user-token'), ['appUserToken']);
  });

  it('are one group or the other', () => {
    const classic = ['read:jira-user', 'read:jira-work', 'write:jira-work', 'manage:jira-configuration'];
    const modifications = (...scopes: string[]) => of('jira:uiModifications', ...scopes);
    assert.deepEqual(missing(modifications('read:jira-user', 'read:jira-work')), [
      'manage:jira-configuration',
      'write:jira-work',
    ]);
    const granular = documentedNeeds('module', 'jira:uiModifications').flatMap(({ scopes, granular: list }) =>
      scopes.length > 0 ? list : [],
    );
    assert.equal(granular.length, 18);
    for (const scopes of [classic, [...classic, 'manage:jira-project'], granular])
      assert.deepEqual([missing(modifications(...scopes)), unused(modifications(...scopes))], [[], []]);
  });
});

describe('The scopes of properties that the API of older packages reads and writes', () => {
  it('are neither unused nor missing: it says which ones it needs nowhere', () => {
    const code = "import { properties } from '@forge/api'; properties.onJiraProject(key).set('a', 1);";
    const found = needs(['manage:jira-project', 'read:jira-work', 'manage:jira-configuration'], code);
    assert.deepEqual([missing(found), unused(found)], [[], ['manage:jira-configuration']]);
  });
});

describe('The scope of the Teamwork Graph', () => {
  const query = "import api from '@forge/api'; api.asUser().requestTeamworkGraph('{ echo }');";

  it('is that of the Atlassian app that the app runs in, and either is enough', () => {
    assert.deepEqual(missing(needs([], query)), ['read:graph:jira']);
    assert.deepEqual(missing(needs([], query, 'modules:\n  macro:\n    - key: one\n')), ['read:graph:confluence']);
    for (const scope of ['read:graph:jira', 'read:graph:confluence'])
      assert.deepEqual([missing(needs([scope], query)), unused(needs([scope], query))], [[], []]);
    assert.deepEqual(needs(['read:graph:jira', 'read:graph:confluence'], query).mixed, []);
  });
});
