import assert from 'node:assert/strict';
import { allScopes, nearestScopes, scopeFacts } from '../../../../src/manifest/scopes/built-in-scopes.ts';
import { scopeParts } from '../../../../src/manifest/scopes/scope-grammar.ts';
import { defaultLabel } from '../../../../src/manifest/scopes/scope-label.ts';
import { labelOverrides } from '../../../../src/manifest/scopes/label-overrides.ts';
import { parseScopeTable } from '../../../../src/manifest/scopes/scope-table.ts';
import table from '../../../../src/manifest/scopes/scopes.tsv';
import { scopes as sandboxScopes } from '../../../../src/sandbox/world/world-scopes.ts';

const keys = (found: readonly { key: string }[]) => found.map(({ key }) => key);

describe('the scope catalogue', () => {
  it('knows each scope once, by its key', () => {
    assert.ok(allScopes.length >= 652, `${allScopes.length} scopes`);
    for (const facts of allScopes) assert.equal(scopeFacts(facts.key), facts);
    for (const key of ['', 'read:nothing:jira', 'READ:JIRA-WORK', '__proto__', 'constructor'])
      assert.equal(scopeFacts(key), undefined, key);
  });

  it('tells API, kind and label', () => {
    assert.deepEqual(scopeFacts('delete:async-task:jira'), {
      key: 'delete:async-task:jira',
      api: 'Jira',
      kind: 'granular',
      accepted: true,
      label: 'Delete asynchronous task',
    });
    assert.deepEqual(scopeFacts('act-as-user:connect-jira'), {
      key: 'act-as-user:connect-jira',
      api: 'Jira',
      kind: 'connect',
      accepted: true,
      label: 'Act in the name of users in Jira through Connect',
    });
    assert.equal(scopeFacts('read:jira-work')?.kind, 'classic');
    assert.equal(scopeFacts('read:graph:page:confluence')?.api, 'Teamwork Graph');
  });

  it('knows every scope of the sandbox', () => {
    // An app asks for this one by its authorization address, not in a manifest.
    const elsewhere = new Set(['offline_access']);
    assert.deepEqual(
      [...sandboxScopes.keys()].filter((key) => !elsewhere.has(key) && scopeFacts(key) === undefined),
      [],
    );
  });

  it('has a plain label for each', () => {
    for (const { key, label } of allScopes) {
      assert.match(label, /^[A-Z][^\n\t]{3,90}[^\s.]$/, key);
      assert.doesNotMatch(label, /[:_*`[\]<>]|undefined|\s\s/, key);
      assert.doesNotMatch(
        label,
        /\b(cmdb|jira|confluence|bitbucket|devops|api|jql|sla|config|info|org|ops|valueses|informations|contents)\b/,
        key,
      );
    }
  });

  it('gives its own labels only to scopes that are known', () => {
    assert.deepEqual(
      [...labelOverrides.keys()].filter((key) => scopeFacts(key) === undefined),
      [],
    );
  });

  it('refuses a table with a kind of scope that is none', () => {
    assert.throws(() => parseScopeTable('= Jira\tfancy\nread:jira-work\n'), /fancy/);
    assert.deepEqual(parseScopeTable('= Jira\tclassic\tdocumented only\nread:old\n'), [
      { key: 'read:old', api: 'Jira', kind: 'classic', accepted: false },
    ]);
    assert.equal(parseScopeTable(table).length, allScopes.length);
  });
});

describe('the key of a scope', () => {
  it('is taken apart', () => {
    assert.deepEqual(scopeParts('read:issue.property:jira'), {
      verb: 'read',
      resource: ['issue', 'property'],
      api: 'jira',
      isGraph: false,
    });
    assert.deepEqual(scopeParts('read:customer:entitlement:jira-service-management'), {
      verb: 'read',
      resource: ['customer', 'entitlement'],
      api: 'jira-service-management',
      isGraph: false,
    });
    assert.deepEqual(scopeParts('read:graph:page:confluence'), {
      verb: 'read',
      resource: ['page'],
      api: 'confluence',
      isGraph: true,
    });
    assert.deepEqual(scopeParts('read:graph:jira'), { verb: 'read', resource: [], api: 'jira', isGraph: true });
    assert.deepEqual(scopeParts('read:jira-work'), { verb: 'read', resource: ['jira-work'], isGraph: false });
    assert.deepEqual(scopeParts(''), { verb: '', resource: [], isGraph: false });
  });

  it('gives a sentence where nobody wrote one', () => {
    assert.equal(defaultLabel('read:cmdb-object:jira'), 'View CMDB objects');
    assert.equal(defaultLabel('write:priority:jira'), 'Create and change priorities');
    assert.equal(defaultLabel('delete:issue-status:jira'), 'Delete issue statuses');
    assert.equal(defaultLabel('admin:repository:bitbucket'), 'Administer repositories');
    assert.equal(defaultLabel('write:security:jira'), 'Create and change security information');
    assert.equal(
      defaultLabel('read:graph:pull-request:external'),
      'View pull requests from other tools in the Teamwork Graph',
    );
    assert.equal(defaultLabel('dance-with:bear:circus'), 'Dance with bears');
    assert.equal(defaultLabel('constructor'), 'Constructor');
    assert.equal(defaultLabel(''), '');
  });
});

describe('the nearest scopes', () => {
  const nearest: readonly (readonly [written: string, meant: string])[] = [
    ['read:jira-wrok', 'read:jira-work'],
    ['wirte:jira-work', 'write:jira-work'],
    ['read-jira-work', 'read:jira-work'],
    ['read:jira_work', 'read:jira-work'],
    ['readJiraWork', 'read:jira-work'],
    ['readjirawork', 'read:jira-work'],
    ['READ:ISSUE:JIRA', 'read:issue:jira'],
    ['read:issues:jira', 'read:issue:jira'],
    ['delete:pages:confluence', 'delete:page:confluence'],
    ['read:priorities:jira', 'read:priority:jira'],
    ['write:page:jira', 'write:page:confluence'],
    ['read:issue', 'read:issue:jira'],
    ['jira:issue:read', 'read:issue:jira'],
    ['app:storage', 'storage:app'],
    ['storage', 'storage:app'],
    ['update:issue:jira', 'write:issue:jira'],
    ['read:pull-request:bitbucket', 'read:pullrequest:bitbucket'],
    ['read:blog-post:confluence', 'read:blogpost:confluence'],
    ['read:servicedesk:jsm', 'read:servicedesk:jira-service-management'],
    ['read:organisation:jira-service-management', 'read:organization:jira-service-management'],
    [' read:page:confluence ', 'read:page:confluence'],
  ];
  for (const [written, meant] of nearest) {
    it(`of “${written}” are ${meant} and others`, () => assert.equal(nearestScopes(written)[0]?.key, meant));
  }

  it('of a verb and an Atlassian app are the classic ones first', () => {
    assert.deepEqual(keys(nearestScopes('jira:read', 2)), ['read:jira-user', 'read:jira-work']);
    assert.ok(keys(nearestScopes('manage:jira')).every((key) => key.startsWith('manage:jira-')));
  });

  it('are none of what is far from all', () => {
    for (const text of [
      '',
      ' ',
      '::',
      'xyz',
      'read:nonsense:jira',
      'https://example.com/a/b',
      'a'.repeat(100_000),
      'ü:ö:ä',
      'a:b:c:d:e:f:g:h:i:j:k',
    ])
      assert.deepEqual(nearestScopes(text), [], text.slice(0, 30));
  });

  it('are as many as are asked for, each once', () => {
    for (const count of [0, 1, 5, 20]) {
      const found = keys(nearestScopes('read:issue:jira', count));
      assert.equal(found.length, Math.min(count, found.length));
      assert.equal(new Set(found).size, found.length);
    }
    assert.equal(nearestScopes('read:issue').length, 3);
  });

  it('of a known key are led by that key', () => {
    for (const { key } of allScopes.filter((_, index) => index % 10 === 0))
      assert.equal(nearestScopes(key, 1)[0]?.key, key);
  });
});
