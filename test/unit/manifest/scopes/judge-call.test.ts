import assert from 'node:assert/strict';
import { allOperations } from '../../../../src/manifest/scopes/rest-operations.ts';
import { judgeCall } from '../../../../src/manifest/scopes/judge-call.ts';

describe('What is known of a call', () => {
  it('is its operation, where that is known', () => {
    const judgement = judgeCall('jira', 'GET', '/rest/api/2/myself');
    assert.equal(judgement.status, 'matched');
    assert.deepEqual('operation' in judgement && judgement.operation.scopes, ['read:jira-user']);
  });

  it('is what it calls, where no table has that', () => {
    assert.deepEqual(judgeCall('jira', 'GET', '/rest/greenhopper/1.0/rapidview'), {
      status: 'noTable',
      api: '/rest/greenhopper',
    });
    assert.deepEqual(judgeCall('confluence', 'POST', '/rest/masterdetail/1.0/*'), {
      status: 'noTable',
      api: '/wiki/rest/masterdetail',
    });
  });

  it('is the API that it calls, where nothing public says what its operations need', () => {
    const withoutScopes = allOperations.filter(({ needs }) => needs === 'unknown');
    const ofSoftware = withoutScopes.filter(({ api }) => api === 'Jira Software').map(({ path }) => path.split('/')[2]);
    for (const kind of ['builds', 'deployments', 'devinfo', 'featureflags', 'remotelinks', 'security'])
      assert.ok(ofSoftware.includes(kind), kind);
    for (const { api, method, path } of withoutScopes) {
      const products = { Assets: 'jira', Bitbucket: 'bitbucket', Confluence: 'confluence', Jira: 'jira' } as const;
      const product = Object.entries(products).find(([name]) => api.startsWith(name))?.[1];
      assert.ok(product, api);
      const judgement = judgeCall(product, method, path.replaceAll(/\{[^}]+\}/g, 'x1'));
      assert.deepEqual(judgement, { status: 'noTable', api }, `${method} ${path}`);
    }
  });

  it('is the operations that it may reach, where these need different scopes', () => {
    const judgement = judgeCall('jira', 'DELETE', '/rest/api/3/filter/*/*');
    assert.deepEqual(judgement.status === 'unknown' && judgement.possible.map(({ path }) => path), [
      '/rest/api/3/filter/{id}/columns',
      '/rest/api/3/filter/{id}/favourite',
      '/rest/api/3/filter/{id}/permission/{permissionId}',
    ]);
  });

  it('is the operations of all methods, where the method is not known', () => {
    const judgement = judgeCall('jira', undefined, '/rest/api/3/dashboard');
    assert.deepEqual(
      judgement.status === 'unknown' && judgement.possible.map(({ method, path }) => `${method} ${path}`),
      ['GET /rest/api/3/dashboard', 'POST /rest/api/3/dashboard'],
    );
  });

  it('is that it needs no scope', () => {
    assert.equal(judgeCall('jira', 'GET', '/rest/api/3/serverInfo').status, 'needsNone');
  });

  it('is its operation among those with the path of a file, which may be long', () => {
    const judgement = judgeCall('bitbucket', 'GET', '/2.0/repositories/*/*/src/main/docs/guide/index.md');
    assert.deepEqual('operation' in judgement && judgement.operation.scopes, ['read:repository:bitbucket']);
  });

  it('is nothing, where no operation of an API fits', () => {
    assert.deepEqual(judgeCall('jira', 'GET', '/rest/api/3/no-such-thing'), { status: 'unknown', possible: [] });
    assert.deepEqual(judgeCall('jira', 'LOCK', '/rest/api/3/myself'), { status: 'unknown', possible: [] });
  });
});
