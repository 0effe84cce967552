import assert from 'node:assert/strict';
import type { App } from '../../../../src/core/app.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchAppPage } from '../../../../src/gateway/operations/fetch-app-list.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('the list of apps', () => {
  const gateway = useGateway();
  const list = async () => (await fetchAppPage(gateway.connect().client, 50, undefined)).nodes;
  async function appOf(name: keyof typeof sampleAppIds): Promise<App> {
    const app = (await list()).find(({ id }) => id === appAri(sampleAppIds[name]));
    assert.ok(app, name);
    return app;
  }

  it('holds the apps that the account owns or contributes to', async () => {
    const page = await fetchAppPage(gateway.connect().client, 50, undefined);
    const own = Object.entries(sampleAppIds).flatMap(([name, id]) => (name.startsWith('maraForge') ? [] : appAri(id)));
    assert.deepEqual(page.nodes.map(({ id }) => id).sort(), own.sort());
    assert.equal(page.total, 16);
    assert.equal(page.next, undefined);
  });

  it('is another for another account, and empty for one without apps', async () => {
    const { alias, empty } = gateway.sandbox.accounts;
    const ofAlias = await fetchAppPage(gateway.connect({ as: alias }).client, 50, undefined);
    assert.deepEqual(
      ofAlias.nodes.map(({ name }) => name),
      ['Forge Playground', 'Invoice Matcher'],
    );
    assert.deepEqual(await fetchAppPage(gateway.connect({ as: empty }).client, 50, undefined), {
      nodes: [],
      next: undefined,
      total: 0,
    });
  });

  it('tells which apps use storage hosted by Forge, and so have audit logs', async () => {
    assert.equal((await appOf('customerVault')).usesHostedStorage, true);
    assert.equal((await appOf('releaseNotes')).usesHostedStorage, undefined);
  });

  it('tells everything of an app', async () => {
    assert.deepEqual(await appOf('releaseNotes'), {
      id: 'ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3',
      name: 'Release Notes Composer',
      description: 'Drafts release notes from the issues of a version and keeps them beside the project.',
      type: 'forge',
      isCloudFortified: false,
      distribution: 'notDistributed',
      distributionStatus: 'DEVELOPMENT',
      updatedAt: new Date('2025-06-15T02:24:00Z'),
      createdAt: new Date('2023-10-12T12:00:00Z'),
      developerSpaceId: '2f6d0a9b-7c41-4e85-b3d0-a8e9f1c65d72',
      owner: { accountId: '712020:4b2f6c1e-0d43-4a7e-9c55-8f1f0c2d7a11', name: 'Mara Lindqvist' },
      productionVersion: '4.3.0',
      atlassianApps: ['JIRA'],
      // Production's scopes first, then what only the others have.
      scopes: [
        'read:jira-work',
        'write:jira-work',
        'read:jira-user',
        'storage:app',
        'read:sprint:jira-software',
        'manage:jira-project',
      ],
    });
  });

  it('knows the types of apps', async () => {
    assert.equal((await appOf('releaseNotes')).type, 'forge');
    assert.equal((await appOf('assetBridge')).type, 'connect');
    assert.equal((await appOf('reportExporter')).type, 'oauth');
  });

  it('knows which app is Cloud Fortified', async () => {
    const { nodes } = await fetchAppPage(gateway.connect().client, 50, undefined);
    assert.deepEqual(
      nodes.flatMap(({ name, isCloudFortified }) => (isCloudFortified ? [name] : [])),
      ['Asset Bridge Cloud'],
    );
  });

  it('knows how apps are distributed', async () => {
    const timesheets = await appOf('timesheets');
    assert.equal(timesheets.distribution, 'marketplace');
    assert.equal(timesheets.marketplaceAppKey, 'com.northlight.timesheets');
    assert.equal((await appOf('diagramPeek')).distribution, 'marketplace');
    const shared = await appOf('approvalButtons');
    assert.equal(shared.distribution, 'shared');
    assert.equal(shared.marketplaceAppKey, undefined);
    assert.equal((await appOf('teamPoll')).distribution, 'notDistributed');
  });

  it('knows the owner of an app that the account only looks at', async () => {
    assert.equal((await appOf('qualityGate')).owner?.name, 'Jonas Berg');
  });

  it('takes the skeleton version for none', async () => {
    const fresh = await appOf('standupDigest');
    assert.equal(fresh.productionVersion, undefined);
    assert.deepEqual(fresh.scopes, []);
    assert.deepEqual(fresh.atlassianApps, []);
    assert.equal(fresh.description, '');
    assert.equal(fresh.developerSpaceId, undefined);
  });

  it('takes nothing from the skeleton version, whatever it holds', async () => {
    gateway.sandbox.faults.set('AppList', {
      kind: 'reply',
      change(body) {
        const { apps } = (body as { data: { apps: { nodes: { name: string }[] } } }).data;
        const versions = {
          nodes: [
            {
              version: '1.1.0',
              requiredProducts: ['JIRA'],
              primaryProduct: null,
              permissions: [{ scopes: [{ key: 'read:jira-work' }] }],
            },
          ],
        };
        return {
          data: {
            apps: {
              ...apps,
              nodes: apps.nodes.map((app) =>
                app.name === 'Standup Digest'
                  ? { ...app, environmentsPage: { nodes: ['production', 'default'].map((key) => ({ key, versions })) } }
                  : app,
              ),
            },
          },
        };
      },
    });
    const fresh = await appOf('standupDigest');
    assert.deepEqual([fresh.productionVersion, fresh.scopes, fresh.atlassianApps], [undefined, [], []]);
  });

  it('knows the scopes of an app that is in development only', async () => {
    const app = await appOf('mergeGatekeeper');
    assert.equal(app.productionVersion, undefined);
    assert.deepEqual(app.scopes, ['read:repository:bitbucket', 'read:pullrequest:bitbucket']);
  });

  it('keeps names letter by letter', async () => {
    assert.equal((await appOf('minutesJapanese')).name, '議事録アシスタント');
    assert.equal((await appOf('hostileName')).name, `<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`);
    assert.equal((await appOf('hostileName')).description.split('\n').length, 2);
  });

  it('asks for the page and the size that it is told', async () => {
    const { client } = gateway.connect();
    const first = await fetchAppPage(client, 5, undefined);
    assert.equal(first.nodes.length, 5);
    assert.equal(first.total, 16);
    const second = await fetchAppPage(client, 5, first.next);
    assert.equal(second.nodes.length, 5);
    assert.deepEqual(
      gateway.sent('AppList').map(({ variables }) => variables),
      [
        { first: 5, after: null },
        { first: 5, after: first.next },
      ],
    );
    assert.deepEqual(
      [...first.nodes, ...second.nodes].map(({ id }) => id),
      (await list()).slice(0, 10).map(({ id }) => id),
    );
  });
});
