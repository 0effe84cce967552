import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchVersionFacts } from '../../../../src/gateway/operations/fetch-version-facts.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('facts of a version', () => {
  const gateway = useGateway();
  const facts = (app: keyof typeof sampleAppIds, environment: string, major?: number) =>
    fetchVersionFacts(gateway.connect().client, appAri(sampleAppIds[app]), { environment, major });

  it('are those of the newest minor of a major version, or of the newest version', async () => {
    assert.equal((await facts('releaseNotes', 'production', 3)).version.version, '3.5.0');
    assert.equal((await facts('releaseNotes', 'production')).version.version, '4.3.0');
    assert.deepEqual(
      gateway.sent('VersionFacts').map(({ variables }) => (variables as { majorVersion: unknown }).majorVersion),
      [3, null],
    );
  });

  it('have the gateway’s key of the environment in the request, and the CLI’s in the result', async () => {
    assert.equal((await facts('releaseNotes', 'development')).environmentKey, 'development');
    assert.deepEqual(
      gateway.sent('VersionFacts').map(({ variables }) => (variables as { environmentKey: unknown }).environmentKey),
      ['default'],
    );
  });

  it('tell each property of a module by its path, sorted, without what the gateway adds', async () => {
    const { modules } = await facts('releaseNotes', 'production');
    assert.deepEqual(modules?.slice(0, 2), [
      {
        key: 'release-notes-panel',
        type: 'jira:issuePanel',
        settings: [
          ['resolver.function', 'resolver'],
          ['resource', 'main'],
          ['title', 'Release notes'],
        ],
      },
      {
        key: 'resolver',
        type: 'core:function',
        settings: [
          ['handler', 'index.handler'],
          ['runtime.identifier', 'nodejs22.x'],
        ],
      },
    ]);
  });

  it('bound what an author wrote', async () => {
    const deep = (depth: number): unknown => (depth === 0 ? 'x' : { in: deep(depth - 1) });
    gateway.sandbox.faults.set('VersionFacts', {
      kind: 'reply',
      change: (body) =>
        JSON.parse(JSON.stringify(body), (key, value: unknown) =>
          key === 'extensionData'
            ? {
                many: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, index])),
                deep: deep(500),
                list: ['a', 1, true],
                aLong: 'y'.repeat(10_000),
              }
            : value,
        ) as unknown,
    });
    const [module] = (await facts('releaseNotes', 'production')).modules ?? [];
    assert.ok(module);
    assert.equal(module.settings.length, 500);
    assert.ok(module.settings.every(([path, value]) => path.length <= 501 && value.length <= 501));
  });

  it('leave out a property that is nested too deeply to be written', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    let sent = '';
    gateway.sandbox.faults.set('VersionFacts', { kind: 'reply', change: (body) => (sent = JSON.stringify(body)) });
    await failure(facts('releaseNotes', 'production'));
    const body = sent.replace('"title":"Release notes"', `"title":${deep}`);
    gateway.sandbox.faults.set('VersionFacts', { kind: 'status', status: 200, body });
    const [module] = (await facts('releaseNotes', 'production')).modules ?? [];
    assert.match(module?.settings.find(([path]) => path.startsWith('title'))?.[1] ?? '', /^…$/);
  });

  it('blot out credentials', async () => {
    gateway.sandbox.faults.set('VersionFacts', {
      kind: 'reply',
      change: (body) =>
        JSON.parse(JSON.stringify(body).replaceAll('index.handler', 'Basic bWFyYUBleGFtcGxlLmNvbTp4')) as unknown,
    });
    const { modules } = await facts('releaseNotes', 'production');
    assert.deepEqual(modules?.[1]?.settings[0], ['handler', 'Basic ***']);
  });

  it('do without modules and Connect keys that could not be had', async () => {
    gateway.sandbox.faults.set('VersionFacts', {
      kind: 'errors',
      errors: [{ message: 'down' }],
      nullPath: ['app', 'environmentByKey', 'versions', 'nodes', 0, 'extensions'],
    });
    const found = await facts('releaseNotes', 'production');
    assert.equal('modules' in found, false);
    assert.deepEqual(found.connectKeys, []);
  });

  it('are not found for an unknown app, environment or version', async () => {
    assert.equal((await failure(facts('maraForgePlayground', 'production'))).kind, 'notFound');
    assert.equal((await failure(facts('releaseNotes', 'nowhere'))).kind, 'notFound');
    const { kind, message } = await failure(facts('releaseNotes', 'production', 99));
    assert.deepEqual([kind, message], ['notFound', 'the environment has no such version']);
  });

  it('are a bad reply where a version is not as expected', async () => {
    gateway.sandbox.faults.set('VersionFacts', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replace('"version":"4.3.0"', '"version":7')) as unknown,
    });
    assert.equal((await failure(facts('releaseNotes', 'production'))).kind, 'badReply');
  });
});
