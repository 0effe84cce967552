import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { activeCustomers, proposedSites } from '../../../../src/removal/model/active-customers.ts';
import { checkApp } from '../../../../src/removal/model/removal-check.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import type { Installation, License } from '../../../../src/sandbox/world/world-types.ts';
import { useGateway } from '../../../support/use-gateway.ts';

const none: ReadonlySet<string> = new Set();

describe('the active customers of an app', () => {
  const gateway = useGateway();
  const check = (app: keyof typeof sampleAppIds) =>
    checkApp(gateway.connect().client, gateway.sandbox.accounts.main.accountId, appAri(sampleAppIds[app]));
  const details = (app: keyof typeof sampleAppIds) =>
    gateway.sandbox.world.apps.get(sampleAppIds[app])?.details() ?? assert.fail();

  /** Leaves an app three production sites, each with what `change` makes of its licence. */
  function licences(app: keyof typeof sampleAppIds, ...change: ((license: License) => License | undefined)[]): void {
    const production = details(app).installations.filter(
      ({ environment, license }) => environment.type === 'PRODUCTION' && license,
    );
    details(app).installations = change.map((to, index) => {
      const installation = production[index] ?? assert.fail();
      return { ...installation, license: installation.license && to(installation.license) } satisfies Installation;
    });
  }
  const active = (license: License) => ({ ...license, active: true });
  const inactive = (license: License) => ({ ...license, active: false });
  const unavailable = () => undefined;

  it('are for a paid app those with an active licence, and those whose licence is not available', async () => {
    licences('timesheets', active, inactive, unavailable);
    const found = await check('timesheets');
    const [first, , third] = details('timesheets').installations.map(({ site }) => site?.hostName);
    const customers = activeCustomers(found, none);
    assert.deepEqual([...customers.sites].sort(), [first, third].sort());
    assert.deepEqual(customers.unlicensed, [third]);
    assert.equal(customers.known, false);
  });

  it('are none where every licence of a paid app has ended', async () => {
    licences('timesheets', inactive, inactive);
    assert.deepEqual(activeCustomers(await check('timesheets'), none), { sites: [], unlicensed: [], known: true });
  });

  it('are for a free app all production sites', async () => {
    const { sites, unlicensed, known } = activeCustomers(await check('diagramPeek'), none);
    assert.equal(sites.length, 11);
    assert.deepEqual(unlicensed, []);
    assert.equal(known, true);
  });

  it('are not those of one’s own sites, nor of other environments', async () => {
    licences('timesheets', active, active);
    const found = await check('timesheets');
    const [mine, customer] = found.rows;
    assert.ok(mine && customer);
    assert.deepEqual(activeCustomers(found, new Set([mine.siteId])).sites, [customer.site]);
    assert.deepEqual(activeCustomers(found, new Set([mine.siteId, customer.siteId])).sites, []);
    const elsewhere = { ...found, rows: found.rows.map((row) => ({ ...row, isProduction: false })) };
    assert.deepEqual(activeCustomers(elsewhere, none).sites, []);
  });

  it('are not known while it is not known whether the app is paid', async () => {
    licences('timesheets', inactive, active);
    gateway.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 500 });
    const customers = activeCustomers(await check('timesheets'), none);
    assert.equal(customers.sites.length, 2, 'an ended licence says nothing of a free app');
    assert.equal(customers.known, false);
  });

  it('count licences that could not be loaded', async () => {
    licences('timesheets', inactive);
    gateway.sandbox.faults.set('RemovalFacts', {
      kind: 'errors',
      errors: [{ message: 'Broken', statusCode: 500 }],
      nullPath: ['ecosystem', 'appInstallationsByApp', 'nodes', 0, 'license'],
    });
    const { sites, known } = activeCustomers(await check('timesheets'), none);
    assert.deepEqual([sites.length, known], [1, false]);
  });

  it('leave to ask which sites are one’s own: production sites that this account installed it on', async () => {
    const found = await check('timesheets');
    const { accountId } = gateway.sandbox.accounts.main;
    const byMe = {
      ...found,
      rows: found.rows.map((row, index) => ({ ...row, createdBy: index < 2 ? accountId : 'x' })),
    };
    const inProduction = byMe.rows.filter(({ createdBy, isProduction }) => createdBy === accountId && isProduction);
    assert.deepEqual(
      proposedSites(byMe, none).map(({ siteId }) => siteId),
      [...new Set(inProduction.map(({ siteId }) => siteId))],
    );
    assert.deepEqual(proposedSites(byMe, new Set(inProduction.map(({ siteId }) => siteId))), []);
  });
});
