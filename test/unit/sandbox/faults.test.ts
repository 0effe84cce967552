import assert from 'node:assert/strict';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { ariOf, ask, at, basic, withSandbox } from '../../support/sandbox/ask.ts';

const me = 'query Me { me { user { name } } }';
const app = 'query App($id: ID!) { app(id: $id) { name description } }';
const deletion = 'mutation Delete($id: ID!) { deleteApp(input: { appId: $id }) { success } }';

describe('sandbox: faults', () => {
  it('hit the operation they are set for, as many times as asked, and others not', () =>
    withSandbox(async (sandbox) => {
      sandbox.faults.set('Me', { kind: 'status', status: 503 }, 2);
      assert.equal((await ask(sandbox, app, { id: ariOf('teamPoll') })).status, 200);
      assert.deepEqual(
        [(await ask(sandbox, me)).status, (await ask(sandbox, me)).status, (await ask(sandbox, me)).status],
        [503, 503, 200],
      );
      sandbox.faults.set('*', { kind: 'status', status: 500 });
      assert.deepEqual([(await ask(sandbox, me)).status, (await ask(sandbox, app, { id: 'x' })).status], [500, 500]);
      sandbox.faults.set('*', undefined);
      assert.equal((await ask(sandbox, me)).status, 200);
      sandbox.faults.set('Me', { kind: 'status', status: 403, body: '<no/>' });
      assert.equal(
        await fetch(sandbox.url, {
          method: 'POST',
          headers: { authorization: basic(sandbox.accounts.main) },
          body: JSON.stringify({ operationName: 'Me', query: me }),
        }).then((response) => response.text()),
        '<no/>',
      );
      sandbox.faults.clear();
      assert.equal((await ask(sandbox, me)).status, 200);
    }));

  it('status carries Retry-After as given', () =>
    withSandbox(async (sandbox) => {
      for (const retryAfter of ['7', '2026-02-01T12:01Z']) {
        sandbox.faults.set('Me', { kind: 'status', status: 429, retryAfter }, 1);
        const { status, headers } = await ask(sandbox, me);
        assert.deepEqual([status, headers.get('retry-after')], [429, retryAfter]);
      }
    }));

  it('latency delays the reply', () =>
    withSandbox(async (sandbox) => {
      sandbox.faults.set('Me', { kind: 'latency', ms: 150 }, 1);
      const start = performance.now();
      assert.equal((await ask(sandbox, me)).status, 200);
      assert.ok(performance.now() - start >= 145);
    }));

  it('held keeps the reply until it is let go, and other operations go on', () =>
    withSandbox(async (sandbox) => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      sandbox.faults.set('Me', { kind: 'held', until: promise }, 1);
      let isAnswered = false;
      const held = ask(sandbox, me).then((reply) => {
        isAnswered = true;
        return reply;
      });
      assert.equal((await ask(sandbox, app, { id: ariOf('teamPoll') })).status, 200);
      assert.equal(isAnswered, false);
      resolve(undefined);
      assert.equal((await held).status, 200);
    }));

  it('drop does nothing, dropAfterSending does it; both lose the reply', () =>
    withSandbox(async (sandbox) => {
      const exists = async () => at((await ask(sandbox, app, { id: ariOf('teamPoll') })).body, 'data.app') !== null;
      sandbox.faults.set('Delete', { kind: 'drop' }, 1);
      await assert.rejects(ask(sandbox, deletion, { id: ariOf('teamPoll') }));
      assert.equal(await exists(), true);
      sandbox.faults.set('Delete', { kind: 'dropAfterSending' }, 1);
      await assert.rejects(ask(sandbox, deletion, { id: ariOf('teamPoll') }));
      assert.equal(await exists(), false);
      assert.deepEqual(
        sandbox.requests.filter(({ operation }) => operation === 'Delete').map(({ status }) => status),
        [0, 0],
      );
    }));

  it('hang never answers, until the client or the sandbox ends it', () =>
    withSandbox(async (sandbox) => {
      sandbox.faults.set('Me', { kind: 'hang' });
      const controller = new AbortController();
      const asked = fetch(sandbox.url, {
        method: 'POST',
        headers: { authorization: basic(sandbox.accounts.main) },
        body: JSON.stringify({ query: me }),
        signal: controller.signal,
      });
      while (sandbox.requests.length === 0) await new Promise(setImmediate);
      controller.abort();
      await assert.rejects(asked, { name: 'AbortError' });
      const second = assert.rejects(ask(sandbox, me));
      while (sandbox.requests.length === 1) await new Promise(setImmediate);
      await sandbox.close();
      await second;
    }));

  it('malformed, truncated and garbage replies can not be read as JSON', () =>
    withSandbox(async (sandbox) => {
      for (const kind of ['malformed', 'truncated', 'garbage'] as const) {
        sandbox.faults.set('Me', { kind }, 1);
        await assert.rejects(ask(sandbox, me), kind);
      }
    }));

  it('errors come with null, kept or partly kept data', () =>
    withSandbox(async (sandbox) => {
      const errors = [{ message: 'Too many', errorType: 'TOO_MANY_REQUESTS', statusCode: 429 }];
      const replies: [Fault, unknown][] = [
        [{ kind: 'errors', errors }, null],
        [
          { kind: 'errors', errors, keepData: true },
          { app: { name: 'Team Poll (old)', description: 'Where do we have lunch?' } },
        ],
        [
          { kind: 'errors', errors, nullPath: ['app', 'description'] },
          { app: { name: 'Team Poll (old)', description: null } },
        ],
      ];
      for (const [fault, data] of replies) {
        sandbox.faults.set('App', fault, 1);
        const { status, body } = await ask(sandbox, app, { id: ariOf('teamPoll') });
        assert.equal(status, 200);
        assert.equal(at(body, 'errors.0.extensions.errorType'), 'TOO_MANY_REQUESTS');
        assert.deepEqual(at(body, 'data'), data);
      }
      sandbox.faults.set('Delete', { kind: 'errors', errors }, 1);
      await ask(sandbox, deletion, { id: ariOf('teamPoll') });
      assert.equal(sandbox.world.apps.has(ariOf('teamPoll').slice(-36)), true);
    }));

  it('reply lets a test change anything in it', () =>
    withSandbox(async (sandbox) => {
      sandbox.faults.set(
        'Me',
        { kind: 'reply', change: () => ({ data: { me: { user: { name: null, invented: 'VALUE' } } } }) },
        1,
      );
      assert.deepEqual((await ask(sandbox, me)).body, { data: { me: { user: { name: null, invented: 'VALUE' } } } });
    }));
});
