import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import { fetchVersionUsage } from '../../../src/gateway/operations/fetch-version-usage.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { versionShares } from '../../../src/versions/model/version-shares.ts';
import { useGateway } from '../../support/use-gateway.ts';

describe('who is on which version', () => {
  const gateway = useGateway();
  const usage = async (app: keyof typeof sampleAppIds, environment: string) =>
    (await fetchVersionUsage(gateway.connect().client, appAri(sampleAppIds[app]), environment)).versions;

  it('says what admins approve on the way to the newest version, newest first', async () => {
    const shares = versionShares((await usage('releaseNotes', 'production')).toReversed());
    assert.deepEqual(
      shares.map(({ version, installations, isNewest, approvals }) => [
        version.version,
        installations,
        isNewest,
        approvals.map(({ rule }) => rule),
      ]),
      [
        ['4.3.0', 5, true, []],
        ['3.5.0', 1, false, ['egressAdded', 'contentPoliciesAdded']],
        ['2.2.0', 1, false, ['scopesAdded', 'egressAdded', 'contentPoliciesAdded']],
      ],
    );
  });

  it('says that nothing is to be approved where the newest version only takes something away', async () => {
    const [, older] = versionShares(await usage('diagramPeek', 'production'));
    assert.deepEqual([older?.version.version, older?.approvals, older?.isBackported], ['2.3.0', [], false]);
  });

  it('tells a version that got a minor one after a newer major one was there', async () => {
    const [newest, older, ...others] = await usage('releaseNotes', 'production');
    assert.ok(newest && older);
    const late = { ...older, version: { ...older.version, deployedAt: newest.version.deployedAt } };
    assert.deepEqual(
      versionShares([newest, late, ...others]).map(({ isBackported }) => isBackported),
      [false, true, false],
    );
  });

  it('counts ten thousand installations by version with one request', async () => {
    const details = gateway.sandbox.world.apps.get(sampleAppIds.customerVault)?.details();
    const inProduction = details?.installations.filter(({ environment }) => environment.type === 'PRODUCTION') ?? [];
    const copies = Array.from({ length: 10_000 }, (_, index) => inProduction[index % inProduction.length]);
    assert.ok(details && inProduction.length > 0);
    Object.assign(details, { installations: copies.map((one, index) => ({ ...one, id: `installation-${index}` })) });
    const shares = versionShares(await usage('customerVault', 'production'));
    assert.equal(
      shares.reduce((sum, { installations = 0 }) => sum + installations, 0),
      10_000,
    );
    assert.equal(shares.length, details.environments.find(({ key }) => key === 'production')?.versions.length);
    assert.equal(gateway.sent('VersionUsage').length, 1);
  });

  it('leaves out what an environment has before anything is deployed', async () => {
    assert.deepEqual(versionShares(await usage('standupDigest', 'development')), []);
  });
});
