import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { deployBuild } from '../../../../src/gateway/operations/deploy-build.ts';
import { fetchBuildPage } from '../../../../src/gateway/operations/fetch-build-list.ts';
import { fetchDeploymentPage } from '../../../../src/gateway/operations/fetch-deployment-list.ts';
import { fetchDeploymentProgress } from '../../../../src/gateway/operations/fetch-deployment-progress.ts';
import { fetchEnvironments } from '../../../../src/gateway/operations/fetch-environment-list.ts';
import { allNodes } from '../../../../src/gateway/paging.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, now, useGateway } from '../../../support/use-gateway.ts';

const day = 86_400_000;
const app = appAri(sampleAppIds.releaseNotes);
const last = (days: number) => ({ from: new Date(now.getTime() - days * day), to: new Date(now.getTime() + day) });

describe('the deployments of an app', () => {
  const gateway = useGateway();
  const connect = () => gateway.connect().client;

  it('come newest first, with who, where, tag, major version and failure; one without a tag has none', async () => {
    const { nodes } = await fetchDeploymentPage(connect(), app, last(30), undefined);
    const [running] = nodes;
    assert.deepEqual(running, {
      id: running?.id,
      environment: 'staging',
      status: 'running',
      at: new Date('2025-06-15T11:54:14Z'),
      by: { accountId: '712020:4b2f6c1e-0d43-4a7e-9c55-8f1f0c2d7a11', name: 'Mara Lindqvist', isClosed: false },
    });
    const done = nodes.find(({ status }) => status === 'done');
    assert.equal(done?.environment, 'development');
    assert.equal(done.major, 6);
    assert.match(done.tag ?? '', /^[0-9a-f]{12}$/);
    const failed = nodes.filter(({ status }) => status === 'failed');
    assert.deepEqual(
      failed.map(({ failure: why, by }) => [why?.code, by?.isClosed]),
      [
        ['MANIFEST_PERMISSIONS_VALIDATION_FAILED', false],
        ['BUNDLE_INVALID', false],
        ['DEPLOYMENT_TIMEOUT', false],
        ['ENTITY_VALIDATION_ERROR', true],
      ],
    );
  });

  it('come page by page, and those before there were builds have no tag', async () => {
    const fieldGuard = appAri(sampleAppIds.fieldGuard);
    const pages: number[] = [];
    const all = await allNodes(async (after) => {
      const page = await fetchDeploymentPage(connect(), fieldGuard, last(3650), after);
      pages.push(page.nodes.length);
      return page;
    });
    assert.deepEqual(pages, [100, 57]);
    assert.ok(all.some(({ tag }) => tag === undefined) && all.some(({ tag }) => tag !== undefined));
    assert.equal(new Set(all.map(({ id }) => id)).size, 157);
  });

  it('say what the environment’s validation said, and unknown statuses as such', async () => {
    const forecast = appAri(sampleAppIds.sprintForecast);
    gateway.sandbox.faults.set('DeploymentList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replace('"status":"FAILED"', '"status":"PAUSED"')) as unknown,
    });
    const { nodes } = await fetchDeploymentPage(connect(), forecast, last(5), undefined);
    assert.equal(nodes[0]?.status, 'unknown');
    assert.equal(
      nodes.find(({ failure: why }) => why?.code === 'ENVIRONMENT_UPDATE_VALIDATION_FAILED')?.failure?.cause,
      'modules.jira:issuePanel[0].function: no function has the key "resolver"',
    );
  });

  it('have messages without control characters and marks, whatever is in them', async () => {
    const hostile = appAri(sampleAppIds.hostileName);
    const [failed] = (await fetchDeploymentPage(connect(), hostile, last(5), undefined)).nodes;
    assert.equal(failed?.failure?.message, '[click](command:x) <img src=x onerror=alert(4)>{{nested.style}} end');
    assert.equal(failed.failure.code, '<b>NEW_CODE</b>');
    const { stages } = await fetchDeploymentProgress(connect(), hostile, failed);
    const errors = stages.flatMap(({ messages }) => messages.filter(({ level }) => level === 'error'));
    assert.deepEqual(errors, [{ text: failed.failure.message, level: 'error' }]);
  });

  it('are not found for an app of others', async () => {
    const other = appAri(sampleAppIds.maraForgePlayground);
    assert.equal((await failure(fetchDeploymentPage(connect(), other, last(1), undefined))).kind, 'notFound');
    assert.equal((await failure(fetchBuildPage(connect(), other, undefined))).kind, 'notFound');
    const one = { environment: 'development', id: '1' };
    assert.equal((await failure(fetchDeploymentProgress(connect(), app, one))).kind, 'notFound');
  });
});

describe('the builds of an app', () => {
  const gateway = useGateway();

  it('come newest first, page by page backwards, each once', async () => {
    const { client } = gateway.connect();
    const fieldGuard = appAri(sampleAppIds.fieldGuard);
    const all = await allNodes((before) => fetchBuildPage(client, fieldGuard, before));
    const { total } = await fetchBuildPage(client, fieldGuard, undefined);
    assert.equal(all.length, total);
    assert.equal(new Set(all.map(({ tag }) => tag)).size, all.length);
    const times = all.map(({ at }) => at.getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  it('have their states', async () => {
    const { nodes } = await fetchBuildPage(gateway.connect().client, app, undefined);
    assert.deepEqual(
      ['nightly-2025.6', 'broken-on-friday', 'release_candidate-7'].map(
        (tag) => nodes.find((one) => one.tag === tag)?.status,
      ),
      ['processing', 'failed', 'ready'],
    );
  });
});

describe('deploying a build', () => {
  const gateway = useGateway();
  const tag = 'release_candidate-7';

  it('moves through its stages, and makes a version in its environment', async () => {
    const { client } = gateway.connect();
    const { deploymentId: id = '' } = await deployBuild(client, app, { environment: 'production', tag });
    const one = { environment: 'production', id };
    const steps = async () => {
      const { status, stages } = await fetchDeploymentProgress(client, app, one);
      return [status, ...stages.map(({ done, total }) => `${done}/${total}`)];
    };
    assert.deepEqual(await steps(), ['running', '0/2', '0/3', '0/2']);
    gateway.sandbox.world.clock.advance(7000);
    assert.deepEqual(await steps(), ['running', '2/2', '2/3', '0/2']);
    gateway.sandbox.world.clock.advance(7000);
    assert.deepEqual(await steps(), ['done', '2/2', '3/3', '2/2']);
    const { nodes } = await fetchDeploymentPage(client, app, last(1), undefined);
    assert.deepEqual([nodes[0]?.id, nodes[0]?.tag, nodes[0]?.major], [id, tag, 5]);
    const production = (await fetchEnvironments(client, app)).find(({ key }) => key === 'production');
    assert.equal(production?.latest?.version, '5.0.0');
  });

  it('is refused while another runs, without the right role, and for builds that aren’t ready', async () => {
    const { client } = gateway.connect();
    const refusal = async (environment: string, build: string, id = app) =>
      (await failure(deployBuild(client, id, { environment, tag: build }))).details.errorType;
    assert.equal(await refusal('staging', tag), 'DEPLOYMENT_IN_PROGRESS');
    assert.equal(await refusal('production', 'nightly-2025.6'), 'BUILD_NOT_READY');
    assert.equal(await refusal('production', 'nothing'), 'BUILD_NOT_FOUND');
    assert.equal(await refusal('production', tag, appAri(sampleAppIds.sprintForecast)), 'PERMISSION_DENIED');
    assert.equal(await refusal('development', tag, appAri(sampleAppIds.qualityGate)), 'PERMISSION_DENIED');
  });
});
