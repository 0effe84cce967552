import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { developerSpaces, sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { createAppDetails } from '../../../../src/apps/model/app-details.ts';
import { failure, until, useGateway } from '../../../support/use-gateway.ts';

describe('the details of an app', () => {
  const gateway = useGateway();
  const detailsOf = (name: keyof typeof sampleAppIds) =>
    createAppDetails(gateway.connect().client, appAri(sampleAppIds[name]));
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
    await Promise.all([
      details.environments.refresh(),
      details.installations.refresh(),
      details.contributors.refresh(),
    ]);
    assert.equal(details.environments.state?.value?.length, 5);
    assert.equal(details.installations.state?.value?.rows.length, 11);
    assert.equal(details.contributors.state?.value?.length, 5);
  });

  it('are refreshed as far as they were looked at', async () => {
    const details = detailsOf('releaseNotes');
    await details.environments.refresh();
    await details.contributors.refresh();
    await details.refresh();
    assert.deepEqual(asked().sort(), [
      'ContributorActivity',
      'ContributorActivity',
      'EnvironmentList',
      'EnvironmentList',
    ]);
  });

  it('fail part by part', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('InstallationList', {
      kind: 'errors',
      errors: [{ message: 'No', errorType: 'PERMISSION_DENIED' }],
    });
    await Promise.all([details.environments.refresh(), details.installations.refresh()]);
    assert.equal(details.environments.state?.status, 'ready');
    assert.ok(details.installations.state?.status === 'failed');
    assert.equal(details.installations.state.error.kind, 'forbidden');
  });

  it('end with all their requests when they are disposed', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('*', { kind: 'hang' });
    const loading = [details.environments, details.installations, details.contributors].map((resource) =>
      resource.refresh(),
    );
    await until(() => asked().length === 3);
    details.dispose();
    await Promise.all(loading);
    assert.equal(details.environments.state?.status, 'loading');
  });

  it('hold the profile after one request, and the name of its developer space after another', async () => {
    const details = detailsOf('timesheets');
    const seen: unknown[] = [];
    details.profile.onDidChange(() =>
      seen.push([details.profile.state?.status, details.profile.state?.value?.developerSpace?.name]),
    );
    await details.profile.refresh();
    assert.deepEqual(asked(), ['AppProfile', 'DeveloperSpace']);
    assert.deepEqual(seen, [
      ['loading', undefined],
      ['loading', undefined],
      ['ready', 'Northlight Labs'],
    ]);
  });

  it('ask for a developer space that is known beforehand at once', async () => {
    const details = createAppDetails(
      gateway.connect().client,
      appAri(sampleAppIds.timesheets),
      () => developerSpaces.northlight.id,
    );
    gateway.sandbox.faults.set('AppProfile', { kind: 'hang' });
    const loading = details.profile.refresh();
    await until(() => asked().length === 2);
    assert.deepEqual(asked().sort(), ['AppProfile', 'DeveloperSpace']);
    details.dispose();
    await loading;
  });

  it('trust the app where another developer space was known', async () => {
    const details = createAppDetails(
      gateway.connect().client,
      appAri(sampleAppIds.timesheets),
      () => developerSpaces.fjord.id,
    );
    await details.profile.refresh();
    assert.equal(details.profile.state?.value?.developerSpace?.name, 'Northlight Labs');
  });

  it('hold the profile without the name of a developer space that failed', async () => {
    gateway.sandbox.faults.set('DeveloperSpace', { kind: 'errors', errors: [{ message: 'No' }] });
    const details = detailsOf('timesheets');
    await details.profile.refresh();
    assert.equal(details.profile.state?.status, 'ready');
    assert.deepEqual(details.profile.state.value.developerSpace, { id: developerSpaces.northlight.id });
    assert.deepEqual(details.profile.state.value.failedParts, ['developerSpace']);
  });

  it('ask for nothing more of an app without a developer space', async () => {
    await detailsOf('standupDigest').profile.refresh();
    assert.deepEqual(asked(), ['AppProfile']);
  });

  it('hold installations as they come, and by site when they are complete', async () => {
    const details = detailsOf('fieldGuard');
    const seen: unknown[] = [];
    details.installations.onDidChange(() => {
      const { status, value } = details.installations.state ?? {};
      seen.push([status, value?.rows.length, value?.complete, value?.total]);
    });
    await details.installations.refresh();
    assert.deepEqual(seen, [
      ['loading', undefined, undefined, undefined],
      ['loading', 100, false, 300],
      ['loading', 200, false, 300],
      ['ready', 300, true, 300],
    ]);
    const { value } = details.installations.state ?? {};
    const sites = value?.rows.map(({ site }) => site) ?? [];
    assert.deepEqual(sites, sites.toSorted(new Intl.Collator().compare));
    seen.length = 0;
    await details.installations.refresh();
    assert.deepEqual(
      seen,
      [
        ['loading', 300, true, 300],
        ['ready', 300, true, 300],
      ],
      'a complete list is replaced by a complete one',
    );
  });

  it('hold 10,000 installations, shown a dozen times while they come', async () => {
    const app = gateway.sandbox.world.apps.get(sampleAppIds.fieldGuard)?.details();
    assert.ok(app);
    const few = app.installations;
    app.installations = Array.from(
      { length: 10_000 },
      (_, index) => ({ ...few[index % few.length], id: `installation ${index}` }) as (typeof few)[number],
    );
    const details = detailsOf('fieldGuard');
    const seen: number[] = [];
    details.installations.onDidChange(() => seen.push(details.installations.state?.value?.rows.length ?? 0));
    await details.installations.refresh();
    assert.equal(gateway.sent('InstallationList').length, 100);
    assert.deepEqual([seen.slice(0, 4), seen.at(-1), seen.length < 20], [[0, 100, 200, 300], 10_000, true]);
    assert.equal(new Set(details.installations.state?.value?.rows.map(({ id }) => id)).size, 10_000);
  }).timeout(60_000);

  it('show the first installations after one request for them and one for their names', async () => {
    const details = detailsOf('approvalButtons');
    await details.installations.refresh();
    assert.deepEqual(asked(), ['InstallationList', 'HostNames']);
  });

  it('count installations without the technical rows', async () => {
    gateway.sandbox.world.technicalRows = 'plain';
    const details = detailsOf('releaseNotes');
    await details.installations.refresh();
    const { value } = details.installations.state ?? {};
    assert.deepEqual([value?.rows.length, value?.total], [11, 11]);
  });

  it('keep the installations that came when the rest fails', async () => {
    const details = detailsOf('fieldGuard');
    details.installations.onDidChange(() => {
      if (details.installations.state?.value?.rows.length === 100)
        gateway.sandbox.faults.set('InstallationList', {
          kind: 'errors',
          errors: [{ message: 'No further', errorType: 'PERMISSION_DENIED' }],
        });
    });
    await details.installations.refresh();
    const { state } = details.installations;
    assert.ok(state?.status === 'failed');
    assert.equal(state.error.kind, 'forbidden');
    // The second page was under way when the first was shown.
    assert.ok([100, 200].includes(state.value?.rows.length ?? 0));
    assert.equal(state.value?.complete, false);
  });

  it('load the versions of their environments', async () => {
    const details = detailsOf('releaseNotes');
    assert.equal((await failure(details.versions('any'))).kind, 'notFound');
    await details.environments.refresh();
    const development = details.environments.state?.value?.find(({ kind }) => kind === 'development');
    assert.ok(development);
    assert.deepEqual(
      (await details.versions(development.id)).nodes.map(({ version }) => version),
      ['6.4.0', '5.7.0', '4.11.0', '3.13.0', '2.8.0', '1.1.0'],
    );
    assert.equal((await failure(details.versions('00000000-0000-4000-8000-000000000000'))).kind, 'notFound');
  });

  it('load the history of contributors', async () => {
    const details = detailsOf('fieldGuard');
    const { nodes, next } = await details.contributorHistory([]);
    assert.equal(nodes.length, 50);
    assert.equal((await details.contributorHistory([], next)).nodes.length, 14);
    assert.equal((await details.contributorHistory(['CONTRIBUTOR_ADDED'])).nodes.length, 0);
    assert.equal((await failure(detailsOf('qualityGate').contributorHistory([]))).kind, 'forbidden');
  });

  it('give up what they load on demand when they are disposed, or when the caller does', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('ContributorHistory', { kind: 'hang' });
    const caller = new AbortController();
    const [own, theirs] = [
      failure(details.contributorHistory([])),
      failure(details.contributorHistory(['CONTRIBUTOR_ADDED'], undefined, caller.signal)),
    ];
    await until(() => asked().length === 2);
    caller.abort();
    assert.equal((await theirs).kind, 'cancelled');
    details.dispose();
    assert.equal((await own).kind, 'cancelled');
  });

  it('need one request each for their first content, side by side', async () => {
    const details = detailsOf('releaseNotes');
    gateway.sandbox.faults.set('*', { kind: 'hang' });
    const loading = [details.profile, details.environments, details.installations, details.contributors].map(
      (resource) => resource.refresh(),
    );
    await until(() => asked().length === 4);
    assert.deepEqual(asked().sort(), ['AppProfile', 'ContributorActivity', 'EnvironmentList', 'InstallationList']);
    details.dispose();
    await Promise.all(loading);
  });
});
