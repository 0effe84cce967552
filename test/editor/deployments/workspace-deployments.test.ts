import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { createEmitter } from '../../../src/core/emitter.ts';
import { appAri } from '../../../src/core/ids.ts';
import { createDeploymentWatch } from '../../../src/deployments/model/deployment-watch.ts';
import { createRequestTurns } from '../../../src/deployments/model/request-turns.ts';
import { createRunningDeployments } from '../../../src/deployments/model/running-deployments.ts';
import { watchWorkspaceApps } from '../../../src/deployments/workspace-deployments.ts';
import { startDeployment } from '../../../src/sandbox/world/run-deployments.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

describe('the end of a deployment of an app in the workspace', () => {
  const forge = useConsole();
  const settings = () => vscode.workspace.getConfiguration('forgeConsole');
  const told = () => forge.prompts.messages.map(({ text }) => text);
  let followed: { dispose(): void }[] = [];

  beforeEach(() => forge.signIn('main'));
  afterEach(async () => {
    for (const one of followed.splice(0)) one.dispose();
    forge.sandbox.faults.clear();
    await settings().update('deployments.notify', undefined, vscode.ConfigurationTarget.Global);
  });

  /** Somebody else begins a deployment of an app to production, and the workspace has the app’s manifest. */
  async function deploy(name: 'teamPoll' | 'standupDigest' | 'timesheets', mayAsk = () => true) {
    const [data] = forge.services.data.list;
    const app = forge.sandbox.world.apps.get(sampleAppIds[name]);
    const environment = app?.details().environments.find(({ key }) => key === 'production');
    assert.ok(data && app && environment);
    await data.start();
    const build = { tag: 'of-somebody-else', manifest: { scopes: [] } };
    const by = forge.sandbox.world.accounts.alias.person;
    startDeployment(app, forge.sandbox.world.clock, { environment, build, by, major: undefined });

    const clock = createVirtualClock();
    const turns = createRequestTurns({ clock, isAttentive: () => true });
    const running = createRunningDeployments(createDeploymentWatch(turns, clock), mayAsk);
    const { services, prompts } = forge;
    const filters: (string | undefined)[] = [];
    const showLogs = (_app: unknown, filter?: string) => {
      filters.push(filter);
      return Promise.resolve();
    };
    const id = appAri(sampleAppIds[name]);
    const shared = { data: services.data, prompts, actions: { ...services.actions, showLogs } };
    const manifests = { list: [{ appId: id }], of: () => [], onDidChange: createEmitter<undefined>().event };
    followed = [watchWorkspaceApps({ shared, manifests, running, turns, mayAsk }), running, turns];
    let hasEnded = false;
    running.onDidEnd(() => {
      hasEnded = true;
    });
    return {
      parts: data.details(id),
      clock,
      filters,
      /** Lets time pass until the end was heard of. */
      end: async () => {
        while (!hasEnded) {
          const isListed = data.details(id).deployments.state?.status === 'ready';
          await clock.pass(2000);
          if (isListed) forge.sandbox.world.clock.advance(60_000);
          await turn();
        }
      },
    };
  }

  it('is told, also of an app that was never opened', async () => {
    const { parts, end } = await deploy('timesheets');
    assert.deepEqual([parts.environments.state, parts.deployments.state], [undefined, undefined]);
    forge.prompts.giveUp();
    await end();
    assert.deepEqual(told(), ['Timesheets & Rates for Jira was deployed to production.']);
    assert.equal(parts.environments.state, undefined);
  });

  it('is asked for only once no request waits for the rate limit', async () => {
    let isPaused = true;
    const { parts, clock, end } = await deploy('timesheets', () => !isPaused);
    await clock.pass(60_000);
    assert.equal(parts.deployments.state, undefined);
    isPaused = false;
    forge.prompts.giveUp();
    await end();
    assert.deepEqual(told(), ['Timesheets & Rates for Jira was deployed to production.']);
  });

  it('is not told where the setting says so', async () => {
    await settings().update('deployments.notify', false, vscode.ConfigurationTarget.Global);
    const { end } = await deploy('standupDigest');
    await end();
    assert.deepEqual(told(), []);
  });

  it('leads from a failure to what the environment logged around it', async () => {
    const change = (body: unknown): unknown =>
      JSON.parse(JSON.stringify(body).replace(/"(?:IN_PROGRESS|DONE)"/, '"FAILED"'));
    forge.sandbox.faults.set('DeploymentProgress', { kind: 'reply', change });
    const { parts, filters, end } = await deploy('teamPoll');
    forge.prompts.answerMessage('View Logs');
    await end();
    const at = parts.deployments.state?.value?.rows.find(({ tag }) => tag === 'of-somebody-else')?.at;
    assert.deepEqual(filters, [`around:${at?.toISOString()},15m env:"production"`]);
    assert.deepEqual(told(), [
      'The deployment of Team Poll (old) to production failed, and production stays as it was.',
    ]);
  });
});
