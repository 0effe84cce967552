import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { createAppDetails } from '../../../../src/apps/model/app-details.ts';
import { createDeploymentRefresher } from '../../../../src/manifest/model/deployment-refresh.ts';
import { until, useGateway } from '../../../support/use-gateway.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

describe('looking for what was deployed', () => {
  const gateway = useGateway();

  /** Looks at an app whose environments were loaded just now. */
  async function start() {
    const clock = createVirtualClock();
    const { environments } = createAppDetails(gateway.connect().client, appAri(sampleAppIds.releaseNotes));
    await environments.refresh();
    const loaded = Date.now();
    let count = 0;
    environments.onDidChange(() => (count += environments.state?.status === 'loading' ? 1 : 0));
    const looks = createDeploymentRefresher(
      () => [{ environments }],
      clock,
      () => loaded + clock.now(),
    );
    /** How many looks there were so far, once some time passed and they are answered. */
    async function after(ms: number): Promise<number> {
      await clock.pass(ms);
      await until(() => environments.state?.status !== 'loading');
      await turn();
      return count;
    }
    return { after, looks };
  }
  const deploy = () =>
    gateway.sandbox.faults.set('EnvironmentList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replaceAll('6.4.0', '6.5.0')) as unknown,
    });

  it('goes on for a while, as long as nothing new is there', async () => {
    const { after, looks } = await start();
    looks.onDeployed();
    assert.deepEqual(
      [await after(0), await after(4_999), await after(1), await after(19_999), await after(1), await after(600_000)],
      [1, 1, 2, 2, 3, 3],
    );
  });

  it('ends with the new version', async () => {
    const { after, looks } = await start();
    looks.onDeployed();
    assert.equal(await after(0), 1);
    deploy();
    assert.deepEqual([await after(5_000), await after(600_000)], [2, 2]);
  });

  it('begins anew with the next deployment, instead of twice', async () => {
    const { after, looks } = await start();
    looks.onDeployed();
    looks.onDeployed();
    assert.equal(await after(4_000), 1);
    looks.onDeployed();
    assert.deepEqual([await after(0), await after(4_999), await after(1), await after(600_000)], [2, 2, 3, 4]);
  });

  it('is done once where something may have been deployed, or a person comes back, unless it was just done', async () => {
    const { after, looks } = await start();
    looks.onMaybeDeployed();
    looks.onFocus();
    assert.equal(await after(11_000), 0);
    looks.onFocus();
    assert.equal(await after(0), 0);
    looks.onMaybeDeployed();
    assert.equal(await after(110_000), 1);
    looks.onFocus();
    looks.onFocus();
    assert.equal(await after(600_000), 1, 'it is not two minutes since');
    looks.onFocus();
    assert.equal(await after(0), 2);
  });

  it('is not done over and over where it fails', async () => {
    const { after, looks } = await start();
    assert.equal(await after(600_000), 0);
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 400 });
    for (let time = 0; time < 5; time++) {
      looks.onFocus();
      assert.equal(await after(20_000), 1);
    }
  });

  it('ends with the window', async () => {
    const { after, looks } = await start();
    looks.onDeployed();
    assert.equal(await after(0), 1);
    looks.dispose();
    assert.equal(await after(600_000), 1);
  });
});
