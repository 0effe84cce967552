import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchInstallationPages } from '../../../../src/gateway/operations/fetch-installation-list.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, until, useGateway } from '../../../support/use-gateway.ts';
import { allInstallations } from '../../../support/all-installations.ts';

type Row = Record<string, unknown> & {
  installationContext: string;
  appEnvironmentVersion: unknown;
  computeVersion: unknown;
  appEnvironment: unknown;
};

describe('the installations of an app', () => {
  const gateway = useGateway();
  const installationsOf = (name: keyof typeof sampleAppIds) =>
    allInstallations(gateway.connect().client, appAri(sampleAppIds[name]));

  /** Changes the rows of the true reply. */
  const changeRows = (change: (rows: Row[]) => unknown[]) =>
    gateway.sandbox.faults.set('InstallationList', {
      kind: 'reply',
      change(body) {
        const { data } = body as { data: { ecosystem: { appInstallationsByApp: { nodes: Row[] } } } };
        const { appInstallationsByApp: connection } = data.ecosystem;
        return { data: { ecosystem: { appInstallationsByApp: { ...connection, nodes: change(connection.nodes) } } } };
      },
    });

  it('come by site, with version and status', async () => {
    assert.deepEqual(
      (await installationsOf('releaseNotes')).map(({ site, atlassianApp, environmentKey, version, status }) => [
        site,
        atlassianApp,
        environmentKey,
        version,
        status,
      ]),
      [
        ['bluebird-logistics.atlassian.net', 'JIRA', 'production', '2.2.0', 'permissionsOutdated'],
        ['fjordline.atlassian.net', 'JIRA', 'production', '3.5.0', 'appOutdated'],
        ['mara-dev.atlassian.net', 'JIRA', 'development', '6.4.0', 'upToDate'],
        ['mara-dev.atlassian.net', 'JIRA', 'mara-dev', '2.10.0', 'upToDate'],
        ['northlight-test.atlassian.net', 'JIRA', 'development', '5.7.0', 'permissionsOutdated'],
        ['northlight-test.atlassian.net', 'JIRA', 'staging', '4.2.0', 'permissionsOutdated'],
        ['northlight.atlassian.net', 'JIRA', 'production', '4.3.0', 'upToDate'],
        ['northwind.atlassian.net', 'JIRA', 'production', '4.3.0', 'upToDate'],
        ['polaris-robotics.atlassian.net', 'JIRA', 'production', '4.3.0', 'upToDate'],
        ['sakura-denki.atlassian.net', 'JIRA', 'production', '4.3.0', 'upToDate'],
        ['vasastan-dental.atlassian.net', 'JIRA', 'production', '4.3.0', 'upToDate'],
      ],
    );
  });

  it('tell id, time and environment', async () => {
    const [first] = await installationsOf('qualityGate');
    assert.match(first?.id ?? '', /^[0-9a-f-]{36}$/);
    assert.match(first?.environmentId ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(first?.installedAt.toISOString(), '2024-09-11T12:00:00.000Z');
  });

  it('name the sites of contexts that are workspaces with a site', async () => {
    assert.deepEqual(
      (await installationsOf('qualityGate')).map(({ site, atlassianApp }) => [site, atlassianApp]),
      [['northwind.atlassian.net', 'COMPASS']],
    );
  });

  it('are 300 on 300 sites, each with its name, asked for in pages', async () => {
    const installations = await installationsOf('fieldGuard');
    assert.equal(installations.length, 300);
    assert.equal(new Set(installations.map(({ id }) => id)).size, 300);
    assert.equal(new Set(installations.map(({ site }) => site)).size, 300);
    for (const { site } of installations) assert.match(site, /\.atlassian\.net$/);
    const sites = installations.map(({ site }) => site);
    assert.deepEqual(
      sites,
      sites.toSorted((a, b) => a.localeCompare(b)),
    );
    assert.equal(gateway.sent('InstallationList').length, 3);
    assert.equal(gateway.sent('HostNames').length, 15);
  });

  it('pair each name with its own site', async () => {
    const installations = await installationsOf('fieldGuard');
    const { sites, apps } = gateway.sandbox.world;
    const byId = new Map(
      (apps.get(sampleAppIds.fieldGuard)?.details().installations ?? []).map((one) => [one.id, one]),
    );
    const cloudIds = new Map([...sites.values()].map(({ cloudId, hostName }) => [hostName, cloudId]));
    for (const { id, site } of installations) assert.equal(cloudIds.get(site), byId.get(id)?.site?.cloudId);
  });

  it('are none for an app that nobody installed, and no names are asked for then', async () => {
    assert.deepEqual(await installationsOf('standupDigest'), []);
    assert.equal(gateway.sent('HostNames').length, 0);
  });

  it('leave out technical rows, should the gateway list them', async () => {
    const hidden = await installationsOf('decisionRegister');
    gateway.sandbox.world.technicalRows = 'plain';
    assert.deepEqual(await installationsOf('decisionRegister'), hidden);
    assert.equal(hidden.length, 4);
    for (const owner of ['identity', 'jira-servicedesk']) {
      changeRows((rows) =>
        rows.map((row) => ({
          ...row,
          installationContext: row.installationContext.replace(/^ari:cloud:\w+:/, `ari:cloud:${owner}:`),
        })),
      );
      assert.deepEqual(await installationsOf('decisionRegister'), []);
    }
  });

  it('are one for a cross-product app on one site, under its required Atlassian app', async () => {
    assert.deepEqual(
      (await installationsOf('decisionRegister')).map(({ site, atlassianApp }) => [site, atlassianApp]),
      [
        ['mara-dev.atlassian.net', 'JIRA'],
        ['northlight.atlassian.net', 'JIRA'],
        ['polaris-robotics.atlassian.net', 'JIRA'],
        ['vasastan-dental.atlassian.net', 'JIRA'],
      ],
    );
  });

  it('show the id of a workspace whose name the gateway does not tell', async () => {
    const [workspace] = await installationsOf('mergeGatekeeper');
    assert.deepEqual([workspace?.site, workspace?.atlassianApp], ['36f79e3e-4543-42cc-a425-b558875a139c', 'BITBUCKET']);
    assert.deepEqual(
      gateway.sent('HostNames').map(({ variables }) => variables),
      [
        {
          cloudIds: [],
          withCloudIds: false,
          activationIds: ['36f79e3e-4543-42cc-a425-b558875a139c'],
          withActivationIds: true,
        },
      ],
    );
  });

  it('show the id of a site that the gateway names null', async () => {
    gateway.sandbox.faults.set('HostNames', { kind: 'errors', errors: [], nullPath: ['byCloudId', 0] });
    const installations = await installationsOf('decisionRegister');
    assert.equal(installations.filter(({ site }) => /^[0-9a-f-]{36}$/.test(site)).length, 1);
    assert.equal(installations.filter(({ site }) => site.endsWith('.atlassian.net')).length, 3);
  });

  it('show a context of unknown form as it is', async () => {
    changeRows((rows) =>
      rows.map((row, index) => (index === 0 ? { ...row, installationContext: 'ari:cloud:new::planet/mars' } : row)),
    );
    const odd = (await installationsOf('approvalButtons')).find(({ site }) => site === 'ari:cloud:new::planet/mars');
    assert.equal(odd?.atlassianApp, '');
  });

  it('keep site names letter by letter', async () => {
    assert.ok((await installationsOf('hostileName')).some(({ site }) => site === '=cmd.<i>atlassian</i>.example.net'));
  });

  it('tell further Atlassian apps of a cross-product app', async () => {
    assert.deepEqual(
      (await installationsOf('decisionRegister')).map(({ site, secondaryAtlassianApps }) => [
        site,
        secondaryAtlassianApps,
      ]),
      [
        ['mara-dev.atlassian.net', ['CONFLUENCE']],
        ['northlight.atlassian.net', ['CONFLUENCE']],
        ['polaris-robotics.atlassian.net', ['CONFLUENCE', 'COMPASS']],
        ['vasastan-dental.atlassian.net', []],
      ],
    );
  });

  it('tell the version whose code runs beside the one whose permissions were granted', async () => {
    const installations = await installationsOf('releaseNotes');
    const differing = installations.filter(({ version, codeVersion }) => version !== codeVersion);
    assert.deepEqual(
      differing.map(({ site, version, codeVersion }) => [site, version, codeVersion]),
      [
        ['bluebird-logistics.atlassian.net', '2.2.0', '4.3.0'],
        ['northlight-test.atlassian.net', '5.7.0', '6.4.0'],
        ['northlight-test.atlassian.net', '4.2.0', '5.1.0'],
      ],
    );
  });

  it('tell what customers consent to', async () => {
    const installations = await installationsOf('releaseNotes');
    const consents = (site: string) =>
      installations
        .filter((one) => one.site === `${site}.atlassian.net`)
        .map(({ sharesLogs, permitsAnalytics }) => [sharesLogs, permitsAnalytics])[0];
    assert.deepEqual(
      [consents('northwind'), consents('fjordline'), consents('sakura-denki')],
      [
        [true, true],
        [false, false],
        [false, true],
      ],
    );
  });

  it('tell no consent where the gateway tells none', async () => {
    changeRows((rows) =>
      rows.map((row, index) => ({
        ...row,
        config: [null, [], [null, { key: 'BRAND_NEW', value: true }], [{ key: 'ALLOW_LOGS_ACCESS', value: false }]][
          index % 4
        ],
      })),
    );
    const installations = await installationsOf('decisionRegister');
    assert.equal(installations.filter((one) => 'sharesLogs' in one).length, 1);
    assert.equal(installations.filter((one) => 'permitsAnalytics' in one).length, 0);
  });

  it('tell licences, editions and trials', async () => {
    const installations = await installationsOf('timesheets');
    const licence = (site: string) => installations.find((one) => one.site.startsWith(site))?.licence;
    const meridian = licence('meridian');
    assert.deepEqual(
      [meridian?.active, meridian?.evaluation, meridian?.edition, meridian?.type, meridian?.billingPeriod],
      [true, false, 'advanced', 'COMMERCIAL', 'ANNUAL'],
    );
    assert.ok(meridian?.subscriptionEnd && meridian.subscriptionEnd > new Date('2025-06-15'));
    assert.equal('trialEnd' in meridian, false);
    const umbra = licence('umbra');
    assert.deepEqual([umbra?.active, umbra?.evaluation, umbra && 'billingPeriod' in umbra], [true, true, false]);
    assert.ok(umbra?.trialEnd && umbra.trialEnd > new Date('2025-06-15'));
    assert.deepEqual([licence('tidewater')?.active, licence('tidewater')?.edition], [false, 'standard']);
    assert.equal(
      installations.filter(({ environmentKey }) => environmentKey !== 'production').some((one) => 'licence' in one),
      false,
    );
  });

  it('keep editions that are new to us, and go without dates in an unknown form', async () => {
    const licence = {
      active: true,
      isEvaluation: null,
      capabilitySet: 'capabilityGolden',
      type: null,
      billingPeriod: 'DECADE',
      trialEndDate: 'soon',
      subscriptionEndDate: null,
    };
    changeRows((rows) => rows.map((row) => ({ ...row, license: licence })));
    const [first] = await installationsOf('qualityGate');
    assert.deepEqual(first?.licence, {
      active: true,
      evaluation: false,
      edition: 'capabilityGolden',
      billingPeriod: 'DECADE',
    });
  });

  it('keep the rest where licence, consent or the version of the code failed', async () => {
    for (const field of ['license', 'config', 'computeVersion', 'secondaryInstallationContexts']) {
      gateway.sandbox.faults.set('InstallationList', {
        kind: 'errors',
        errors: [{ message: 'down' }],
        nullPath: ['ecosystem', 'appInstallationsByApp', 'nodes', 0, field],
      });
      assert.equal((await installationsOf('timesheets')).length, 26, field);
    }
  });

  it('come in pages of 100 with their names, the next page being asked for meanwhile', async () => {
    const pages = fetchInstallationPages(gateway.connect().client, appAri(sampleAppIds.fieldGuard));
    const first = await pages.next();
    assert.ok(first.done !== true);
    assert.deepEqual([first.value.nodes.length, first.value.total, first.value.hidden], [100, 300, 0]);
    for (const { site } of first.value.nodes) assert.match(site, /\.atlassian\.net$/);
    await until(() => gateway.sent('InstallationList').length === 2);
    assert.equal(gateway.sent('HostNames').length, 5);
    const rest = [await pages.next(), await pages.next(), await pages.next()];
    assert.deepEqual(
      rest.map(({ done, value }) => [done, value?.nodes.length, value?.next === undefined]),
      [
        [false, 100, false],
        [false, 100, true],
        [true, undefined, true],
      ],
    );
  });

  it('keep their ids where the names cannot be had', async () => {
    gateway.sandbox.faults.set('HostNames', { kind: 'status', status: 500 });
    const installations = await installationsOf('approvalButtons');
    assert.equal(installations.length, 3);
    for (const { site } of installations) assert.match(site, /^[0-9a-f-]{36}$/);
  });

  it('that fail on a later page give the pages before it', async () => {
    const { client } = gateway.connect();
    const pages = fetchInstallationPages(client, appAri(sampleAppIds.fieldGuard));
    const first = await pages.next();
    assert.equal(first.value?.nodes.length, 100);
    await until(() => gateway.sent('InstallationList').length === 2);
    gateway.sandbox.faults.set('InstallationList', {
      kind: 'errors',
      errors: [{ message: 'No further', errorType: 'PERMISSION_DENIED' }],
    });
    assert.equal((await pages.next()).value?.nodes.length, 100);
    assert.equal((await failure(pages.next())).kind, 'forbidden');
  });

  const statuses: readonly [status: string, granted: unknown, code: unknown][] = [
    ['upToDate', { version: '3.2.0', isLatest: true }, { version: '3.2.0' }],
    ['upToDate', { version: '3.2.0', isLatest: true }, null],
    ['permissionsOutdated', { version: '3.2.0', isLatest: false }, { version: '3.10.0' }],
    ['appOutdated', { version: '3.10.0', isLatest: false }, { version: '3.10.0' }],
    ['appOutdated', { version: '3.10.0', isLatest: false }, { version: '3.2.0' }],
    ['unknown', { version: '3.10.0', isLatest: false }, null],
    ['unknown', null, { version: '3.2.0' }],
    ['unknown', null, null],
  ];
  for (const [status, granted, code] of statuses) {
    it(`are ${status} with permissions of ${JSON.stringify(granted)} and code of ${JSON.stringify(code)}`, async () => {
      changeRows((rows) => rows.map((row) => ({ ...row, appEnvironmentVersion: granted, computeVersion: code })));
      const [first] = await installationsOf('qualityGate');
      assert.equal(first?.status, status);
    });
  }

  it('do without environment and version where the gateway tells none', async () => {
    changeRows((rows) => rows.map((row) => ({ ...row, appEnvironment: null, appEnvironmentVersion: null })));
    const [first] = await installationsOf('qualityGate');
    assert.ok(first);
    for (const absent of ['environmentId', 'environmentKey', 'version']) assert.equal(absent in first, false, absent);
  });

  it('are not found for an unknown app, or one of somebody else', async () => {
    const { client } = gateway.connect();
    for (const id of ['00000000-0000-4000-8000-000000000000', sampleAppIds.maraForgePlayground]) {
      assert.equal((await failure(allInstallations(client, appAri(id)))).kind, 'notFound');
    }
    gateway.sandbox.faults.set('InstallationList', { kind: 'reply', change: () => ({ data: { ecosystem: null } }) });
    assert.equal((await failure(installationsOf('qualityGate'))).kind, 'notFound');
  });
});
