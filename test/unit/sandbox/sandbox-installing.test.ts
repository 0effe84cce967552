import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { appAri } from '../../../src/core/ids.ts';
import type { GatewayClient } from '../../../src/gateway/client.ts';
import { createEnvironment } from '../../../src/gateway/operations/create-app-environment.ts';
import { createWebTriggerUrl } from '../../../src/gateway/operations/create-web-trigger-url.ts';
import { deleteEnvironment } from '../../../src/gateway/operations/delete-app-environment.ts';
import { deleteWebTriggerUrl } from '../../../src/gateway/operations/delete-web-trigger-url.ts';
import { fetchSite } from '../../../src/gateway/operations/fetch-site-by-host-name.ts';
import { fetchInstallationTask } from '../../../src/gateway/operations/fetch-installation-task.ts';
import { fetchWebTriggers } from '../../../src/gateway/operations/fetch-web-triggers.ts';
import { beginInstall } from '../../../src/gateway/operations/install-app.ts';
import { beginUpgrade } from '../../../src/gateway/operations/upgrade-app.ts';
import { contextOf } from '../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../src/sandbox/world/sites.ts';
import type { App, Environment, Manifest } from '../../../src/sandbox/world/world-types.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

const appId = appAri(sampleAppIds.releaseNotes);

/** The error type of a refusal. */
async function refusalOf(promise: Promise<unknown>): Promise<string | undefined> {
  return (await failure(promise)).details.errorType;
}

