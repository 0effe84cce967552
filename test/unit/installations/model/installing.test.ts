import assert from 'node:assert/strict';
import { makeChange } from '../../../../src/changes/model/make-change.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { crowdedSite, installationOf, upgradeOf } from '../../../../src/installations/model/installing.ts';
import { contextOf } from '../../../../src/sandbox/world/app-builder.ts';
import { sites } from '../../../../src/sandbox/world/sites.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import type { Site } from '../../../../src/sandbox/world/world-types.ts';
import { accountOf, removalOptions } from '../../../support/removal-world.ts';
import { useGateway } from '../../../support/use-gateway.ts';

describe('installing and upgrading', () => {
  const gateway = useGateway();
  const details = () => gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');

  async function ready() {
    const { client } = gateway.connect();
    const account = accountOf(gateway.sandbox.accounts.main, gateway.sandbox.url);
    const app = { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes Composer', data: { account, client } };
    const environment = (await fetchEnvironments(client, app.id)).find(({ key }) => key === 'development');
    assert.ok(environment?.latest);
    const { latest: version } = environment;
    const install = (site: Site) =>
      installationOf(app, {
        environment,
        version,
        hostName: site.hostName,
        atlassianApp: 'confluence',
        context: contextOf(site, 'confluence', true),
      });
    const row = details().installations.find(
      (one) => one.environment.key === 'default' && one.site === sites.northlightTest,
    );
    assert.ok(row);
    const installation = { id: row.id, site: sites.northlightTest.hostName, atlassianApp: 'JIRA' };
    const upgrade = upgradeOf(app, { environment, version, installation, context: row.context, codeOnly: false });
    return { install, upgrade, row };
  }

  const installedOn = (site: Site) =>
    details().installations.filter((one) => one.site === site && one.context.includes(':confluence:')).length;

  it('installs once, journalled by site, with the gateway’s warning, and does nothing where it is installed', async () => {
    const { install } = await ready();
    const { options, journal } = removalOptions();
    const outcome = await makeChange(install(sites.crowded), options);
    assert.ok(outcome.status === 'done');
    assert.deepEqual(outcome.reply?.warnings, [crowdedSite]);
    assert.equal(installedOn(sites.crowded), 1);
    assert.equal((await makeChange(install(sites.crowded), options)).status, 'alreadyDone');
    assert.equal(gateway.sent('InstallApp').length, 1);
    assert.deepEqual(
      journal.entries.map(({ action, environment, subject, outcome: end }) => [action, environment, subject, end]),
      [
        ['install', 'development', 'crowded-desk.atlassian.net confluence', 'sent'],
        ['install', 'development', 'crowded-desk.atlassian.net confluence', 'done'],
      ],
    );
  });

  it('finds out what became of a lost reply, and waits for its task', async () => {
    const { install } = await ready();
    const { options } = removalOptions();
    gateway.sandbox.faults.set('InstallApp', { kind: 'dropAfterSending' });
    assert.equal((await makeChange(install(sites.maraDev), options)).status, 'done');
    gateway.sandbox.faults.set('InstallApp', { kind: 'drop' });
    assert.equal((await makeChange(install(sites.northlight), options)).status, 'kept');
    assert.deepEqual([installedOn(sites.maraDev), installedOn(sites.northlight)], [1, 0]);
  });

  it('waits longer where polls of the task are rate-limited', async () => {
    const { install } = await ready();
    const { options, time } = removalOptions();
    gateway.sandbox.faults.set('InstallationTask', { kind: 'status', status: 429 }, 2);
    assert.equal((await makeChange(install(sites.maraDev), options)).status, 'done');
    assert.ok(
      time.waits.some((ms) => ms > 1000),
      `no long wait among ${time.waits.join(', ')}`,
    );
  });

  it('says what the gateway refuses, at once or in the task', async () => {
    const { install } = await ready();
    const refusal = async (site: Site) => {
      const outcome = await makeChange(install(site), removalOptions().options);
      return outcome.status === 'refused' ? outcome.error.details.errorType : outcome.status;
    };
    assert.equal(await refusal(sites.northwind), 'PERMISSION_DENIED');
    assert.equal(await refusal(sites.full), 'INSTALLATION_LIMIT_REACHED');
  });

  it('installs nothing where another version was deployed than the person agreed to', async () => {
    const { install } = await ready();
    details().environments = details().environments.map((environment) => ({
      ...environment,
      versions: environment.versions.map((one) => ({ ...one, id: `${one.id} again` })),
    }));
    const outcome = await makeChange(install(sites.maraDev), removalOptions().options);
    assert.ok(outcome.status === 'changed');
    assert.equal(outcome.differences[0]?.kind, 'version');
    assert.equal(gateway.sent('InstallApp').length, 0);
  });

  it('upgrades an installation once, and does nothing where it is done or gone', async () => {
    const { upgrade, row } = await ready();
    const { options } = removalOptions();
    gateway.sandbox.faults.set('UpgradeApp', { kind: 'dropAfterSending' });
    assert.equal((await makeChange(upgrade, options)).status, 'done');
    assert.equal((await makeChange(upgrade, options)).status, 'alreadyDone');
    details().installations = details().installations.filter(({ id }) => id !== row.id);
    const outcome = await makeChange(upgrade, options);
    assert.ok(outcome.status === 'changed');
    assert.deepEqual(outcome.differences, [{ kind: 'uninstalled' }]);
    assert.equal(gateway.sent('UpgradeApp').length, 1);
  });
});
