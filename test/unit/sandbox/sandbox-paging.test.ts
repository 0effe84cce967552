import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/sandbox-server.ts';
import { ariOf, ask, at, withSandbox } from '../../support/sandbox/ask.ts';

/** Pages through a connection to its end; the ids or names of each page. */
async function pages(
  sandbox: Sandbox,
  query: string,
  variables: object,
  path: string,
  field: string,
): Promise<unknown[][]> {
  const found: unknown[][] = [];
  let after: unknown = null;
  for (;;) {
    const { body } = await ask(sandbox, query, { ...variables, after });
    const connection = at(body, `data.${path}`);
    found.push(at(connection, `nodes.*.${field}`) as unknown[]);
    after = at(connection, 'pageInfo.endCursor');
    if (at(connection, 'pageInfo.hasNextPage') !== true) return found;
    assert.ok(found.length < 1000, 'paging does not end');
  }
}

const sizes = (found: unknown[][]): number[] => found.map((page) => page.length);
const distinct = (found: unknown[][]): number => new Set(found.flat()).size;

describe('sandbox: paging', () => {
  it('pages through apps, 50 a page unless asked otherwise and never more than 100', () =>
    withSandbox(
      async (sandbox) => {
        const query =
          'query Apps($first: Int, $after: String) { apps(first: $first, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }';
        const usual = await pages(sandbox, query, {}, 'apps', 'id');
        assert.deepEqual(sizes(usual), [50, 50, 50, 50, 30]);
        assert.equal(distinct(usual), 230);
        assert.deepEqual(sizes(await pages(sandbox, query, { first: 1000 }, 'apps', 'id')), [100, 100, 30]);
      },
      { apps: 230 },
    ));

  it('pages through 300 installations, 100 a page, the last page with a cursor', () =>
    withSandbox(async (sandbox) => {
      const query =
        'query I($id: ID!, $after: String) { ecosystem { appInstallationsByApp(filter: { apps: { ids: [$id] } }, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }';
      const found = await pages(sandbox, query, { id: ariOf('fieldGuard') }, 'ecosystem.appInstallationsByApp', 'id');
      assert.deepEqual(sizes(found), [100, 100, 100]);
      assert.equal(distinct(found), 300);
      const one = await ask(
        sandbox,
        '{ ecosystem { appInstallationsByApp(filter: { apps: { ids: ["' +
          ariOf('qualityGate') +
          '"] } }, first: 1) { totalCount pageInfo { endCursor hasNextPage } } } }',
      );
      assert.deepEqual(at(one.body, 'data.ecosystem.appInstallationsByApp'), {
        totalCount: 1,
        pageInfo: { endCursor: 'MA==', hasNextPage: false },
      });
    }));

  it('pages through versions, 20 a page and newest first, and through deployments and environments', () =>
    withSandbox(async (sandbox) => {
      const versions =
        'query V($id: ID!, $after: String) { app(id: $id) { environmentByKey(key: "default") { versions(after: $after) { nodes { version } pageInfo { hasNextPage endCursor } } } } }';
      const found = await pages(
        sandbox,
        versions,
        { id: ariOf('fieldGuard') },
        'app.environmentByKey.versions',
        'version',
      );
      assert.deepEqual(sizes(found), [20, 5]);
      const majors = found.flat().map((version) => Number(String(version).split('.')[0]));
      assert.deepEqual(
        majors,
        [...majors].sort((a, b) => b - a),
      );
      assert.equal(new Set(majors).size, majors.length);
      const deployments =
        'query D($id: ID!, $after: String) { app(id: $id) { deployments(interval: { startTime: "2020-01-01", endTime: "2027-01-01T00:00:00Z" }, after: $after) @optIn(to: ["xls-deployments-by-interval", "xls-deployments-major-version"]) { nodes { id } pageInfo { hasNextPage endCursor } } } }';
      assert.deepEqual(
        sizes(await pages(sandbox, deployments, { id: ariOf('fieldGuard') }, 'app.deployments', 'id')),
        [100, 57],
      );
      const { body } = await ask(
        sandbox,
        'query E($id: ID!) { app(id: $id) { environmentsPage(first: 2) { totalCount nodes { key } pageInfo { hasNextPage } } } }',
        { id: ariOf('releaseNotes') },
      );
      assert.deepEqual(at(body, 'data.app.environmentsPage'), {
        totalCount: 5,
        nodes: [{ key: 'default' }, { key: 'staging' }],
        pageInfo: { hasNextPage: true },
      });
    }));

  it('pages backwards, and refuses a cursor that is none', () =>
    withSandbox(async (sandbox) => {
      const query =
        'query B($last: Int, $before: String, $after: String) { apps(last: $last, before: $before, after: $after) { nodes { name } pageInfo { startCursor hasPreviousPage hasNextPage } } }';
      const last = await ask(sandbox, query, { last: 2 });
      const before = await ask(sandbox, query, { last: 100, before: at(last.body, 'data.apps.pageInfo.startCursor') });
      const all = await ask(sandbox, query);
      assert.deepEqual(
        [...(at(before.body, 'data.apps.nodes') as unknown[]), ...(at(last.body, 'data.apps.nodes') as unknown[])],
        at(all.body, 'data.apps.nodes'),
      );
      assert.equal(at(last.body, 'data.apps.pageInfo.hasPreviousPage'), true);
      assert.equal(
        at((await ask(sandbox, query, { after: 'what?' })).body, 'errors.0.extensions.errorType'),
        'INVALID_CURSOR',
      );
    }));

  it('takes at most 20 tenant ids and answers in their order, null for the unknown', () =>
    withSandbox(async (sandbox) => {
      const [first, second] = [...sandbox.world.sites.values()];
      assert.ok(first && second);
      const query =
        'query T($ids: [ID!]!) { tenantContexts(cloudIds: $ids) { hostName } ecosystem { devConsole { tenantContexts(ids: $ids) { hostName } } } }';
      const { body } = await ask(sandbox, query, { ids: [second.cloudId, 'nobody', first.cloudId] });
      const expected = [{ hostName: second.hostName }, null, { hostName: first.hostName }];
      assert.deepEqual(at(body, 'data'), {
        tenantContexts: expected,
        ecosystem: { devConsole: { tenantContexts: expected } },
      });
      const tooMany = await ask(sandbox, query, { ids: Array.from({ length: 21 }, () => first.cloudId) });
      assert.equal(at(tooMany.body, 'errors.0.extensions.errorType'), 'TOO_MANY_IDS');
    }));
});
