import assert from 'node:assert/strict';
import { allScopes } from '../../../../src/manifest/scopes/built-in-scopes.ts';
import { parseOperationTable } from '../../../../src/manifest/scopes/operation-table.ts';
import type { CallJudgement, RestApi } from '../../../../src/manifest/scopes/call-judgement.ts';
import { judgeCall } from '../../../../src/manifest/scopes/judge-call.ts';
import { operationsOf, type RestOperation } from '../../../../src/manifest/scopes/rest-operations.ts';
import table from '../../../../src/manifest/scopes/operations.tsv';

const all = parseOperationTable(table);

/** The Atlassian app that has an API. */
function productOf({ api }: RestOperation): RestApi {
  if (api.startsWith('Confluence')) return 'confluence';
  return api === 'Bitbucket' ? 'bitbucket' : 'jira';
}

/** What is expected to be known of a call of an operation. */
function judgementOf(operation: RestOperation): CallJudgement {
  if (operation.needs === 'unknown') return { status: 'noTable', api: operation.api };
  return { status: operation.needs === 'none' ? 'needsNone' : 'matched', operation };
}

function findOperation(api: RestApi, method: string, path: string): RestOperation | undefined {
  const judgement = judgeCall(api, method, path);
  return 'operation' in judgement ? judgement.operation : undefined;
}

/** The template that a call is found to reach. */
function templateOf(path: string, method = 'GET', api: RestApi = 'jira'): string | undefined {
  return findOperation(api, method, path)?.path;
}

describe('a REST operation', () => {
  it('is found by its own path, each of the table', () => {
    for (const operation of all) {
      const called = operation.path.replaceAll(/\{[^}]+\}/g, 'x1');
      const judgement = judgeCall(productOf(operation), operation.method, called);
      assert.deepEqual(judgement, judgementOf(operation), `${operation.method} ${operation.path}`);
    }
  });

  it('is found where each parameter is an expression', () => {
    for (const operation of all) {
      const called = operation.path.replaceAll(/\{[^}]+\}/g, '*');
      const judgement = judgeCall(productOf(operation), operation.method, called);
      assert.deepEqual(judgement, judgementOf(operation), `${operation.method} ${operation.path}`);
    }
  });

  it('tells the scopes that it needs, and the granular ones that do instead', () => {
    const operation = findOperation('jira', 'get', '/rest/api/3/attachment/meta');
    assert.deepEqual(operation, {
      api: 'Jira',
      method: 'GET',
      path: '/rest/api/3/attachment/meta',
      needs: 'scopes',
      scopes: ['read:jira-work'],
      granular: ['read:instance-configuration:jira'],
    });
  });

  it('needs its granular scopes where no classic one will do', () => {
    const operation = findOperation('jira', 'GET', '/rest/api/3/user/email');
    assert.deepEqual([operation?.scopes, operation?.granular], [['read:email-address:jira'], []]);
  });

  it('is the most literal of those that fit', () => {
    assert.equal(templateOf('/rest/api/3/issue/picker'), '/rest/api/3/issue/picker');
    assert.equal(templateOf('/rest/api/3/issue/PROJ-1'), '/rest/api/3/issue/{issueIdOrKey}');
    assert.equal(templateOf('/rest/api/3/project/search'), '/rest/api/3/project/search');
    assert.equal(templateOf('/rest/api/3/project/*'), '/rest/api/3/project/{projectIdOrKey}');
  });

  it('is found with a slash at the end, with a query, in small letters, in other versions of the API', () => {
    const myself = '/rest/api/3/myself';
    for (const path of [
      '/rest/api/3/myself/',
      'rest/api/3/myself',
      '/rest/api/3/myself?expand=groups',
      '/rest/api/2/myself',
      '/rest/api/latest/myself',
      '/rest/api/*/myself',
      '/rest//api/3/myself',
      '*/rest/api/3/myself',
    ]) {
      assert.equal(templateOf(path), myself, path);
    }
    assert.equal(templateOf(myself, 'get'), myself);
    assert.equal(templateOf('/rest/agile/latest/board/1'), '/rest/agile/1.0/board/{boardId}');
    assert.equal(templateOf('/rest/api/1/myself'), undefined);
  });

  it('is found where an expression is a part of a segment, or holds the query', () => {
    assert.equal(templateOf('/rest/api/3/issue/PROJ-*'), '/rest/api/3/issue/{issueIdOrKey}');
    assert.equal(templateOf('/rest/api/3/issue/*-*/comment'), '/rest/api/3/issue/{issueIdOrKey}/comment');
    assert.equal(templateOf('/rest/api/3/project/search*'), '/rest/api/3/project/search');
    assert.equal(templateOf('/rest/api/3/issue/*/comment*'), '/rest/api/3/issue/{issueIdOrKey}/comment');
    assert.equal(templateOf('/rest/api/3/announcement*'), '/rest/api/3/announcementBanner');
    assert.equal(templateOf('/rest/api/3/announce*Ban*er'), '/rest/api/3/announcementBanner');
    assert.equal(templateOf('/wiki/api/v2/pages/*', 'GET', 'confluence'), '/wiki/api/v2/pages/{id}');
  });

  it('is unknown where the expressions leave open which scopes are needed', () => {
    for (const path of ['*', '/*', '/rest/*', '/rest/api/3/*', '/rest/api/3/*/*', '/rest/api/3/*/search'])
      assert.equal(templateOf(path), undefined, path);
  });

  it('stands for all that are open only where they need the same', () => {
    assert.equal(templateOf('/rest/api/3/filter/*/*', 'DELETE'), undefined);
    assert.deepEqual(findOperation('jira', 'GET', '/rest/api/3/attachment/*/expand/*')?.scopes, ['read:jira-work']);
    assert.deepEqual(findOperation('jira', 'GET', '/rest/api/3/attachment/1/expand*')?.scopes, ['read:jira-work']);
  });

  it('is unknown by another method, another API, or a path that is not in the table', () => {
    assert.equal(templateOf('/rest/api/3/myself', 'DELETE'), undefined);
    assert.equal(templateOf('/rest/api/3/myself', 'GET', 'confluence'), undefined);
    assert.equal(templateOf('/2.0/repositories', 'GET', 'bitbucket'), undefined);
    for (const path of [
      '',
      '/',
      '/rest/api/3/no-such-thing',
      '/rest/api/3/issue//comment/x/y/z',
      '/../../etc/passwd',
      '/rest/constructor/2/x',
      '/rest/__proto__/latest/x',
      '/rest/api/3/issue/{issueIdOrKey}/nothing',
    ])
      assert.equal(templateOf(path), undefined, path);
  });

  it('needs scopes that are known', () => {
    const known = new Set(allScopes.map(({ key }) => key));
    assert.deepEqual(
      all.flatMap(({ scopes, granular }) => [...scopes, ...granular]).filter((scope) => !known.has(scope)),
      [],
    );
    assert.deepEqual(
      all.filter(({ needs, scopes }) => (needs === 'scopes') !== scopes.length > 0),
      [],
    );
  });

  it('is among the operations of each scope that it names', () => {
    for (const operation of all) {
      for (const scope of [...operation.scopes, ...operation.granular])
        assert.ok(
          operationsOf(scope).some(({ method, path }) => method === operation.method && path === operation.path),
          `${scope} ${operation.path}`,
        );
    }
    assert.deepEqual(operationsOf('read:nothing'), []);
    assert.ok(operationsOf('read:jira-work').length > 100);
  });
});
