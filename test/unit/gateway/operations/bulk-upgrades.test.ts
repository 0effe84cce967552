import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import type { UsedVersion } from '../../../../src/core/version-usage.ts';
import { cancelBulkUpgrade } from '../../../../src/gateway/operations/cancel-bulk-upgrade.ts';
import { fetchBulkUpgrade } from '../../../../src/gateway/operations/fetch-bulk-upgrade.ts';
import { fetchUpgradeTargets } from '../../../../src/gateway/operations/fetch-upgrade-targets.ts';
import { fetchVersionUsage } from '../../../../src/gateway/operations/fetch-version-usage.ts';
import { startBulkUpgrade } from '../../../../src/gateway/operations/start-bulk-upgrade.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';
import { manyInstallations } from '../../../support/many-installations.ts';

describe('bulk upgrades', () => {
  const gateway = useGateway();
  const peek = appAri(sampleAppIds.diagramPeek);
  const usage = () => fetchVersionUsage(gateway.connect().client, peek, 'production');
  const counts = (versions: readonly UsedVersion[]) =>
    versions.map(({ version, installations }) => [version.version, installations]);

  /** The ids of the newest version, and of the one before. */
  async function ends(): Promise<{ targetVersionId: string; sourceVersionId: string }> {
    const [target, source] = (await usage()).versions.map(({ version }) => version.id);
    assert.ok(target && source);
    return { targetVersionId: target, sourceVersionId: source };
  }
  const start = async (limit?: number) =>
    startBulkUpgrade(gateway.connect().client, { ...(await ends()), ...(limit !== undefined && { limit }) });

  it('begin with the versions in use, one request for all of them', async () => {
    const { versions, bulkUpgrades } = await usage();
    assert.deepEqual(counts(versions), [
      ['3.2.0', 4],
      ['2.3.0', 7],
    ]);
    assert.deepEqual(bulkUpgrades, []);
    assert.equal(gateway.sent('VersionUsage').length, 1);
  });

  it('take one request for 10,000 installations too', async () => {
    manyInstallations(gateway.sandbox.world, sampleAppIds.diagramPeek, 10_000);
    assert.deepEqual(counts((await usage()).versions), [
      ['3.2.0', 0],
      ['2.3.0', 10_000],
    ]);
    assert.equal(gateway.sent('VersionUsage').length, 1);
  });

  it('keep the versions where the numbers or the records could not be had', async () => {
    gateway.sandbox.faults.set('VersionUsage', {
      kind: 'errors',
      errors: [{ message: 'down' }],
      nullPath: ['app', 'environmentByKey', 'appVersionRollouts'],
    });
    const { versions, bulkUpgrades } = await usage();
    assert.equal(versions.length, 2);
    assert.equal(bulkUpgrades, undefined);
  });

  it('go only where the gateway lets them', async () => {
    const { targetVersionId, sourceVersionId } = await ends();
    const { client } = gateway.connect();
    const targets = (app: keyof typeof sampleAppIds, source: string) =>
      fetchUpgradeTargets(client, appAri(sampleAppIds[app]), { environment: 'production', sourceVersionId: source });
    const found = await targets('diagramPeek', sourceVersionId);
    assert.deepEqual(
      [found.installations, found.targets.map(({ id, limit }) => [id, limit])],
      [7, [[targetVersionId, 1800]]],
    );
    assert.deepEqual((await targets('diagramPeek', targetVersionId)).targets, [], 'nothing is newer');
    const [, older] = (await fetchVersionUsage(client, appAri(sampleAppIds.releaseNotes), 'production')).versions;
    assert.deepEqual((await targets('releaseNotes', older?.version.id ?? '')).targets, [], 'needs a consent');
  });

  it('run until all are upgraded, and count those that could not be', async () => {
    const { details } = gateway.sandbox.world.apps.get(sampleAppIds.diagramPeek) ?? assert.fail();
    const app = details();
    const expired = { active: false } as (typeof app.installations)[number]['license'];
    app.installations = app.installations.map((one, index) => (index === 0 ? { ...one, license: expired } : one));
    const { id, eligible, remaining, limit } = await start();
    assert.deepEqual([eligible, remaining, limit], [7, 0, 1800]);
    assert.ok(id);
    const { client } = gateway.connect();
    const seen = [];
    for (;;) {
      const { status, completed, failed, pending } = await fetchBulkUpgrade(client, id);
      seen.push([status, completed, failed, pending]);
      if (status !== 'running') break;
    }
    assert.deepEqual(seen, [
      ['running', 1, 1, 5],
      ['running', 3, 1, 3],
      ['running', 5, 1, 1],
      ['complete', 6, 1, 0],
    ]);
    const after = await usage();
    assert.deepEqual(counts(after.versions), [
      ['3.2.0', 10],
      ['2.3.0', 1],
    ]);
    assert.equal(after.bulkUpgrades?.[0]?.status, 'complete');
  });

  it('are cut at the limit, and say how many are left', async () => {
    const some = await start(3);
    assert.deepEqual([some.eligible, some.remaining, some.limit], [7, 4, 3]);
    await cancelBulkUpgrade(gateway.connect().client, some.id ?? '');
    manyInstallations(gateway.sandbox.world, sampleAppIds.diagramPeek, 2500);
    const { eligible, remaining, limit } = await start(5000);
    assert.deepEqual([eligible, remaining, limit], [2500, 700, 1800]);
  });

  it('are refused while one runs here or for the account, and while there are too many', async () => {
    const type = async (promise: Promise<unknown>) => (await failure(promise)).details.errorType;
    const { rollouts } = gateway.sandbox.world;
    rollouts.isBusy = true;
    assert.equal(await type(start()), 'APP_ROLLOUTS_UNAVAILABLE');
    rollouts.isBusy = false;
    await start();
    assert.equal(await type(start()), 'APP_ROLLOUT_RUNNING');
    const { client } = gateway.connect();
    const [late, early] = (await fetchVersionUsage(client, appAri(sampleAppIds.releaseNotes), 'development')).versions;
    assert.equal(
      await type(
        startBulkUpgrade(client, {
          sourceVersionId: early?.version.id ?? '',
          targetVersionId: late?.version.id ?? '',
        }),
      ),
      'TOO_MANY_APP_ROLLOUTS_RUNNING_FOR_ACCOUNT',
    );
    const unknown = startBulkUpgrade(client, { sourceVersionId: 'a', targetVersionId: 'b' });
    assert.equal((await failure(unknown)).kind, 'notFound');
  });

  it('are for admins and deployers', async () => {
    const app = appAri(sampleAppIds.sprintForecast);
    const { client } = gateway.connect();
    const [only] = (await fetchVersionUsage(client, app, 'production')).versions;
    const id = only?.version.id ?? '';
    const refusal = await failure(startBulkUpgrade(client, { sourceVersionId: id, targetVersionId: id }));
    assert.deepEqual([refusal.kind, refusal.details.errorType], ['forbidden', 'PermissionDeniedError']);
  });

  it('are cancelled while they run; what is upgraded stays, and later it is too late', async () => {
    const { id } = await start();
    const { client } = gateway.connect();
    await fetchBulkUpgrade(client, id ?? '');
    await cancelBulkUpgrade(client, id ?? '');
    const { status, completed, pending, cancelledBy } = await fetchBulkUpgrade(client, id ?? '');
    assert.deepEqual(
      [status, completed, pending, cancelledBy],
      ['cancelled', 2, 5, gateway.sandbox.accounts.main.accountId],
    );
    const late = await failure(cancelBulkUpgrade(client, id ?? ''));
    assert.deepEqual([late.kind, late.details.errorType], ['refused', 'APP_ROLLOUT_NOT_RUNNING']);
  });

  it('may have begun where the answer was lost', async () => {
    gateway.sandbox.faults.set('StartBulkUpgrade', { kind: 'dropAfterSending' });
    assert.equal((await failure(start())).kind, 'outcomeUnknown');
    assert.equal((await usage()).bulkUpgrades?.length, 1);
    assert.equal(gateway.sent('StartBulkUpgrade').length, 1);
  });
});
