import assert from 'node:assert/strict';
import { createAccountData } from '../../../../src/apps/model/account-data.ts';
import { createAppListCache } from '../../../../src/apps/model/app-list-cache.ts';
import { createMySites } from '../../../../src/apps/model/my-sites.ts';
import type { Event } from '../../../../src/core/emitter.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { createDeploymentWatch } from '../../../../src/deployments/model/deployment-watch.ts';
import { createRequestTurns } from '../../../../src/deployments/model/request-turns.ts';
import { createRunningDeployments } from '../../../../src/deployments/model/running-deployments.ts';
import { startDeployment } from '../../../../src/sandbox/world/run-deployments.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useFolder } from '../../../support/folder.ts';
import { useGateway } from '../../../support/use-gateway.ts';
import { createVirtualClock } from '../../../support/virtual-clock.ts';

const names = [
  'releaseNotes',
  'timesheets',
  'customerVault',
  'standupDigest',
  'decisionRegister',
  'approvalButtons',
  'fieldGuard',
  'minutesJapanese',
  'hostileName',
  'teamPoll',
] as const;

const next = <T>(event: Event<T>) =>
  new Promise<T>((resolve) => {
    const subscription = event((value) => {
      subscription.dispose();
      resolve(value);
    });
  });

describe('following running deployments', () => {
  const gateway = useGateway({ now: new Date() });
  const folder = useFolder();

  let dispose: () => void = () => undefined;
  afterEach(() => dispose());

  function stage() {
    const clock = createVirtualClock();
    const { accountId: id, name, email } = gateway.sandbox.accounts.main;
    const account = { key: 'k', id, name, email, gateway: gateway.sandbox.url, kind: 'sample' } as const;
    const cache = createAppListCache(folder.path, 'k', (error: unknown) => assert.fail(String(error)));
    const sites = createMySites({ get: () => undefined, update: () => Promise.resolve() }, 'k');
    const data = createAccountData(account, gateway.connect().client, cache, sites, () => 50);
    const turns = createRequestTurns({ clock, isAttentive: () => true });
    dispose = () => turns.dispose();
    const running = createRunningDeployments(createDeploymentWatch(turns, clock), () => true);
    /** Lets time pass, and waits for what is told then. */
    async function progressAfter(ms: number): Promise<void> {
      const progress = next(running.onDidChange);
      await clock.pass(ms);
      await progress;
    }
    return { clock, data, running, progressAfter };
  }

  /** Begins a deployment to production of an app in the sandbox. */
  function deploy(name: (typeof names)[number]): void {
    const app = gateway.sandbox.world.apps.get(sampleAppIds[name]);
    const environment = app?.details().environments.find(({ key }) => key === 'production');
    assert.ok(app && environment);
    const build = { tag: 'a-build', manifest: { scopes: ['read:jira-work'] } };
    const by = gateway.sandbox.world.accounts.main.person;
    startDeployment(app, gateway.sandbox.world.clock, { environment, build, by, major: undefined });
  }

  /** A stage with one deployment that runs, of an app whose deployments are loaded. */
  async function stageWithOne() {
    const staged = stage();
    deploy('teamPoll');
    const app = { data: staged.data, id: appAri(sampleAppIds.teamPoll) };
    const { deployments, environments } = app.data.details(app.id);
    await deployments.refresh();
    return { ...staged, app, deployments, environments };
  }

  it('sends at most one request every two seconds for ten of them', async () => {
    const { data, running, progressAfter } = stage();
    for (const name of names) {
      deploy(name);
      const app = { data, id: appAri(sampleAppIds[name]) };
      await data.details(app.id).deployments.refresh();
      running.follow(app);
    }
    const sent = () => gateway.sent('DeploymentProgress');
    for (let turn = 1; turn <= 12; turn++) {
      await progressAfter(2000);
      assert.ok(sent().length <= turn + 1, `${sent().length} requests in ${turn * 2} s`);
    }
    assert.ok(new Set(sent().map(({ variables }) => JSON.stringify(variables))).size >= 10);
  });

  it('tells how far one is, and when it has ended, and what the end changed', async () => {
    const { app, deployments, environments, running, progressAfter } = await stageWithOne();
    await environments.refresh();
    const following = running.follow(app);
    const [listed] = deployments.state?.value?.rows ?? [];
    assert.ok(listed);
    await progressAfter(1);
    assert.deepEqual(
      running.current(app, listed).stages?.map(({ done }) => done),
      [0, 0, 0],
    );

    gateway.sandbox.world.clock.advance(20_000);
    const refreshed = next(environments.onDidChange);
    const ended = next(running.onDidEnd);
    await progressAfter(4000);
    assert.deepEqual([(await ended).deployment.status, running.current(app, listed).status], ['done', 'done']);
    await refreshed;
    const production = environments.state?.value?.find(({ key }) => key === 'production');
    assert.equal(production?.latest?.version, '3.0.0');
    following.dispose();
  });

  it('says of one that Atlassian refuses to tell about that it does, until the list is loaded again', async () => {
    const { app, deployments, running, progressAfter } = await stageWithOne();
    const current = () => running.current(app, deployments.state?.value?.rows[0] ?? assert.fail());
    const errors = [{ message: 'Not allowed', errorType: 'PERMISSION_DENIED', statusCode: 403 }];
    gateway.sandbox.faults.set('DeploymentProgress', { kind: 'errors', errors });
    running.follow(app);
    await progressAfter(1);
    assert.equal(current().isRefused, true);

    gateway.sandbox.faults.clear();
    await deployments.refresh();
    await progressAfter(4000);
    assert.deepEqual([current().isRefused, current().stages?.length], [undefined, 3]);
  });

  it('tells once that one has ended, also where the list shows it first', async () => {
    const { app, deployments, running, progressAfter } = await stageWithOne();
    const ends: string[] = [];
    running.onDidEnd(({ deployment: { status } }) => ends.push(status));
    running.follow(app);
    await progressAfter(1);
    gateway.sandbox.world.clock.advance(60_000);
    await deployments.refresh();
    await deployments.refresh();
    assert.deepEqual(ends, ['done']);
  });

  it('tells one that began and ended between two looks at the list, once, and none from before', async () => {
    const { data, running } = stage();
    deploy('teamPoll');
    gateway.sandbox.world.clock.advance(60_000);
    const app = { data, id: appAri(sampleAppIds.teamPoll) };
    const { deployments } = data.details(app.id);
    const ends: string[] = [];
    running.onDidEnd(({ deployment: { environment, status } }) => ends.push(`${environment} ${status}`));
    const following = running.follow(app);
    await deployments.refresh();
    await deployments.refresh();
    assert.deepEqual(ends, [], 'what the first look shows');

    // The world stands still; the look was by this computer's clock.
    const { clock } = gateway.sandbox.world;
    clock.advance(Date.now() - clock.now());
    deploy('teamPoll');
    clock.advance(60_000);
    const none = (body: unknown): unknown =>
      JSON.parse(JSON.stringify(body).replace(/"nodes":\[.*\],"pageInfo"/, '"nodes":[],"pageInfo"'));
    await deployments.refresh();
    await deployments.refresh();
    assert.deepEqual(ends, ['production done']);

    // A list that was empty for once brings nothing old back.
    gateway.sandbox.faults.set('DeploymentList', { kind: 'reply', change: none }, 1);
    await deployments.refresh();
    await deployments.refresh();
    following.dispose();
    running.follow(app);
    await deployments.refresh();
    assert.deepEqual(ends, ['production done']);
  });

  it('tells no end where the gateway’s word for the status isn’t known', async () => {
    const { app, deployments, running, progressAfter } = await stageWithOne();
    const ends: string[] = [];
    running.onDidEnd(({ deployment: { status } }) => ends.push(status));
    const change = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replace(/"IN_PROGRESS"/, '"PAUSED"'));
    gateway.sandbox.faults.set('DeploymentProgress', { kind: 'reply', change });
    running.follow(app);
    await progressAfter(1);
    const [listed] = deployments.state?.value?.rows ?? [];
    assert.equal(listed && running.current(app, listed).status, 'unknown');
    assert.deepEqual(ends, []);
  });

  it('lets go of one that is no longer in the list, with what was known of it', async () => {
    const { app, clock, deployments, running, progressAfter } = await stageWithOne();
    running.follow(app);
    await progressAfter(1);
    const [listed] = deployments.state?.value?.rows ?? [];
    assert.ok(listed);
    assert.equal(running.current(app, listed).stages?.length, 3);

    const change = (body: unknown): unknown =>
      JSON.parse(JSON.stringify(body).replace(/"nodes":\[.*\],"pageInfo"/, '"nodes":[],"pageInfo"'));
    gateway.sandbox.faults.set('DeploymentList', { kind: 'reply', change }, 1);
    await deployments.refresh();
    assert.deepEqual(deployments.state?.value?.rows, []);
    await clock.pass(60_000);
    assert.equal(gateway.sent('DeploymentProgress').length, 1);
    assert.equal(running.current(app, listed).stages, undefined);
  });

  it('asks no more once nobody follows, whoever followed first', async () => {
    const { app, clock, running, progressAfter } = await stageWithOne();
    const [first, second] = [running.follow(app), running.follow(app)];
    first.dispose();
    first.dispose();
    await progressAfter(1);
    second.dispose();
    await clock.pass(60_000);
    assert.equal(gateway.sent('DeploymentProgress').length, 1);
  });
});
