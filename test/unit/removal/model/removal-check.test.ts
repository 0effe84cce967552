import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { appExists } from '../../../../src/gateway/operations/fetch-app-existence.ts';
import { fetchAppProfile } from '../../../../src/gateway/operations/fetch-app-profile.ts';
import { checkApp } from '../../../../src/removal/model/removal-check.ts';
import { blockersOf } from '../../../../src/removal/model/blockers.ts';
import { realRows } from '../../../../src/removal/model/named-rows.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the check before an app is removed', () => {
  const gateway = useGateway();
  const check = (app: keyof typeof sampleAppIds, as: 'main' | 'alias' = 'main') =>
    checkApp(
      gateway.connect({ as: gateway.sandbox.accounts[as] }).client,
      gateway.sandbox.accounts[as].accountId,
      appAri(sampleAppIds[app]),
    );
  const kinds = async (app: keyof typeof sampleAppIds) => blockersOf(await check(app)).map(({ kind }) => kind);

  it('finds nothing in the way of an app of one’s own that nobody has installed', async () => {
    assert.deepEqual(await kinds('teamPoll'), []);
    assert.deepEqual(await kinds('standupDigest'), []);
  });

  it('is about no other app than the one that was asked for, whatever the gateway answers', async () => {
    const other = appAri(sampleAppIds.standupDigest);
    for (const operation of ['RemovalFacts', 'AppExistence', 'AppProfile']) {
      gateway.sandbox.faults.set(operation, {
        kind: 'reply',
        change: (body) => JSON.parse(JSON.stringify(body).replaceAll(appAri(sampleAppIds.teamPoll), other)) as unknown,
      });
    }
    assert.equal((await failure(check('teamPoll'))).kind, 'badReply');
    const { client } = gateway.connect();
    assert.equal((await failure(appExists(client, appAri(sampleAppIds.teamPoll)))).kind, 'badReply');
    assert.equal((await failure(fetchAppProfile(client, appAri(sampleAppIds.teamPoll)))).kind, 'badReply');
  });

  it('tells who the owner is, to one who is not', async () => {
    const [notOwner] = blockersOf(await check('qualityGate'));
    assert.ok(notOwner?.kind === 'notOwner');
    assert.equal(notOwner.owner?.name, 'Jonas Berg');
    assert.equal(notOwner.owner.email, 'jonas.berg@example.com');
  });

  it('lists the installations by site, Atlassian app and environment', async () => {
    const result = await check('decisionRegister');
    const installed = blockersOf(result).find(({ kind }) => kind === 'installed');
    assert.ok(installed?.kind === 'installed');
    assert.deepEqual(
      installed.rows.map(({ site, atlassianApp, secondaryAtlassianApps, environment, isProduction }) => [
        site,
        atlassianApp,
        secondaryAtlassianApps.join(' '),
        environment,
        isProduction,
      ]),
      [
        ['mara-dev.atlassian.net', 'JIRA', 'CONFLUENCE', 'development', false],
        ['northlight.atlassian.net', 'JIRA', 'CONFLUENCE', 'production', true],
        ['polaris-robotics.atlassian.net', 'JIRA', 'CONFLUENCE COMPASS', 'production', true],
        ['vasastan-dental.atlassian.net', 'JIRA', '', 'production', true],
      ],
    );
    assert.equal(installed.technical, 0);
  });

  it('shows no technical rows, and counts them', async () => {
    gateway.sandbox.world.technicalRows = 'plain';
    const result = await check('decisionRegister');
    const installed = blockersOf(result).find(({ kind }) => kind === 'installed');
    assert.ok(installed?.kind === 'installed');
    assert.equal(installed.rows.length, 4);
    assert.equal(installed.technical, result.rows.length - 4);
    assert.ok(installed.technical > 0);
  });

  it('finds technical rows that were left alone in the way', async () => {
    gateway.sandbox.world.technicalRows = 'plain';
    const app = gateway.sandbox.world.apps.get(sampleAppIds.decisionRegister);
    assert.ok(app);
    const details = app.details();
    details.installations = details.installations.filter(({ context }) => context.includes(':identity:'));
    const installed = blockersOf(await check('decisionRegister')).find(({ kind }) => kind === 'installed');
    assert.ok(installed?.kind === 'installed');
    assert.deepEqual(installed.rows, []);
    assert.ok(installed.technical > 0);
  });

  it('knows Marketplace listings, paid and free', async () => {
    const listed = async (app: keyof typeof sampleAppIds) => {
      const found = blockersOf(await check(app)).find(({ kind }) => kind === 'listed');
      return found?.kind === 'listed' ? [found.status, found.payment] : [];
    };
    assert.deepEqual(await listed('timesheets'), ['PUBLIC', 'paid']);
    assert.deepEqual(await listed('diagramPeek'), ['PUBLIC', 'free']);
    assert.deepEqual(await listed('teamPoll'), []);
  });

  it('puts retiring before uninstalling', async () => {
    const kindsInOrder = await kinds('timesheets');
    assert.ok(kindsInOrder.indexOf('listed') < kindsInOrder.indexOf('installed'), kindsInOrder.join());
  });

  it('takes a listing that the Marketplace rejected for no obstacle', async () => {
    const app = gateway.sandbox.world.apps.get(sampleAppIds.timesheets);
    assert.ok(app?.listing);
    const listing = { ...app.listing, status: 'REJECTED' };
    gateway.sandbox.world.apps.set(
      sampleAppIds.timesheets,
      Object.defineProperty(Object.create(app) as typeof app, 'listing', { value: listing }),
    );
    assert.ok(!(await kinds('timesheets')).includes('listed'));
  });

  it('does not know whether an app without a version in production is paid', async () => {
    assert.equal((await check('standupDigest')).payment, 'unknown');
  });

  it('knows apps that are none of Forge', async () => {
    assert.ok((await kinds('assetBridge')).includes('notForge'));
    assert.ok((await kinds('reportExporter')).includes('notForge'));
  });

  it('knows hosted storage and the distribution link, and says where it does not', async () => {
    assert.equal((await check('customerVault')).hostedStorage, true);
    assert.equal((await check('teamPoll')).hostedStorage, false);
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 500 });
    gateway.sandbox.faults.set('AppProfile', { kind: 'status', status: 500 });
    const partly = await check('customerVault');
    assert.equal(partly.hostedStorage, 'unknown');
    assert.equal(partly.payment, 'unknown');
    assert.equal(partly.distributionLink, 'unknown');
  });

  it('does not take a listing that could not be loaded for none', async () => {
    gateway.sandbox.faults.set('RemovalFacts', {
      kind: 'errors',
      errors: [{ message: 'Broken', statusCode: 500 }],
      nullPath: ['app', 'marketplaceApp'],
    });
    assert.deepEqual(await kinds('teamPoll'), ['listingUnknown']);
  });

  it('does not take owners that are not told for oneself', async () => {
    gateway.sandbox.faults.set('AppOwner', {
      kind: 'errors',
      errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }],
    });
    assert.deepEqual(await kinds('teamPoll'), ['ownerUnknown']);
  });

  it('fails as a whole where installations or owner can’t be had', async () => {
    for (const operation of ['RemovalFacts', 'AppOwner']) {
      gateway.sandbox.faults.set(operation, { kind: 'drop' });
      assert.equal((await failure(check('teamPoll'))).kind, 'offline', operation);
      gateway.sandbox.faults.clear();
    }
    gateway.sandbox.faults.set('RemovalFacts', {
      kind: 'errors',
      errors: [{ message: 'No' }],
      nullPath: ['ecosystem', 'appInstallationsByApp'],
    });
    assert.equal((await failure(check('teamPoll'))).kind, 'refused');
  });

  it('takes a null list of installations for no answer, not for an app that is gone', async () => {
    gateway.sandbox.faults.set('RemovalFacts', {
      kind: 'reply',
      change: (body) => {
        const { data } = body as { data: { app: unknown } };
        return { data: { app: data.app, ecosystem: { appInstallationsByApp: null } } };
      },
    });
    assert.equal((await failure(check('teamPoll'))).kind, 'badReply');
  });

  it('is notFound for an app of another account', async () => {
    assert.equal((await failure(check('teamPoll', 'alias'))).kind, 'notFound');
  });

  it('counts every installation, however many pages there are', async () => {
    const { rows } = await check('fieldGuard');
    const app = gateway.sandbox.world.apps.get(sampleAppIds.fieldGuard);
    assert.equal(
      realRows(rows).length,
      app?.details().installations.filter(({ context }) => !context.includes(':identity:')).length,
    );
    assert.ok(rows.length > 100);
  });
});
