import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { App } from '../../../src/core/app.ts';
import { ForgeError } from '../../../src/core/errors.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchAppProfile } from '../../../src/gateway/operations/fetch-app-profile.ts';
import { fetchContributorActivity } from '../../../src/gateway/operations/fetch-contributor-activity.ts';
import { fetchContributorHistory } from '../../../src/gateway/operations/fetch-contributor-history.ts';
import { fetchContributors } from '../../../src/gateway/operations/fetch-contributor-list.ts';
import { fetchDeveloperSpace } from '../../../src/gateway/operations/fetch-developer-space.ts';
import { fetchEnvironments } from '../../../src/gateway/operations/fetch-environment-list.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { fetchVersionPage } from '../../../src/gateway/operations/fetch-version-history.ts';
import { developerSpaces, sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';
import { allInstallations } from '../../support/all-installations.ts';

/** A reply with every object changed, from the inside out. */
function changeObjects(value: unknown, change: (object: Record<string, unknown>) => Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => changeObjects(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(
    Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, unknown]) => [key, changeObjects(item, change)]),
    ),
  );
}

/** A reply with another value in its n-th place, counted from the outside in. */
function withOneChanged(body: unknown, place: number, value: unknown): unknown {
  let at = 0;
  const visit = (part: unknown): unknown => {
    if (at++ === place) return value;
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]: [string, unknown]) => [key, visit(item)]));
  };
  return visit(body);
}

