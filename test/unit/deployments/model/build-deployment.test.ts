import assert from 'node:assert/strict';
import { loadDeployments } from '../../../../src/apps/model/load-deployments.ts';
import { buildDeployment, loadBuildFacts } from '../../../../src/deployments/model/build-deployment.ts';
import { mayDeploy } from '../../../../src/deployments/model/may-deploy.ts';
import { majorOf } from '../../../../src/core/environment.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { consequenceOfVersion } from '../../../../src/manifest/model/consequence.ts';
import { startDeployment } from '../../../../src/sandbox/world/run-deployments.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { now, useGateway } from '../../../support/use-gateway.ts';

const { signal } = new AbortController();

describe('deploying a build', () => {
  const gateway = useGateway();

  function planned(tag: string, key: 'production' | 'development' = 'production') {
    const { accountId: id, name, email } = gateway.sandbox.accounts.main;
    const account = { key: 'k', id, name, email, gateway: gateway.sandbox.url, kind: 'sample' } as const;
    const app = {
      id: appAri(sampleAppIds.releaseNotes),
      name: 'Release Notes Composer',
      data: { account, client: gateway.connect().client },
    };
    return { app, environment: { key, kind: key }, tag, now: () => now.getTime() };
  }

  const inWorld = () => gateway.sandbox.world.apps.get(sampleAppIds.releaseNotes) ?? assert.fail();

  /** The tag of the newest deployment to staging that has ended. */
  function stagingTag(): string {
    const found = inWorld()
      .details()
      .deployments.find((one) => one.environmentKey === 'staging' && one.buildTag);
    return found?.buildTag ?? assert.fail();
  }

  it('knows what changes by the version that the build went into elsewhere', async () => {
    const facts = await loadBuildFacts(planned(stagingTag()), signal);
    assert.equal(facts.build?.status, 'ready');
    assert.deepEqual([facts.source?.environment, majorOf(facts.source?.version.version ?? '')], ['staging', 5]);
    assert.ok(facts.environment && facts.source);
    const { changes, makesMajorVersion } = consequenceOfVersion(facts.environment, facts.source.version);
    assert.deepEqual(changes?.scopesAdded, ['read:sprint:jira-software', 'manage:jira-project']);
    assert.equal(makesMajorVersion, true);
  });

  it('knows nothing of a build that was not deployed lately, and that another deployment runs', async () => {
    const unknown = await loadBuildFacts(planned('release_candidate-7'), signal);
    assert.deepEqual([unknown.build?.status, unknown.source, unknown.running], ['ready', undefined, undefined]);
    const staging = { ...planned('nightly-2025.6'), environment: { key: 'staging', kind: 'staging' } } as const;
    const running = await loadBuildFacts(staging, signal);
    assert.deepEqual([running.build?.status, running.running?.status], ['processing', 'running']);
    assert.equal((await loadBuildFacts(planned('nothing'), signal)).build, undefined);
  });

  it('is checked again: a new version, a build that is gone, another deployment', async () => {
    const plan = planned(stagingTag());
    const { check } = buildDeployment(plan, await loadBuildFacts(plan, signal), { isConfirmed: true });
    const differences = async () => check?.differences(await check.load(signal));
    assert.deepEqual(await differences(), []);
    const details = inWorld().details();
    const environment = details.environments.find(({ key }) => key === 'production') ?? assert.fail();
    const build = { tag: 'another', manifest: { scopes: [] } };
    const by = gateway.sandbox.world.accounts.alias.person;
    startDeployment(inWorld(), gateway.sandbox.world.clock, { environment, build, by, major: undefined });
    assert.deepEqual(await differences(), ['running']);
    gateway.sandbox.world.clock.advance(20_000);
    assert.deepEqual(await differences(), ['environment']);
    details.builds = [];
    assert.deepEqual(await differences(), ['notReady', 'environment']);
  });

  it('is looked for by the gateway’s time where this computer’s clock is slow', async () => {
    const hours = 3 * 3_600_000;
    for (const operation of ['EnvironmentList', 'BuildList', 'DeploymentList', 'VersionFacts'])
      gateway.sandbox.faults.set(operation, { kind: 'clock', aheadMs: hours });
    const plan = planned(stagingTag());
    await loadBuildFacts(plan, signal);
    await loadBuildFacts(plan, signal);
    await loadDeployments(plan.app.data.client, plan.app.id, signal, () => undefined);
    const ends = gateway
      .sent('DeploymentList')
      .map(({ variables }) => Date.parse((variables as { interval: { endTime: string } }).interval.endTime));
    assert.deepEqual([ends[0], (ends[1] ?? 0) > now.getTime() + hours], [now.getTime() + hours / 3, true]);
    assert.ok((ends[2] ?? 0) > Date.now() + hours);
  });

  it('is not checked again where it was not confirmed', async () => {
    const plan = planned('release_candidate-7', 'development');
    const change = buildDeployment(plan, await loadBuildFacts(plan, signal), { isConfirmed: false });
    assert.equal(change.check, undefined);
    assert.equal(await change.look?.(), 'notDone');
    await change.send(signal);
    assert.equal(await change.look?.(), 'done');
    assert.deepEqual(
      [change.action, change.environment, change.subject],
      ['deploy', 'development', 'release_candidate-7'],
    );
  });
});

describe('who may deploy', () => {
  const contributor = (roles: readonly string[], isOwner = false) => [{ accountId: 'me', name: 'Me', isOwner, roles }];
  for (const [roles, production, development] of [
    [['VIEWER'], false, false],
    [['VIEWER', 'VIEWER_ADVANCED'], false, false],
    [['DEVELOPER'], false, true],
    [['DEPLOYER'], true, true],
    [['ADMIN'], true, true],
    [['SOMETHING_NEW'], true, true],
    [[], true, true],
  ] as const)
    it(`is known of ${roles.join(' and ') || 'no role'}`, () => {
      assert.equal(mayDeploy(contributor(roles), 'me', 'production'), production);
      assert.equal(mayDeploy(contributor(roles), 'me', 'development'), development);
    });

  it('is not claimed of others, of owners, and before it is loaded', () => {
    assert.equal(mayDeploy(contributor(['VIEWER']), 'you', 'production'), true);
    assert.equal(mayDeploy(contributor(['VIEWER'], true), 'me', 'production'), true);
    assert.equal(mayDeploy(undefined, 'me', 'production'), true);
  });
});
