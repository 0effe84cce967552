import assert from 'node:assert/strict';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';
import { rankScopes } from '../../../../src/manifest/model/rank-scopes.ts';
import { allScopes } from '../../../../src/manifest/scopes/built-in-scopes.ts';

const ranked = (
  text: string,
  taken: readonly string[] = [],
  needs = analyzeScopeUsage(parseManifest(text), undefined),
) => rankScopes(parseManifest(text), needs, allScopes, new Set(taken));
const near = (text: string) =>
  new Set(ranked(text).flatMap(({ facts, likelihood }) => (likelihood === 'far' ? [] : [facts.api])));

describe('scopes that can be added', () => {
  it('come with those first that the app needs and lacks', () => {
    const text = "modules:\n  trigger:\n    - key: t\n      events: ['avi:confluence:trashed:page']\n";
    const [first, second, third] = ranked(text);
    assert.deepEqual(
      [first?.facts.key, first?.likelihood, second?.likelihood, third?.likelihood],
      ['read:confluence-content.summary', 'missing', 'missing', 'near'],
    );
  });

  it('come by the Atlassian apps of the modules and events', () => {
    assert.deepEqual(near('modules:\n  jira:issuePanel: [{ key: p }]\n'), new Set(['Jira', 'Jira Software', 'Forge']));
    assert.deepEqual(near('modules:\n  macro: [{ key: m }]\n'), new Set(['Confluence', 'Forge']));
    assert.deepEqual(
      near('modules:\n  jiraServiceManagement:queuePage: [{ key: q }]\n').has('Jira Service Management'),
      true,
    );
    assert.deepEqual(near('modules: {}\n'), new Set(['Forge']));
  });

  it('come classic ones before granular ones, and in the order of their keys', () => {
    const list = ranked('modules:\n  jira:issuePanel: [{ key: p }]\n').filter(
      ({ likelihood, facts }) => likelihood === 'near' && facts.api === 'Jira',
    );
    const kinds = list.map(({ facts }) => facts.kind);
    assert.deepEqual(
      kinds,
      ['classic', 'granular'].flatMap((wanted) => kinds.filter((kind) => kind === wanted)),
    );
    const classic = list.filter(({ facts }) => facts.kind === 'classic').map(({ facts }) => facts.key);
    assert.deepEqual(classic, classic.toSorted());
    assert.ok(classic.includes('read:jira-work'));
  });

  it('are not those that are there, nor what manifests don’t take, nor Connect’s without Connect modules', () => {
    const keys = ranked('app: {}\n', ['read:jira-work']).map(({ facts }) => facts.key);
    assert.ok(!keys.includes('read:jira-work') && !keys.includes('read:connect-jira'));
    assert.ok(allScopes.filter(({ accepted }) => !accepted).every(({ key }) => !keys.includes(key)));
    assert.ok(
      ranked('connectModules:\n  jira:webhooks: [{ key: w }]\n').some(({ facts }) => facts.key === 'read:connect-jira'),
    );
  });
});