describe('replies that are not quite as expected', () => {
  const gateway = useGateway();
  const releaseNotes = appAri(sampleAppIds.releaseNotes);
  const apps = async () =>
    new Map((await fetchAppPage(gateway.connect().client, 50, undefined)).nodes.map((app) => [app.id, app]));

  async function withFaultyApp(fault: () => void): Promise<App> {
    const index = [...(await apps()).keys()].indexOf(releaseNotes);
    assert.equal(index, 7, 'the faults below are set on this entry');
    fault();
    const app = (await apps()).get(releaseNotes);
    assert.ok(app);
    return app;
  }

  const optional: readonly [field: string, check: (app: App) => void][] = [
    ['createdBy', (app) => assert.equal(app.owner, undefined)],
    ['appFeatures', (app) => assert.equal(app.type, 'unknown')],
    ['marketplaceApp', (app) => assert.equal(app.marketplaceAppKey, undefined)],
    ['tags', (app) => assert.equal(app.isCloudFortified, false)],
    ['developerSpaceId', (app) => assert.equal(app.developerSpaceId, undefined)],
    ['environmentsPage', (app) => assert.deepEqual([app.productionVersion, app.scopes], [undefined, []])],
  ];
  for (const [field, check] of optional) {
    it(`an app whose ${field} failed keeps the rest, and the failure is in the log`, async () => {
      const app = await withFaultyApp(() =>
        gateway.sandbox.faults.set('AppList', {
          kind: 'errors',
          errors: [{ message: `${field} is down`, statusCode: 500 }],
          nullPath: ['apps', 'nodes', 7, field],
        }),
      );
      assert.equal(app.name, 'Release Notes Composer');
      check(app);
    });
  }

  it('the log names what was missing', async () => {
    const { client, log } = gateway.connect();
    gateway.sandbox.faults.set('AppList', {
      kind: 'errors',
      errors: [{ message: 'listing is down' }],
      nullPath: ['apps', 'nodes', 0, 'marketplaceApp', 'listingStatus'],
    });
    // The sandbox nulls the field itself here, which GraphQL would not do with a field that must not be null.
    assert.equal((await failure(fetchAppPage(client, 50, undefined))).kind, 'badReply');
    gateway.sandbox.faults.set('AppList', {
      kind: 'errors',
      errors: [{ message: 'listing is down' }],
      nullPath: ['apps', 'nodes', 0, 'marketplaceApp'],
    });
    await fetchAppPage(client, 50, undefined);
    assert.deepEqual(log.at(-1)?.tolerated, ['listing is down']);
    assert.equal(log.at(-1)?.error, undefined);
  });

  for (const path of [
    ['apps', 'nodes', 7],
    ['apps', 'nodes', 7, 'name'],
    ['apps', 'totalCount'],
    ['apps'],
    ['apps', 'nodes'],
  ]) {
    it(`an error at ${path.join('.')} is fatal, and the rest is not used`, async () => {
      const { client } = gateway.connect();
      gateway.sandbox.faults.set('AppList', {
        kind: 'errors',
        errors: [{ message: 'Broken here', errorType: 'ODD' }],
        nullPath: path,
      });
      const error = await failure(fetchAppPage(client, 50, undefined));
      assert.equal(error.kind, 'refused');
      assert.equal(error.message, 'Broken here');
      assert.equal(error.details.errorType, 'ODD');
    });
  }

  it('a rate limit inside a list is waited out, although the field is optional', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set(
      'AppList',
      {
        kind: 'errors',
        errors: [{ message: 'Slow', errorType: 'TOO_MANY_REQUESTS' }],
        nullPath: ['apps', 'nodes', 7, 'createdBy'],
      },
      1,
    );
    const { nodes } = await fetchAppPage(client, 50, undefined);
    assert.equal(gateway.sent('AppList').length, 2);
    assert.equal(nodes.find(({ id }) => id === releaseNotes)?.owner?.name, 'Mara Lindqvist');
  });

  it('host names that failed leave the ids of the sites', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.faults.set('HostNames', {
      kind: 'errors',
      errors: [{ message: 'No names' }],
      nullPath: ['byCloudId'],
    });
    const installations = await allInstallations(client, releaseNotes);
    assert.equal(installations.length, 11);
    for (const { site } of installations) assert.match(site, /^[0-9a-f-]{36}$/);
  });

  const operations: readonly [name: string, fetch: () => Promise<unknown>][] = [
    ['AppList', () => fetchAppPage(gateway.connect().client, 50, undefined)],
    ['EnvironmentList', () => fetchEnvironments(gateway.connect().client, releaseNotes)],
    ['InstallationList', () => allInstallations(gateway.connect().client, releaseNotes)],
    ['HostNames', () => allInstallations(gateway.connect().client, releaseNotes)],
    ['ContributorList', () => fetchContributors(gateway.connect().client, releaseNotes)],
    ['ContributorActivity', () => fetchContributorActivity(gateway.connect().client, releaseNotes)],
    ['ContributorHistory', () => fetchContributorHistory(gateway.connect().client, releaseNotes, [], undefined)],
    ['VersionHistory', () => fetchVersionPage(gateway.connect().client, releaseNotes, 'development', undefined)],
    ['AppProfile', () => fetchAppProfile(gateway.connect().client, releaseNotes)],
    ['DeveloperSpace', () => fetchDeveloperSpace(gateway.connect().client, developerSpaces.northlight.id)],
    ['Me', () => fetchMe(gateway.connect().client)],
  ];
  /** Operations whose outermost field may be null, which means that there is nothing, or nothing to be shown. */
  const mayBeNothing = [
    'InstallationList',
    'EnvironmentList',
    'ContributorActivity',
    'ContributorHistory',
    'VersionHistory',
    'DeveloperSpace',
  ];
  for (const [name, fetch] of operations) {
    it(`${name} takes no notice of fields that it does not know`, async () => {
      const plain = await fetch();
      gateway.sandbox.faults.set(name, {
        kind: 'reply',
        change: (body) =>
          changeObjects(body, (object) => ({
            __typename: 'BrandNew',
            ...object,
            brandNew: { nested: [1, null] },
            constructor: 1,
          })),
      });
      assert.deepEqual(await fetch(), plain);
    });

    it(`${name} takes words that it does not know in place of enum values`, async () => {
      gateway.sandbox.faults.set(name, {
        kind: 'reply',
        change: (body) =>
          changeObjects(body, (object) => ({
            ...object,
            ...('type' in object && { type: 'BRAND_NEW' }),
            ...('accountStatus' in object && { accountStatus: 'brand-new' }),
            ...('distributionStatus' in object && { distributionStatus: 'BRAND_NEW' }),
            ...('listingStatus' in object && { listingStatus: 'BRAND_NEW' }),
            ...('action' in object && { action: 'BRAND_NEW' }),
            ...('publishStatus' in object && { publishStatus: 'BRAND_NEW' }),
            ...('capabilitySet' in object && { capabilitySet: 'brandNew' }),
            ...('category' in object && { category: 'BRAND_NEW' }),
            ...('requiredProducts' in object && { requiredProducts: ['BRAND_NEW'] }),
            ...('roles' in object && { roles: ['BRAND_NEW', null] }),
            ...('key' in object && 'value' in object && { key: 'BRAND_NEW' }),
          })),
      });
      assert.ok(await fetch());
    });

    it(`${name} says badReply when a reply has nothing of what was asked`, async () => {
      gateway.sandbox.faults.set(name, { kind: 'reply', change: () => ({ data: { other: 1 } }) });
      // All of HostNames is optional: without names, the ids stand in.
      if (name === 'HostNames')
        assert.equal((await allInstallations(gateway.connect().client, releaseNotes)).length, 11);
      else if (mayBeNothing.includes(name)) assert.ok(['badReply', 'notFound'].includes((await failure(fetch())).kind));
      else assert.equal((await failure(fetch())).kind, 'badReply');
    });
  }

  const odd = [null, 0, '', 'x', [], {}, [null], { length: 1 }, true];
  for (const [name, fetch] of operations) {
    it(`${name} ends well or in a ForgeError, whatever stands in place of whatever`, async () => {
      // Most places of an answer are among its first ones.
      const place = fc.noBias(fc.nat(999)).map((share) => Math.floor((share / 1000) ** 2 * 200));
      const outcomes = new Set<string>();
      for (const [at, value] of fc.sample(fc.tuple(place, fc.constantFrom(...odd)), { seed: 615, numRuns: 60 })) {
        gateway.sandbox.faults.set(name, { kind: 'reply', change: (body) => withOneChanged(body, at, value) });
        const outcome = await fetch().then(
          () => 'taken',
          (error: unknown) => (error instanceof ForgeError ? error.kind : `not a ForgeError: ${String(error)}`),
        );
        outcomes.add(outcome);
      }
      for (const outcome of outcomes)
        assert.ok(['taken', 'badReply', 'notFound', 'signedOut', 'refused'].includes(outcome), `${name}: ${outcome}`);
      // Without names the list still stands.
      assert.deepEqual([outcomes.has('taken'), outcomes.has('badReply')], [true, name !== 'HostNames']);
    });
  }
});
