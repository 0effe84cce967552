import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchAppProfile } from '../../../../src/gateway/operations/fetch-app-profile.ts';
import { fetchDeveloperSpace } from '../../../../src/gateway/operations/fetch-developer-space.ts';
import { developerSpaces, sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the profile of an app', () => {
  const gateway = useGateway();
  const profileOf = (name: keyof typeof sampleAppIds) =>
    fetchAppProfile(gateway.connect().client, appAri(sampleAppIds[name]));

  it('tells what the app is, of whom, and since when', async () => {
    const profile = await profileOf('timesheets');
    assert.deepEqual(
      [profile.name, profile.type, profile.vendorName, profile.storesPersonalData],
      ['Timesheets & Rates for Jira', 'forge', 'Northlight Labs', true],
    );
    assert.equal(profile.description, 'Log time where the work is, approve it once a week, export it for payroll.');
    assert.equal(profile.owner?.name, 'Mara Lindqvist');
    assert.deepEqual(
      [profile.createdAt?.toISOString().slice(0, 10), profile.updatedAt.toISOString().slice(0, 10)],
      ['2022-05-12', '2025-06-11'],
    );
    assert.deepEqual(profile.developerSpace, { id: developerSpaces.northlight.id });
    assert.deepEqual(profile.failedParts, []);
  });

  it('tells its Marketplace listing', async () => {
    const { distribution, listing, distributionLink } = await profileOf('timesheets');
    assert.equal(distribution, 'marketplace');
    assert.deepEqual(listing, {
      key: 'com.northlight.timesheets',
      name: 'Timesheets & Rates for Jira',
      status: 'PUBLIC',
      partner: 'Northlight Labs',
    });
    assert.equal(distributionLink, undefined);
  });

  it('tells its distribution link, without the secret in it', async () => {
    const profile = await profileOf('approvalButtons');
    assert.equal(profile.distribution, 'shared');
    assert.deepEqual(profile.distributionLink, { status: 'ACTIVE', products: ['jira'] });
    assert.ok(!JSON.stringify(profile).includes('signature'));
    const [request] = gateway.sent('AppProfile');
    assert.deepEqual(request?.variables, {
      appId: appAri(sampleAppIds.approvalButtons),
      linkAppId: sampleAppIds.approvalButtons,
    });
  });

  it('knows apps of each type', async () => {
    const types = await Promise.all(
      (['reportExporter', 'assetBridge', 'qualityGate'] as const).map(async (name) => (await profileOf(name)).type),
    );
    assert.deepEqual(types, ['oauth', 'connect', 'forge']);
  });

  it('has no developer space, listing or link where there is none', async () => {
    const profile = await profileOf('standupDigest');
    for (const absent of ['developerSpace', 'listing', 'distributionLink', 'vendorName'])
      assert.equal(absent in profile, false, absent);
    assert.deepEqual([profile.distribution, profile.description, profile.failedParts], ['notDistributed', '', []]);
  });

  it('keeps the rest where a part fails, and names the part', async () => {
    const paths = [
      [['app', 'marketplaceApp'], 'listing'],
      [['ecosystem', 'devConsole', 'getActiveDistributionLink'], 'distributionLink'],
      [['ecosystem', 'devConsole'], 'distributionLink'],
      [['ecosystem'], 'distributionLink'],
      [['app', 'developerSpaceId'], 'developerSpace'],
    ] as const;
    for (const [nullPath, part] of paths) {
      gateway.sandbox.faults.set('AppProfile', {
        kind: 'errors',
        errors: [{ message: 'This part is down', statusCode: 500 }],
        nullPath,
      });
      const profile = await profileOf('timesheets');
      assert.deepEqual(profile.failedParts, [part]);
      assert.equal(profile.name, 'Timesheets & Rates for Jira');
      assert.equal(part in profile, false);
    }
  });

  it('is not found for an app that is unknown or somebody else’s', async () => {
    for (const name of ['maraForgePlayground'] as const)
      assert.equal((await failure(profileOf(name))).kind, 'notFound');
    gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    const error = await failure(profileOf('teamPoll'));
    assert.deepEqual([error.kind, error.details.operation], ['notFound', 'AppProfile']);
  });
});

describe('a developer space', () => {
  const gateway = useGateway();
  const spaceOf = (id: string) => fetchDeveloperSpace(gateway.connect().client, id);

  it('has a name, and is public or not', async () => {
    assert.deepEqual(await spaceOf(developerSpaces.fjord.id), {
      id: developerSpaces.fjord.id,
      name: 'Fjord & Sons “Software”',
      isPublic: true,
    });
    assert.equal((await spaceOf(developerSpaces.personal.id)).isPublic, false);
  });

  it('that is unknown is refused in the gateway’s words', async () => {
    const error = await failure(spaceOf('00000000-0000-4000-8000-000000000000'));
    assert.deepEqual(
      [error.kind, error.message, error.details.errorType, error.details.operation],
      ['notFound', 'No such developer space.', 'DEVELOPER_SPACE_NOT_FOUND', 'DeveloperSpace'],
    );
  });

  it('of which the gateway tells nothing is not found', async () => {
    for (const reply of [
      { ecosystem: null },
      { ecosystem: { devConsole: null } },
      { ecosystem: { devConsole: { getDeveloperSpaceDetails: { results: [] } } } },
    ]) {
      gateway.sandbox.faults.set('DeveloperSpace', { kind: 'reply', change: () => ({ data: reply }) });
      assert.equal((await failure(spaceOf(developerSpaces.fjord.id))).kind, 'notFound');
    }
  });
});
