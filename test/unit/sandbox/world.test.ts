import assert from 'node:assert/strict';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { scopes } from '../../../src/sandbox/world/world-scopes.ts';
import { ariOf, ask, at, winter, withSandbox } from '../../support/sandbox/ask.ts';

const everything = `query Everything {
  apps(first: 100) { totalCount nodes {
    id name description createdAt updatedAt distributionStatus tags createdBy { name } appFeatures { key value } marketplaceApp { appKey slug }
    environments { id key type createdAt oauthClient { clientID } variables { key value encrypt }
      versions { nodes { id version isLatest createdAt updatedAt requiresLicense requiredProducts migrationKeys { jira } storage { hosted { classifications locations } remotes { key baseUrl } }
        permissions { scopes { key service { name } } egress { type addresses category inScopeEUD } securityPolicies { type policies } } extensions { nodes { id key extensionData } } } } }
  } }
}`;

/** Every object in a reply that has all of `fields`. */
function objectsWith(value: unknown, ...fields: readonly string[]): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((one) => objectsWith(one, ...fields));
  return fields.every((field) => field in value) ? [{ ...value }, ...inside] : inside;
}

describe('sandbox: world', () => {
  it('is the same for the same clock', async () => {
    const replies = [];
    for (let run = 0; run < 2; run++) {
      replies.push(
        await withSandbox(
          async (sandbox) => {
            const all = await ask(sandbox, everything);
            const installations = await ask(
              sandbox,
              'query I($id: ID!) { ecosystem { appInstallationsByApp(filter: { apps: { ids: [$id] }, includeSystemApps: true }) { nodes { id installationContext createdAt license { active trialEndDate } } } } }',
              { id: ariOf('timesheets') },
            );
            return [all.body, installations.body];
          },
          { now: winter, apps: 40 },
        ),
      );
    }
    assert.deepEqual(replies[0], replies[1]);
    assert.equal(at(replies[0]?.[0], 'data.apps.totalCount'), 40);
  });

  it('spells times as the gateway does, none of them in the future', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(sandbox, everything);
      const environments = objectsWith(body, 'key', 'type', 'createdAt');
      const versions = objectsWith(body, 'version', 'updatedAt');
      assert.ok(environments.length > 40 && versions.length > 60);
      for (const time of [
        ...environments.map(({ createdAt }) => createdAt),
        ...versions.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt]),
      ]) {
        assert.match(String(time), /^\d{13}$/);
        assert.ok(Number(time) <= winter.getTime());
      }
      for (const { createdAt, updatedAt } of objectsWith(body, 'distributionStatus')) {
        for (const time of [createdAt, updatedAt]) assert.equal(new Date(String(time)).toISOString(), time);
        assert.ok(String(createdAt) <= String(updatedAt));
      }
    }));

  it('follows the rule by which clients infer the type of an app', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(sandbox, everything);
      const kinds = new Map(
        objectsWith(body, 'appFeatures').map((app) => {
          const has = (key: string) =>
            objectsWith(app.appFeatures, 'key').some((feature) => feature.key === key && feature.value === true);
          if (has('SUPPORTS_COMPUTE')) return [app.id, 'forge'] as const;
          return [app.id, has('HAS_EXPOSED_CREDENTIALS') ? 'oauth' : 'connect'] as const;
        }),
      );
      assert.equal(kinds.get(ariOf('assetBridge')), 'connect');
      assert.equal(kinds.get(ariOf('reportExporter')), 'oauth');
      assert.equal([...kinds.values()].filter((kind) => kind === 'forge').length, 14);
    }));

  it('has the cases that clients must get right', () =>
    withSandbox(async (sandbox) => {
      const versionsOf = async (key: keyof typeof sampleAppIds) => {
        const { body } = await ask(
          sandbox,
          'query V($id: ID!) { app(id: $id) { environments { key versions { nodes { version permissions { scopes { key } } } } } } }',
          { id: ariOf(key) },
        );
        return new Map(
          (at(body, 'data.app.environments') as { key: string; versions: { nodes: { version: string }[] } }[]).map(
            ({ key: environment, versions }) => [environment, versions.nodes],
          ),
        );
      };
      const never = await versionsOf('standupDigest');
      assert.deepEqual(
        [...never].map(([key, nodes]) => [key, nodes.map(({ version }) => version)]),
        [
          ['default', ['1.1.0']],
          ['staging', []],
          ['production', []],
        ],
      );
      const main = await versionsOf('releaseNotes');
      assert.deepEqual([...main.keys()], ['default', 'staging', 'production', 'mara-dev', 'feature-sprint-view']);
      const scopesIn = (environment: string) => at(main.get(environment), '0.permissions.0.scopes.*.key') as string[];
      assert.ok(
        scopesIn('production').length > 0 &&
          scopesIn('production').every((scope) => scopesIn('default').includes(scope)),
      );
      assert.ok(scopesIn('default').length > scopesIn('production').length);

      const link =
        '{ ecosystem { devConsole { getActiveDistributionLink(appId: "' +
        sampleAppIds.approvalButtons +
        '") { signature products status } } } }';
      assert.match(
        String(at((await ask(sandbox, link)).body, 'data.ecosystem.devConsole.getActiveDistributionLink.signature')),
        /^AYABe[0-9a-f]{96}$/,
      );
      assert.equal(
        at(
          (await ask(sandbox, link, {}, sandbox.accounts.alias)).body,
          'data.ecosystem.devConsole.getActiveDistributionLink',
        ),
        null,
      );

      const { body } = await ask(
        sandbox,
        'query L($id: ID!) { app(id: $id) { marketplaceApp { listingStatus } } ecosystem { marketplaceData(cloudAppId: $id) { slug } appInstallationsByApp(filter: { apps: { ids: [$id] }, appEnvironments: { types: [PRODUCTION] } }) { nodes { license { active isEvaluation capabilitySet } appEnvironment { type } } } } }',
        { id: ariOf('timesheets') },
      );
      assert.equal(at(body, 'data.app.marketplaceApp.listingStatus'), 'PUBLIC');
      const licences = objectsWith(body, 'capabilitySet');
      assert.equal(licences.length, 24);
      assert.equal(licences.filter(({ isEvaluation }) => isEvaluation === true).length, 2);
      assert.equal(licences.filter(({ active }) => active === false).length, 1);
      assert.equal(new Set(licences.map(({ capabilitySet }) => capabilitySet)).size, 2);
    }));

  it('withholds the values of encrypted variables', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(sandbox, everything);
      const variables = objectsWith(body, 'encrypt', 'value');
      assert.ok(variables.some(({ encrypt }) => encrypt === true));
      for (const { encrypt, value } of variables) assert.equal(value === null, encrypt);
    }));

  it('answers for scopes and services by key and name', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(
        sandbox,
        '{ appHostServiceScopes(keys: ["storage:app", "no:such"]) { key service { name } } appHostServices(filter: { name: "Compass API" }) { scopes { key } } }',
      );
      assert.deepEqual(at(body, 'data.appHostServiceScopes'), [
        { key: 'storage:app', service: { name: 'Forge storage' } },
        null,
      ]);
      assert.equal((at(body, 'data.appHostServices.0.scopes') as unknown[]).length, 4);
      assert.equal(new Set(scopes.keys()).size, scopes.size);
    }));

  it('has as many apps as asked for, and builds 10,000 without building what is in them', () => {
    for (const count of [0, 1, 15, 16, 17, 500]) {
      const world = createWorld(winter, count);
      assert.equal(world.appsOf(world.accounts.main.person).length, count);
    }
    const world = createWorld(winter, 10_000);
    const apps = world.appsOf(world.accounts.main.person);
    assert.equal(apps.length, 10_000);
    assert.equal(new Set(apps.map(({ uuid }) => uuid)).size, 10_000);
    assert.equal(new Set(apps.map(({ name }) => name)).size, 10_000);
    const last = apps.at(-1)?.details();
    assert.ok(last && last.environments.length > 0);
    assert.equal(apps.at(-1)?.details(), last);
  });

  it('keeps what was uninstalled from an app, however many others are looked at meanwhile', () => {
    const world = createWorld(winter, 2000);
    const app = [...world.apps.values()].find(
      ({ uuid, details }) => !Object.values<string>(sampleAppIds).includes(uuid) && details().installations.length > 1,
    );
    assert.ok(app);
    app.details().installations = app.details().installations.slice(1);
    const left = app.details().installations;
    for (const other of world.apps.values()) other.details();
    assert.equal(app.details().installations, left);
  });

  it('has valid ids throughout', () => {
    const world = createWorld(winter, 60);
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const ids = [...world.apps.values()].flatMap((app) => {
      const { environments, installations } = app.details();
      return [app.uuid, ...environments.map(({ id }) => id), ...installations.map(({ id }) => id)];
    });
    for (const id of ids) assert.match(id, uuid);
    assert.equal(new Set(ids).size, ids.length);
    for (const { token } of Object.values(world.accounts)) assert.match(token, /^sandbox-token-/);
  });
});
