import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { environmentKey, fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the environments of an app', () => {
  const gateway = useGateway();
  const environmentsOf = (name: keyof typeof sampleAppIds) =>
    fetchEnvironments(gateway.connect().client, appAri(sampleAppIds[name]));

  it('come in the console’s order, with their newest versions', async () => {
    const environments = await environmentsOf('releaseNotes');
    assert.deepEqual(
      environments.map(({ key, kind, latest }) => [key, kind, latest?.version, latest?.isLatest]),
      [
        ['production', 'production', '4.3.0', true],
        ['staging', 'staging', '5.1.0', true],
        ['development', 'development', '6.4.0', true],
        ['feature-sprint-view', 'custom', '2.2.0', true],
        ['mara-dev', 'custom', '2.10.0', true],
      ],
    );
    assert.equal(new Set(environments.map(({ id }) => id)).size, 5);
  });

  it('tell when they were last deployed, for which Atlassian apps, with which scopes', async () => {
    const [production] = await environmentsOf('releaseNotes');
    const latest = production?.latest;
    assert.ok(latest);
    assert.equal(latest.deployedAt.toISOString(), '2025-05-28T04:48:00.000Z');
    assert.deepEqual(latest.atlassianApps, ['JIRA']);
    assert.deepEqual(
      latest.scopes.map(({ key, api }) => [key, api]),
      [
        ['read:jira-work', 'Jira API'],
        ['write:jira-work', 'Jira API'],
        ['read:jira-user', 'Jira API'],
        ['storage:app', 'Forge storage'],
      ],
    );
    assert.deepEqual(latest.scopes[0], {
      key: 'read:jira-work',
      name: 'View Jira issue data',
      description: 'Read projects, issues, and the data that goes with them.',
      api: 'Jira API',
      restricted: false,
    });
  });

  it('mark restricted scopes', async () => {
    const [production] = await environmentsOf('fieldGuard');
    assert.deepEqual(
      production?.latest?.scopes.filter(({ restricted }) => restricted).map(({ key }) => key),
      ['manage:jira-configuration'],
    );
  });

  it('have no version where nothing but the skeleton was deployed, or nothing at all', async () => {
    const environments = await environmentsOf('standupDigest');
    assert.deepEqual(
      environments.map(({ key, latest }) => [key, latest]),
      [
        ['production', undefined],
        ['staging', undefined],
        ['development', undefined],
      ],
    );
    for (const environment of environments) assert.equal('latest' in environment, false);
    assert.equal((await environmentsOf('approvalButtons')).find(({ key }) => key === 'staging')?.latest, undefined);
  });

  it('are one for an app that is no Forge app', async () => {
    assert.deepEqual(
      (await environmentsOf('reportExporter')).map(({ key }) => key),
      ['production'],
    );
    assert.deepEqual(
      (await environmentsOf('assetBridge')).map(({ key }) => key),
      ['production'],
    );
  });

  it('are not found for an app that is unknown, deleted, or somebody else’s', async () => {
    const { client } = gateway.connect();
    gateway.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    for (const id of [
      '00000000-0000-4000-8000-000000000000',
      sampleAppIds.teamPoll,
      sampleAppIds.maraForgePlayground,
    ]) {
      const error = await failure(fetchEnvironments(client, appAri(id)));
      assert.equal(error.kind, 'notFound');
      assert.equal(error.details.operation, 'EnvironmentList');
    }
  });

  it('keep words that every object knows as words', async () => {
    const word = (type: string) =>
      ({
        kind: 'reply',
        change: (body: unknown) => JSON.parse(JSON.stringify(body).replaceAll('FETCH_BACKEND_SIDE', type)) as unknown,
      }) as const;
    for (const type of ['constructor', 'toString', '__proto__']) {
      gateway.sandbox.faults.set('EnvironmentList', word(type));
      const kinds = (await environmentsOf('releaseNotes')).flatMap(
        ({ latest }) => latest?.egress.map(({ kind }) => kind) ?? [],
      );
      assert.ok(kinds.includes(type.toLowerCase()), kinds.join());
    }
  });

  it('are found page by page', async () => {
    const { client } = gateway.connect();
    const plain = await fetchEnvironments(client, appAri(sampleAppIds.releaseNotes));
    // The first answer holds the first two environments only, and says where to go on.
    gateway.sandbox.faults.set(
      'EnvironmentList',
      {
        kind: 'reply',
        change(body) {
          const { data } = body as { data: { app: { environmentsPage: { nodes: unknown[] } } } };
          const nodes = data.app.environmentsPage.nodes.slice(0, 2);
          return {
            data: {
              app: {
                environmentsPage: {
                  nodes,
                  pageInfo: { hasNextPage: true, endCursor: Buffer.from('1').toString('base64') },
                },
              },
            },
          };
        },
      },
      1,
    );
    const paged = await fetchEnvironments(client, appAri(sampleAppIds.releaseNotes));
    assert.deepEqual(paged, plain);
    assert.deepEqual(
      gateway.sent('EnvironmentList').map(({ variables }) => (variables as { after: unknown }).after),
      [null, null, 'MQ=='],
    );
  });
});

describe('the key of an environment', () => {
  it('is development where the gateway says default', () => {
    assert.equal(environmentKey('default'), 'development');
    for (const key of ['production', 'staging', 'development', 'mara-dev', 'DEFAULT'])
      assert.equal(environmentKey(key), key);
  });
});
