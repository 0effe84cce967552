import assert from 'node:assert/strict';
import { ariOf, ask, at, basic, withSandbox } from '../../support/sandbox/ask.ts';

const me = 'query Me { me { user { name accountStatus ... on AtlassianAccountUser { email } } } }';

describe('sandbox: access', () => {
  it('tells each account who it is', () =>
    withSandbox(async (sandbox) => {
      const { main, alias, empty, inactive } = sandbox.accounts;
      for (const account of [main, alias, empty]) {
        const { status, body } = await ask(sandbox, me, {}, account);
        assert.equal(status, 200);
        assert.deepEqual(at(body, 'data.me.user'), {
          name: account.name,
          accountStatus: 'active',
          email: account.email,
        });
      }
      assert.equal(at((await ask(sandbox, me, {}, inactive)).body, 'data.me.user.accountStatus'), 'inactive');
    }));

  it('answers 401 without a token, with a wrong one, and with the token of another', () =>
    withSandbox(async (sandbox) => {
      const { main, alias } = sandbox.accounts;
      const tries = [
        undefined,
        'Basic !!',
        'Bearer abc',
        basic({ ...main, token: 'wrong' }),
        basic({ ...main, token: alias.token }),
        basic({ email: 'x@example.com', token: main.token }),
      ];
      for (const authorization of tries) {
        const response = await fetch(sandbox.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
          body: JSON.stringify({ query: me }),
        });
        assert.equal(response.status, 401, authorization);
        assert.match(response.headers.get('content-type') ?? '', /json/);
        assert.equal(at(await response.json(), 'data'), undefined);
      }
      assert.deepEqual(
        sandbox.requests.map(({ status, account }) => [status, account]),
        tries.map(() => [401, undefined]),
      );
    }));

  it('gives each reply its own request id, in the header and in the body', () =>
    withSandbox(async (sandbox) => {
      const replies = [await ask(sandbox, me), await ask(sandbox, me), await ask(sandbox, 'query Bad { nothing }')];
      const ids = replies.map(({ headers }) => headers.get('x-request-id'));
      assert.equal(new Set(ids).size, 3);
      assert.deepEqual(
        replies.map(({ body }) => at(body, 'extensions.gateway.request_id')),
        ids,
      );
    }));

  it('takes POST on its one path only, and answers bad GraphQL with 400', () =>
    withSandbox(async (sandbox) => {
      const authorization = basic(sandbox.accounts.main);
      assert.equal(
        (await fetch(`${sandbox.url}?query=${encodeURIComponent(me)}`, { headers: { authorization } })).status,
        405,
      );
      assert.equal(
        (await fetch(sandbox.url.replace('graphql', 'other'), { method: 'POST', headers: { authorization } })).status,
        404,
      );
      for (const query of [
        'query {',
        'query Q { me { password } }',
        'query Q($id: ID!) { app(id: $id) { name } }',
        '',
      ]) {
        const { status, body } = await ask(sandbox, query);
        assert.equal(status, 400, query);
        assert.ok(Array.isArray(at(body, 'errors')));
      }
      const broken = await fetch(sandbox.url, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{"query"',
      });
      assert.equal(broken.status, 400);
    }));

  it('keeps the apps of accounts apart: null for what is unknown or not yours', () =>
    withSandbox(async (sandbox) => {
      const query =
        'query App($id: ID!) { app(id: $id) { name } ecosystem { appInstallationsByApp(filter: { apps: { ids: [$id] } }) { totalCount } } }';
      for (const id of [
        ariOf('maraForgePlayground'),
        'ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000',
        ariOf('releaseNotes').slice(-36),
        'nonsense',
      ]) {
        const { body } = await ask(sandbox, query, { id });
        assert.deepEqual(at(body, 'data'), { app: null, ecosystem: { appInstallationsByApp: null } });
      }
      const { body } = await ask(sandbox, query, { id: ariOf('maraForgePlayground') }, sandbox.accounts.alias);
      assert.deepEqual(at(body, 'data.app'), { name: 'Forge Playground' });
      for (const account of [sandbox.accounts.empty, sandbox.accounts.inactive]) {
        assert.equal(at((await ask(sandbox, '{ apps { totalCount } }', {}, account)).body, 'data.apps.totalCount'), 0);
      }
    }));

  it('records requests as they arrive', () =>
    withSandbox(async (sandbox) => {
      await ask(
        sandbox,
        'query App($id: ID!) { app(id: $id) { name } }',
        { id: ariOf('teamPoll') },
        sandbox.accounts.main,
        { 'atl-client-name': 'test' },
      );
      const [record] = sandbox.requests;
      assert.equal(record?.operation, 'App');
      assert.equal(record.account, sandbox.accounts.main.accountId);
      assert.equal(record.status, 200);
      assert.equal(record.headers['atl-client-name'], 'test');
      assert.deepEqual(record.variables, { id: ariOf('teamPoll') });
    }));

  it('records nothing unless asked to', () =>
    withSandbox(
      async (sandbox) => {
        await ask(sandbox, me);
        assert.deepEqual(sandbox.requests, []);
      },
      { recordsRequests: false },
    ));

  it('asks for opt-in where the gateway does', () =>
    withSandbox(async (sandbox) => {
      const signal = (optIn: string) =>
        `query Signal($id: ID!) { app(id: $id) { environmentByKey(key: "production") { versions(first: 1) { nodes { trustSignal(key: "RUNS_ON_ATLASSIAN") ${optIn} { result rules { name value } } } } } } }`;
      const variables = { id: ariOf('diagramPeek') };
      const refused = await ask(sandbox, signal(''), variables);
      assert.match(String(at(refused.body, 'errors.0.message')), /AppEnvironmentVersionTrustSignal/);
      const byDirective = await ask(sandbox, signal('@optIn(to: ["AppEnvironmentVersionTrustSignal"])'), variables);
      const byHeader = await ask(sandbox, signal(''), variables, sandbox.accounts.main, {
        'X-ExperimentalApi': 'AppEnvironmentVersionTrustSignal',
      });
      for (const { body } of [byDirective, byHeader])
        assert.equal(at(body, 'data.app.environmentByKey.versions.nodes.0.trustSignal.result'), true);
    }));
});
