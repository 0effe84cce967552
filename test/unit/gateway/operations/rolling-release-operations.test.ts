import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { cancelRollingRelease } from '../../../../src/gateway/operations/cancel-rolling-release.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchRollingReleases } from '../../../../src/gateway/operations/fetch-rolling-releases.ts';
import { startRollingRelease } from '../../../../src/gateway/operations/start-rolling-release.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('rolling releases', () => {
  const gateway = useGateway();

  async function place(app: keyof typeof sampleAppIds = 'decisionRegister') {
    const appId = appAri(sampleAppIds[app]);
    const [production] = await fetchEnvironments(gateway.connect().client, appId);
    return { appId, form: 'uuid', environmentId: production?.id ?? '' } as const;
  }
  const listed = async () => fetchRollingReleases(gateway.connect().client, await place());

  it('are listed in every status that they can have', async () => {
    const { client } = gateway.connect();
    await startRollingRelease(client, await place());
    assert.equal(gateway.sandbox.world.rollouts.all(true)[0]?.status, 'QUEUED');
    const running = (await listed()).releases.map(({ status }) => status);
    assert.deepEqual(running, ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED', 'TIMED_OUT']);
    const [first] = (await listed()).releases;
    assert.deepEqual([first?.status, first?.succeeded, first?.total], ['COMPLETED', 1, 1]);
  });

  it('say whom another one would reach, and what keeps it from others', async () => {
    const { eligibility } = await listed();
    assert.deepEqual(eligibility?.sources, [{ version: '2.3.0', installations: 1, isEligible: true, rules: [] }]);
    const other = await fetchRollingReleases(gateway.connect().client, await place('releaseNotes'));
    assert.deepEqual(other.releases, []);
    assert.ok(
      other.eligibility?.sources.every(({ rules }) =>
        rules.includes('MISSING_APP_MANAGED_PERMISSIONS_ROLLING_RELEASE'),
      ),
    );
  });

  it('begin once in an environment, and are cancelled until they have ended', async () => {
    const { client } = gateway.connect();
    const here = await place();
    const { id } = await startRollingRelease(client, { ...here, limit: 1 });
    assert.equal((await failure(startRollingRelease(client, here))).details.errorType, 'APP_ROLLOUT_RUNNING');
    await cancelRollingRelease(client, id ?? '');
    assert.equal((await listed()).releases[0]?.status, 'CANCELLED');
    const late = await failure(cancelRollingRelease(client, id ?? ''));
    assert.equal(late.details.errorType, 'APP_ROLLOUT_NOT_RUNNING');
  });

  it('are refused to an app that leaves its permissions to Atlassian', async () => {
    const refusal = await failure(startRollingRelease(gateway.connect().client, await place('releaseNotes')));
    assert.deepEqual([refusal.kind, refusal.details.errorType], ['refused', 'DECOUPLED_STATE_NOT_ENABLED']);
  });

  it('are not there for a token that may not ask, however the gateway says so', async () => {
    const { faults } = gateway.sandbox;
    const errors = [{ message: 'no', errorType: 'PERMISSION_DENIED', statusCode: 403 }];
    faults.set('RollingReleases', { kind: 'errors', errors });
    assert.equal((await failure(listed())).kind, 'forbidden');
    faults.set('RollingReleases', { kind: 'reply', change: () => ({ data: { ecosystem: null } }) });
    assert.equal((await failure(listed())).kind, 'notFound');
    faults.set('RollingReleases', {
      kind: 'reply',
      change: () => ({ data: { ecosystem: { rollingReleases: null, rollingReleaseEligibility: null } } }),
    });
    assert.equal((await failure(listed())).kind, 'notFound');
  });
});