describe('sandbox: environments, installations and web triggers', () => {
  const gateway = useGateway();

  function releaseNotes(): App {
    const app = gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes);
    assert.ok(app);
    return app;
  }

  function environmentOf(key: string): Environment {
    const environment = releaseNotes()
      .details()
      .environments.find((one) => one.key === key);
    assert.ok(environment);
    return environment;
  }

  /** The error type of a task once it has ended; `done` if it is complete. */
  async function endOf(client: GatewayClient, taskId: string | undefined): Promise<string | undefined> {
    for (;;) {
      const task = await fetchInstallationTask(client, taskId ?? '');
      if (task.state === 'complete') return 'done';
      if (task.state === 'failed') return task.error.details.errorType;
    }
  }

  it('creates environments up to 25, and none twice', async () => {
    const { client } = gateway.connect();
    const { length } = releaseNotes().details().environments;
    for (let index = length; index < 25; index++) await createEnvironment(client, appId, `extra-${index}`);
    assert.equal(releaseNotes().details().environments.length, 25);
    assert.equal(await refusalOf(createEnvironment(client, appId, 'extra-24')), 'APP_ENVIRONMENT_ALREADY_EXISTS');
    assert.equal(await refusalOf(createEnvironment(client, appId, 'one-more')), 'APP_ENVIRONMENT_LIMIT_REACHED');
    assert.equal(await refusalOf(createEnvironment(client, appId, 'a b')), 'INVALID_ENVIRONMENT_KEY');
  });

  it('deletes an environment of one’s own, once nothing is installed from it', async () => {
    const { client } = gateway.connect();
    assert.equal(await refusalOf(deleteEnvironment(client, appId, 'mara-dev')), 'APP_HAS_INSTALLATIONS');
    assert.equal(await refusalOf(deleteEnvironment(client, appId, 'default')), 'INVALID_ENVIRONMENT_TYPE');
    const details = releaseNotes().details();
    details.installations = details.installations.filter(({ environment }) => environment.key !== 'mara-dev');
    await deleteEnvironment(client, appId, 'mara-dev');
    assert.ok(!details.environments.some(({ key }) => key === 'mara-dev'));
  });

  it('installs on a site with a task, and warns of a crowded one', async () => {
    const { client } = gateway.connect();
    const site = await fetchSite(client, 'crowded-desk.atlassian.net');
    const context = site?.contexts.find(({ atlassianApp }) => atlassianApp === 'confluence')?.context ?? '';
    const place = { appId, environmentKey: 'default', context };
    const { taskId, warnings } = await beginInstall(client, place);
    assert.deepEqual(warnings, ['APP_INSTALLATION_LIMIT_WARNING']);
    assert.equal(await endOf(client, taskId), 'done');
    assert.equal(await endOf(client, (await beginInstall(client, place)).taskId), 'APP_ALREADY_INSTALLED');
  });

  it('refuses to install on sites of others, and on one that is full', async () => {
    const { client } = gateway.connect();
    const on = (site: (typeof sites)[keyof typeof sites]) =>
      beginInstall(client, { appId, environmentKey: 'default', context: contextOf(site, 'jira') });
    assert.equal(await refusalOf(on(sites.northwind)), 'PERMISSION_DENIED');
    const { taskId } = await on(sites.full);
    assert.equal(await endOf(client, taskId), 'INSTALLATION_LIMIT_REACHED');
    assert.equal(await fetchSite(client, 'nowhere.atlassian.net'), undefined);
  });

  it('upgrades an installation once', async () => {
    const { client } = gateway.connect();
    const upgrade = {
      appId,
      environmentKey: 'default',
      context: contextOf(sites.northlightTest, 'jira'),
      codeOnly: false,
    };
    const { taskId } = await beginUpgrade(client, upgrade);
    assert.equal(await endOf(client, taskId), 'done');
    assert.equal(await refusalOf(beginUpgrade(client, upgrade)), 'INSTALLATION_ALREADY_UPGRADED');
  });

  const changes: readonly (readonly [string, Partial<Manifest>])[] = [
    ['EGRESS_TO_WEB_TRIGGER', { modules: [{ key: 'hook', type: 'core:webtrigger' }] }],
    ['STORAGE_CHANGE', { hosted: { classifications: ['ugc'], locations: ['EU'] } }],
    ['LICENSE_CHANGE', { licensed: true }],
    ['MIGRATION_KEY_CHANGE', { migrationKeys: { jira: 'a', confluence: 'b' } }],
    [
      'EGRESS_USER_DATA_TO_REMOTE',
      { egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['a.example.com'], inScopeEUD: true }] },
    ],
    ['ADDED_STORAGE_SCOPE', { scopes: ['storage:app'] }],
    ['MISSING_APP_MANAGED_PERMISSIONS', { scopes: ['read:me'] }],
  ];
  for (const [errorType, change] of changes)
    it(`refuses to upgrade code alone with ${errorType}`, async () => {
      const { client } = gateway.connect();
      const details = releaseNotes().details();
      const before: Manifest = { scopes: [] };
      details.environments = details.environments.map((environment) => ({
        ...environment,
        versions: environment.versions.map((version) => ({ ...version, manifest: { ...before, ...change } })),
      }));
      details.installations = details.installations.map((one) => ({
        ...one,
        version: { ...one.version, manifest: before },
        computeVersion: { ...one.computeVersion, id: 'older' },
      }));
      const upgrade = { appId, environmentKey: 'default', context: contextOf(sites.maraDev, 'jira'), codeOnly: true };
      assert.equal(await refusalOf(beginUpgrade(client, upgrade)), `${errorType}_ROLLING_RELEASE`);
    });

  it('gives a web trigger one URL, calls the app there, and logs it', async () => {
    const { client } = gateway.connect();
    const environment = environmentOf('default');
    const place = { appId, environmentId: environment.id, context: contextOf(sites.maraDev, 'jira') };
    const { url } = await createWebTriggerUrl(client, place, { triggerKey: 'publish-hook' });
    assert.equal((await createWebTriggerUrl(client, place, { triggerKey: 'publish-hook' })).url, url);
    const { urls, deployed } = await fetchWebTriggers(client, place);
    assert.deepEqual(deployed, ['publish-hook']);
    assert.deepEqual(
      urls.map(({ url: one, triggerKey }) => [one, triggerKey]),
      [[url, 'publish-hook']],
    );

    const answer = await fetch(url ?? '', { method: 'POST', body: 'hello' });
    assert.equal(answer.status, 200);
    const { world } = gateway.sandbox;
    const lines = world.logs.between(releaseNotes(), environment, world.clock.now(), world.clock.now());
    assert.deepEqual(
      lines.filter(({ moduleKey }) => moduleKey === 'publish-hook').map(({ message }) => message),
      ['Web trigger publish-hook was called with POST'],
    );
    await deleteWebTriggerUrl(client, urls[0]?.id ?? '');
    assert.equal((await fetch(url ?? '')).status, 404);
    assert.equal((await failure(createWebTriggerUrl(client, place, { triggerKey: 'no-such' }))).kind, 'notFound');
  });

  it('wants the signature of RFC-141 where a key was given', async () => {
    const { client } = gateway.connect();
    const place = { appId, environmentId: environmentOf('default').id, context: contextOf(sites.maraDev, 'jira') };
    const key = Buffer.alloc(32, 7);
    const { url = '' } = await createWebTriggerUrl(client, place, {
      triggerKey: 'publish-hook',
      secretKey: { key: key.toString('base64'), noExpiry: false },
    });
    assert.equal((await fetch(url, { method: 'POST', body: 'hello' })).status, 401);
    const signature = `sha256=${createHmac('sha256', key).update('hello').digest('hex')}`;
    const signed = await fetch(url, {
      method: 'POST',
      body: 'hello',
      headers: { 'x-webtrigger-signature': signature },
    });
    assert.equal(signed.status, 200);
  });
});
