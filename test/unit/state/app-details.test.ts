import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/ids.ts';
import { createAppDetails } from '../../../src/state/app-details.ts';
import { until, useGateway } from '../../support/gateway.ts';

describe('the details of an app', () => {
  const gateway = useGateway();
  const detailsOf = (name: keyof typeof sampleAppIds) => createAppDetails(gateway.connect().client, appAri(sampleAppIds[name]));
  const asked = () => gateway.sandbox.requests.map(({ operation }) => operation);

  it('are not asked for until they are looked at, each part for itself', async () => {
    const details = detailsOf('releaseNotes');
    await details.refresh();
    assert.deepEqual(asked(), []);
    await details.contributors.refresh();
    assert.deepEqual(asked(), ['ContributorActivity']);
    assert.equal(details.contributors.state?.value?.length, 5);
    assert.equal(details.environments.state, undefined);
    assert.equal(details.installations.state, undefined);
  });

  it('hold environments, installations and contributors', async () => {
    const details = detailsOf('releaseNotes');
    await Promise.all([details.environments.refresh(), details.installations.refresh(), details.contributors.refresh()]);
    assert.equal(details.environments.state?.value?.length, 5);
    assert.equal(details.installations.state?.value?.rows.length, 11);
    assert.equal(details.contributors.state?.value?.length, 5);
  });

  it('are refreshed as far as they were looked at', async () => {
    const details = detailsOf('releaseNotes');
    await details.environments.refresh();
    await details.contributors.refresh();
    await details.refresh();
    assert.deepEqual(asked().sort(), ['ContributorActivity', 'ContributorActivity', 'EnvironmentList', 'EnvironmentList']);
  });

  it('fail part by part', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('InstallationList', { kind: 'errors', errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }] });
    await Promise.all([details.environments.refresh(), details.installations.refresh()]);
    assert.equal(details.environments.state?.status, 'ready');
    assert.ok(details.installations.state?.status === 'failed');
    assert.equal(details.installations.state.error.kind, 'forbidden');
  });

  it('end with all their requests when they are disposed', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('*', { kind: 'hang' });
    const loading = [details.environments, details.installations, details.contributors].map((resource) => resource.refresh());
    await until(() => asked().length === 3);
    details.dispose();
    await Promise.all(loading);
    assert.equal(details.environments.state?.status, 'loading');
  });
});
