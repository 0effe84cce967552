import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import type { VersionFacts } from '../../../src/core/version-facts.ts';
import { fetchVersionFacts } from '../../../src/gateway/operations/fetch-version-facts.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { type AreaDifference, versionDifference } from '../../../src/versions/model/version-difference.ts';
import type { VersionArea } from '../../../src/versions/model/version-items.ts';
import { versionText } from '../../../src/versions/model/version-text.ts';
import { useGateway } from '../../support/use-gateway.ts';

describe('the difference of two versions', () => {
  const gateway = useGateway();
  const facts = (environment: string, major?: number, app: keyof typeof sampleAppIds = 'releaseNotes') =>
    fetchVersionFacts(gateway.connect().client, appAri(sampleAppIds[app]), { environment, major });

  function area(areas: readonly AreaDifference[], name: VersionArea): Omit<AreaDifference, 'area'> {
    const { isKnown, added, removed, changed, same } = areas.find((one) => one.area === name) ?? assert.fail(name);
    return { isKnown, added, removed, changed, same };
  }
  const nothing = { isKnown: true, added: [], removed: [], changed: [] };

  it('says what is added, removed and changed in each area, and how much is the same', async () => {
    const { areas, isSame } = versionDifference(await facts('production', 3), await facts('production', 4));
    assert.equal(isSame, false);
    assert.deepEqual(area(areas, 'scopes'), { ...nothing, same: 4 });
    assert.deepEqual(area(areas, 'egress'), {
      ...nothing,
      added: [{ name: 'fetch.client stats.example.com', details: ['category: analytics', 'inScopeEUD: false'] }],
      same: 3,
    });
    assert.deepEqual(area(areas, 'policies'), {
      ...nothing,
      added: [{ name: 'styles unsafe-inline', details: [] }],
      same: 0,
    });
    assert.deepEqual(area(areas, 'functions'), { ...nothing, same: 2 });
  });

  it('works across environments, and the other way round', async () => {
    const [production, development] = [await facts('production'), await facts('development')];
    const there = versionDifference(production, development);
    const back = versionDifference(development, production);
    assert.deepEqual(
      area(there.areas, 'scopes').added.map(({ name }) => name),
      ['manage:jira-project', 'read:sprint:jira-software'],
    );
    assert.deepEqual(area(back.areas, 'scopes').removed, area(there.areas, 'scopes').added);
    assert.deepEqual(
      area(there.areas, 'egress').added.map(({ name }) => name),
      ['configurable'],
    );
  });

  it('tells what changed of a function, a module and a remote that stay', async () => {
    const before = await facts('production', undefined, 'timesheets');
    const [first, ...others] = before.version.remotes;
    assert.ok(first && before.modules);
    const after: VersionFacts = {
      ...before,
      version: { ...before.version, remotes: [{ ...first, baseUrl: 'https://other.example.com' }, ...others] },
      modules: before.modules.map((module) => ({
        ...module,
        settings: module.settings.map(([path, value]) => [path, path === 'handler' ? 'late.run' : value] as const),
      })),
    };
    const { areas } = versionDifference(before, after);
    assert.deepEqual(area(areas, 'functions').changed, [
      { name: 'rates', before: ['handler: rates.load'], after: ['handler: late.run'] },
    ]);
    assert.deepEqual(area(areas, 'remotes').changed, [
      {
        name: 'payroll',
        before: ['baseUrl: https://payroll.example.com/forge'],
        after: ['baseUrl: https://other.example.com'],
      },
    ]);
    assert.deepEqual(area(areas, 'modules').changed, []);
  });

  it('is none between a version and itself, whatever the order of its lists', async () => {
    const one = await facts('production');
    const { version, modules } = one;
    const shuffled: VersionFacts = {
      ...one,
      version: { ...version, scopes: version.scopes.toReversed(), egress: version.egress.toReversed() },
      ...(modules && { modules: modules.toReversed() }),
    };
    assert.equal(versionDifference(one, shuffled).isSame, true);
    assert.equal(
      versionText(one, (text) => text),
      versionText(shuffled, (text) => text),
    );
  });

  it('does not call an area the same that the gateway did not report', async () => {
    const after = await facts('production');
    const { environmentKey, version, connectKeys } = after;
    const before: VersionFacts = { environmentKey, version, connectKeys };
    const { areas } = versionDifference(before, after);
    for (const name of ['modules', 'functions'] as const) assert.equal(area(areas, name).isKnown, false);
    assert.equal(area(areas, 'scopes').isKnown, true);
    assert.match(
      versionText(before, (text) => text),
      /^modules: # not reported$/m,
    );
  });

  it('counts the licence, storage, Atlassian apps and Connect keys', async () => {
    const after = await facts('production', undefined, 'timesheets');
    const other = await facts('production');
    const before: VersionFacts = {
      ...other,
      connectKeys: [['jira', 'com.example.old']],
      version: { ...other.version, atlassianApps: ['CONFLUENCE'] },
    };
    const { areas } = versionDifference(before, after);
    assert.deepEqual(
      area(areas, 'licence').added.map(({ details }) => details),
      [['enabled: true']],
    );
    assert.deepEqual(area(areas, 'storage').added, [
      { name: 'hosted', details: ['classifications: other, ugc', 'locations: EU, US'] },
    ]);
    assert.deepEqual(
      area(areas, 'atlassianApps').removed.map(({ name }) => name),
      ['confluence'],
    );
    assert.deepEqual(area(areas, 'connectKeys').removed, [{ name: 'jira', details: ['key: com.example.old'] }]);
  });

  it('shows in the texts of both versions, in which texts from elsewhere are spelled out', async () => {
    const [before, after] = [await facts('production', 2), await facts('production', 3)];
    const lines = (one: VersionFacts) => versionText(one, (text) => text.toUpperCase()).split('\n');
    const added = lines(after).filter((line) => !lines(before).includes(line));
    assert.ok(added.includes('  - WRITE:JIRA-WORK'));
    assert.ok(added.includes('  - SCHEDULEDTRIGGER NIGHTLY'));
    assert.ok(added.includes('      INTERVAL: DAY'));
    assert.ok(!lines(after).some((line) => line.includes(after.version.id)));
  });
});
