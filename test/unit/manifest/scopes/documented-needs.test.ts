import assert from 'node:assert/strict';
import { allScopes } from '../../../../src/manifest/scopes/built-in-scopes.ts';
import { documentedNeeds, parseDocumentedNeeds } from '../../../../src/manifest/scopes/documented-needs.ts';
import table from '../../../../src/manifest/scopes/documented-needs.tsv';

const rows = parseDocumentedNeeds(table);

describe('The table of what the documentation demands', () => {
  it('has rows of the right form, each with its page and the day when that was read', () => {
    const known = new Set(allScopes.map(({ key }) => key));
    const names = {
      module: /^[a-zA-Z]+(:[a-zA-Z]+)?$/,
      event: /^avi(:[\w-]+){3,4}$/,
      token: /^app\w+Token$/,
      api: /^@forge\/[a-z-]+ [a-zA-Z.]+$/,
    };
    for (const { kind, name, need, scopes, granular, page, date } of rows) {
      assert.match(name, names[kind]);
      assert.match(page, /^https:\/\/developer\.atlassian\.com\/platform\/forge\/[\w/-]+\/$/, name);
      assert.match(date, /^20\d\d-[01]\d-[0-3]\d$/, name);
      assert.equal(scopes.length === 0, need === 'none', name);
      for (const list of [scopes, granular]) {
        assert.deepEqual(list, [...new Set(list)].sort(), name);
        assert.deepEqual(
          list.filter((scope) => !known.has(scope)),
          [],
          name,
        );
      }
    }
  });

  it('is sorted, and has each need once', () => {
    const names = rows.map(({ kind, name, need }) => `${kind} ${name} ${need}`);
    assert.deepEqual(names, [...new Set(names)].sort());
  });

  it('has all modules that the documentation describes', () => {
    assert.equal(rows.filter(({ kind }) => kind === 'module').length, 113);
  });

  it('tells what is required, what is optional, and nothing of what needs no scope', () => {
    assert.deepEqual(documentedNeeds('module', 'bitbucket:mergeCheck'), [
      { scopes: ['read:pullrequest:bitbucket'], granular: [] },
    ]);
    assert.deepEqual(documentedNeeds('module', 'jira:workflowCondition'), [
      { scopes: [], granular: ['manage:jira-configuration'] },
    ]);
    assert.equal(documentedNeeds('module', 'jira:uiModifications').length, 2);
    for (const name of ['@forge/events Queue', 'constructor']) assert.deepEqual(documentedNeeds('api', name), []);
  });

  it('refuses what it does not know', () => {
    for (const line of ['thing\tx\trequired', 'module\tx\tperhaps'])
      assert.throws(() => parseDocumentedNeeds(`kind\tname\tneed\n${line}\n`), /Unknown/);
  });
});
