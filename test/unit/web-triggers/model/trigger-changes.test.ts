import assert from 'node:assert/strict';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchWebTriggers } from '../../../../src/gateway/operations/fetch-web-triggers.ts';
import { createTransport } from '../../../../src/gateway/transport.ts';
import { contextOf } from '../../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../../src/sandbox/world/sites.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { callTrigger, decodeSecretKey } from '../../../../src/web-triggers/model/call-trigger.ts';
import { creationOf, deletionOf } from '../../../../src/web-triggers/model/trigger-changes.ts';
import { parseTriggerUrl } from '../../../../src/web-triggers/model/trigger-url.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('web triggers', () => {
  // Signed calls are good for ten minutes around the gateway's time.
  const gateway = useGateway({ now: new Date() });

  async function ready() {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes Composer', data: { account, client } };
    const environment = (await fetchEnvironments(client, app.id)).find(({ key }) => key === 'development');
    assert.ok(environment);
    const context = contextOf(sites.maraDev, 'jira');
    const place = { environment, site: sites.maraDev.hostName, context, triggerKey: 'publish-hook' };
    const urls = async () =>
      (await fetchWebTriggers(client, { appId: app.id, environmentId: environment.id, context })).urls;
    return { app, place, urls, client };
  }

  it('have no secret key in a refusal that quotes it', async () => {
    const { app, place } = await ready();
    const key = Buffer.alloc(32, 9).toString('base64');
    const errors = [{ message: `Bad key ${key}`, errorType: 'PERMISSION_DENIED' }];
    gateway.sandbox.faults.set('CreateWebTriggerUrl', { kind: 'errors', errors, nullPath: ['createWebTriggerUrl'] });
    const { options, journal } = removalOptions();
    const outcome = await makeChange(creationOf(app, place, { key, noExpiry: false }), options);
    assert.ok(outcome.status === 'refused', outcome.status);
    assert.equal(outcome.error.message, 'Bad key …');
    assert.ok(!JSON.stringify(journal.entries).includes(key));
  });

  it('get a URL once, which stands in no journal', async () => {
    const { app, place, urls } = await ready();
    const { options, journal } = removalOptions();
    const outcome = await makeChange(creationOf(app, place), options);
    assert.ok(outcome.status === 'done');
    assert.equal((await makeChange(creationOf(app, place), options)).status, 'alreadyDone');
    assert.equal(gateway.sent('CreateWebTriggerUrl').length, 1);
    const [url] = await urls();
    assert.ok(url);
    assert.equal(outcome.reply?.url, url.url);
    const written = JSON.stringify(journal.entries);
    assert.match(written, /publish-hook mara-dev\.atlassian\.net/);
    for (const secret of [url.url, url.id, new URL(url.url).pathname]) assert.ok(!written.includes(secret));
  });

  it('lose their URL once, and what became of a lost reply is found out', async () => {
    const { app, place, urls } = await ready();
    const { options } = removalOptions();
    gateway.sandbox.faults.set('CreateWebTriggerUrl', { kind: 'dropAfterSending' });
    assert.equal((await makeChange(creationOf(app, place), options)).status, 'done');
    const [url] = await urls();
    assert.ok(url);
    gateway.sandbox.faults.set('DeleteWebTriggerUrl', { kind: 'dropAfterSending' });
    assert.equal((await makeChange(deletionOf(app, place, url.id), options)).status, 'done');
    assert.equal((await makeChange(deletionOf(app, place, url.id), options)).status, 'alreadyDone');
    assert.deepEqual(await urls(), []);
    assert.equal(gateway.sent('DeleteWebTriggerUrl').length, 1);
  });

  it('are refused in the gateway’s words where they aren’t deployed', async () => {
    const { app, place } = await ready();
    const outcome = await makeChange(creationOf(app, { ...place, triggerKey: 'no-such' }), removalOptions().options);
    assert.ok(outcome.status === 'refused');
    assert.equal(outcome.error.message, 'The web trigger is not deployed there.');
  });

  it('are called with a signature of the gateway’s time where this computer’s clock is wrong', async () => {
    const { app, place, urls, client } = await ready();
    assert.equal((await makeChange(creationOf(app, place), removalOptions().options)).status, 'done');
    const aheadMs = 2 * 60 * 60_000;
    gateway.sandbox.faults.set('*', { kind: 'clock', aheadMs });
    const [kept] = await urls();
    gateway.sandbox.faults.clear();
    const url = parseTriggerUrl(kept?.url ?? '', new URL(gateway.sandbox.url));
    const transport = createTransport();
    try {
      const request = { method: 'POST', body: '{}', secretKey: Buffer.alloc(32, 7) } as const;
      await callTrigger(url, request, { transport, client }, new AbortController().signal);
    } finally {
      await transport.close();
    }
    const signedAt = Date.parse(String(gateway.sent('WebTriggerCall')[0]?.headers['x-webtrigger-timestamp']));
    assert.ok(Math.abs(signedAt - aheadMs - Date.now()) < 60_000, new Date(signedAt).toISOString());
  });

  it('are called once with method and body, signed with a key, and without credentials', async () => {
    const { app, place, urls, client } = await ready();
    const { options, journal } = removalOptions();
    const secretKey = Buffer.alloc(32, 7);
    const withKey = creationOf(app, place, { key: secretKey.toString('base64'), noExpiry: true });
    assert.equal((await makeChange(withKey, options)).status, 'done');
    // Whether its URL has this key can't be told.
    assert.equal((await makeChange(withKey, options)).status, 'changed');
    const [created, ...others] = gateway.sent('CreateWebTriggerUrl');
    assert.deepEqual(others, []);
    assert.deepEqual((created?.variables as { input: { secretKeyConfig?: object } }).input.secretKeyConfig, {
      key: secretKey.toString('base64'),
      noExpiry: true,
    });
    assert.ok(!JSON.stringify(journal.entries).includes(secretKey.toString('base64')));
    const [kept] = await urls();
    const url = parseTriggerUrl(kept?.url ?? '', new URL(gateway.sandbox.url));
    const transport = createTransport();
    const { signal } = new AbortController();
    try {
      const unsigned = await callTrigger(url, { method: 'POST', body: '{}' }, { transport, client }, signal);
      assert.equal(unsigned.status, 401);
      for (const method of ['POST', 'GET', 'PUT'] as const) {
        const body = method === 'GET' ? '' : '{"a":1}';
        const answer = await callTrigger(url, { method, body, secretKey }, { transport, client }, signal);
        assert.deepEqual(
          [answer.status, JSON.parse(answer.body), answer.isCut],
          [200, { trigger: 'publish-hook', method, bytes: body.length }, false],
        );
      }
    } finally {
      await transport.close();
    }
    const calls = gateway.sent('WebTriggerCall');
    assert.equal(calls.length, 4);
    for (const { headers } of calls) assert.equal(headers.authorization, undefined);
  });

  it('answer with what can be shown: within limits, without their address, and redirects as they are', async () => {
    const { app, place, urls, client } = await ready();
    assert.equal((await makeChange(creationOf(app, place), removalOptions().options)).status, 'done');
    const [kept] = await urls();
    const url = parseTriggerUrl(kept?.url ?? '', new URL(gateway.sandbox.url));
    const transport = createTransport();
    const call = (signal = new AbortController().signal) =>
      callTrigger(url, { method: 'POST', body: '{}' }, { transport, client }, signal);
    const { faults } = gateway.sandbox;
    try {
      faults.set('WebTriggerCall', { kind: 'status', status: 302, body: `Go to ${url.href} or ${url.pathname}.` });
      const moved = await call();
      assert.deepEqual([moved.status, moved.body, moved.isCut], [302, 'Go to *** or ***.', false]);
      assert.ok(moved.headers.some(([name]) => name === 'content-type'));
      assert.equal(gateway.sent('WebTriggerCall').length, 1, 'the redirect was followed');

      faults.set('WebTriggerCall', { kind: 'status', status: 200, body: 'x'.repeat(100_001) });
      const long = await call();
      assert.deepEqual([long.body.length, long.isCut], [100_000, true]);

      // An address at the end, which would be cut, and the part of it that nobody can guess.
      const start = 'x'.repeat(99_980);
      const token = url.pathname.split('/').at(-1) ?? assert.fail('no token');
      for (const secret of [url.href, token]) {
        faults.set('WebTriggerCall', { kind: 'status', status: 200, body: `${start}${secret}` });
        assert.equal((await call()).body.slice(-5), 'xx***');
      }

      faults.set('WebTriggerCall', { kind: 'drop' });
      const hasNoAddress = ({ message }: Error) => !message.includes(url.pathname);
      await assert.rejects(call(), hasNoAddress);
      faults.set('WebTriggerCall', { kind: 'hang' });
      const stop = new AbortController();
      const stopped = call(stop.signal);
      stop.abort();
      await assert.rejects(stopped, { kind: 'cancelled' });
    } finally {
      await transport.close();
    }
  });

  it('have secret keys of 32 to 64 bytes in base64', () => {
    const encoded = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64');
    for (const bytes of [32, 64]) assert.equal(decodeSecretKey(` ${encoded(bytes)}\n`)?.length, bytes);
    for (const bad of ['', 'short', encoded(31), encoded(65), '*'.repeat(44)])
      assert.equal(decodeSecretKey(bad), undefined, bad);
  });
});
