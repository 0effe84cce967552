import assert from 'node:assert/strict';
import { analyzeScopeUsage } from '../../../../src/manifest/model/analyze-scope-usage.ts';
import { collectFindings } from '../../../../src/manifest/model/findings.ts';
import { parseManifest } from '../../../../src/manifest/model/manifest.ts';
import { addScopes, joinSplitScope, removeScopes } from '../../../../src/manifest/model/scope-edits.ts';
import { applyChanges } from '../../../../src/manifest/model/verified-changes.ts';
import { scopesToMap } from '../../../../src/manifest/model/convert-scopes.ts';

/** Modules that need `read:jira-work`, at the end of a manifest. */
const trigger = 'modules:\n  trigger:\n    - key: t\n      function: f\n      events: [avi:jira:created:issue]\n';

/** What is said of scopes: kind and scope. */
function claims(text: string): string[] {
  const manifest = parseManifest(text);
  const usage = analyzeScopeUsage(manifest, []);
  const findings = collectFindings(manifest, {
    facts: () => ({ key: 'x', api: 'Jira', kind: 'classic', accepted: true, label: 'x' }),
    nearest: () => [],
    deployed: new Set(),
    usage,
  });
  return findings.flatMap((finding) => ('scope' in finding ? [`${finding.kind} ${finding.scope}`] : []));
}

describe('scopes in a manifest whose YAML is broken', () => {
  it('are judged and changed where nothing is broken', () => {
    const text = `permissions:\n  scopes:\n    - manage:jira-webhook\n${trigger}`;
    assert.deepEqual(claims(text), ['missingScope read:jira-work', 'unusedScope manage:jira-webhook']);
    assert.ok(addScopes(text, ['read:jira-work']));
  });

  const broken: Record<string, string> = {
    'a tab as indentation': `permissions:\n\tscopes:\n\t\t- manage:jira-webhook\n${trigger}`,
    'a tab before one scope': `permissions:\n  scopes:\n    - storage:app\n\t- manage:jira-webhook\n${trigger}`,
    'an item in a column of its own': `permissions:\n  scopes:\n    - storage:app\n   - manage:jira-webhook\n${trigger}`,
    'two colons': `permissions:\n  scopes:\n    - manage: jira: webhook\n    - storage:app\n${trigger}`,
    'a bracket that stays open': `permissions:\n  scopes: [manage:jira-webhook\n${trigger}`,
    'a quote above that stays open': `app:\n  name: "Half\npermissions:\n  scopes: ["storage:app"]\n${trigger}`,
    'a key without a colon above': `app\npermissions:\n  scopes:\n    - manage:jira-webhook\n${trigger}`,
    'permissions that are there twice': `permissions:\n  external: {}\npermissions:\n  scopes: [manage:jira-webhook]\n${trigger}`,
    'scopes that are there twice': `permissions:\n  scopes: []\n  scopes: [manage:jira-webhook]\n${trigger}`,
  };
  for (const [title, text] of Object.entries(broken)) {
    it(`are not judged or changed with ${title}`, () => {
      assert.notDeepEqual(parseManifest(text).problems, []);
      assert.deepEqual(
        claims(text).filter((claim) => !claim.startsWith('duplicateScope')),
        [],
      );
      assert.equal(addScopes(text, ['read:jira-work']), undefined);
      assert.equal(removeScopes(text, ['storage:app', 'manage:jira-webhook']), undefined);
    });
  }

  it('are judged and changed where what is broken stands below them', () => {
    const text = `permissions:\n  scopes:\n    - manage:jira-webhook\n${trigger}resou`;
    assert.deepEqual(claims(text), ['missingScope read:jira-work', 'unusedScope manage:jira-webhook']);
    assert.ok(addScopes(text, ['read:jira-work']));
  });

  it('are not judged where they are a text, or one of them is no scope', () => {
    assert.deepEqual(claims(`permissions:\n  scopes: manage:jira-webhook\n${trigger}`), []);
    assert.deepEqual(claims(`permissions:\n  scopes:\n    - manage:jira-webhook\n    - 42\n${trigger}`), []);
  });
});

describe('a scope with a space too many', () => {
  const split: Record<string, [string, string]> = {
    'read: jira-work': ['- read: jira-work', '- read:jira-work'],
    'with a comment': ['- write:  issue:jira # why', '- write:issue:jira # why'],
    'after its second part': ['- read:issue: jira', '- read:issue:jira'],
    'before and after the colon': ['- storage : app', '- storage:app'],
    'in quotes': ['- "read": "jira-work"', '- read:jira-work'],
  };
  for (const [title, [before, after]] of Object.entries(split)) {
    it(`is the one that is meant, ${title}`, () => {
      const text = `permissions:\n  scopes:\n    - manage:jira-webhook\n    ${before}\n    - offline_access\n`;
      const [problem, ...others] = parseManifest(text).problems;
      assert.deepEqual([problem?.kind, others], ['scopeSpace', []]);
      const changes = joinSplitScope(text, problem?.subject ?? '');
      assert.equal(changes && applyChanges(text, changes), text.replace(before, after));
    });
  }

  it('is found in brackets', () => {
    const text = 'permissions:\n  scopes: [read: jira-work, storage:app]\n';
    const changes = joinSplitScope(text, 'read:jira-work');
    assert.equal(changes && applyChanges(text, changes), 'permissions:\n  scopes: [read:jira-work, storage:app]\n');
  });

  it('makes no other scope missing, unused or unknown', () => {
    assert.deepEqual(claims(`permissions:\n  scopes:\n    - read: jira-work\n    - storage:app\n${trigger}`), []);
  });

  it('is no scope with settings, which become a map as before', () => {
    const text = 'permissions:\n  scopes:\n    - read:jira-work:\n        allowImpersonation: true\n';
    assert.equal(parseManifest(text).problems[0]?.kind, 'scopeShape');
    assert.ok(scopesToMap(text));
  });
});
