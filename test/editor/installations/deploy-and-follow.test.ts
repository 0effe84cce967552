import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { manifestOf, workspaceFile } from '../../support/editor/test-workspace.ts';
import { rowAt, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { type StandIn, whoami, writeStandIn } from '../../support/stand-in-cli.ts';

const app = 'Release Notes Composer';
const deployed = `${app} was deployed to development.`;
const upgraded = `${app} was upgraded on 1 site.`;

describe('deploying and upgrading one’s own sites', function () {
  this.timeout(40_000);
  const forge = useConsole();
  const details = () => forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
  let installations: ReturnType<typeof details>['installations'];
  let folder: string;
  let cli: StandIn;

  const rowOf = (...path: readonly string[]) => rowAt(forge.services.tree, app, ...path);
  const texts = () => forge.prompts.messages.map(({ text }) => text);
  const setCli = (path: string | undefined) =>
    vscode.workspace.getConfiguration('forgeConsole').update('forgeCli.path', path, vscode.ConfigurationTarget.Global);
  const deploys = async () => (await cli.calls()).filter(({ args }) => args[0] === 'deploy');
  const shownLogs = async () => {
    const { app: shown, session } = (await forge.services.logs.desk()).main;
    return [shown?.name, session?.filter.fields];
  };

  /** Runs the command with a CLI that deploys as it is told. */
  async function deployAndFollow(deploy: Parameters<typeof writeStandIn>[1][string], environment = 'development') {
    const { email, accountId } = forge.sandbox.accounts.main;
    cli = await writeStandIn(join(folder, 'forge'), {
      '--version': { output: '13.3.0\n' },
      whoami: { output: whoami('Mara Lindqvist', email, accountId) },
      deploy,
    });
    await setCli(cli.path);
    const { node } = await rowOf('Environments', environment);
    await vscode.commands.executeCommand('forgeConsole.installation.deployAndFollow', node);
  }

  beforeEach(async () => {
    ({ installations } = details());
    folder = await mkdtemp(join(tmpdir(), 'forge-console-deploy-'));
    await workspaceFile('manifest.yml').write(manifestOf(sampleAppIds.releaseNotes));
    await forge.signIn('main');
    await until(
      'the manifest is found',
      async () => (await rowOf()).description.includes('in this workspace'),
      treeEvent(forge.services.tree),
    );
    const { node } = await rowOf('Installations', 'northlight-test.atlassian.net');
    await vscode.commands.executeCommand('forgeConsole.site.mark', node);
  });
  afterEach(async () => {
    details().installations = installations;
    for (const execution of vscode.tasks.taskExecutions) execution.terminate();
    await setCli(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('waits for the deployment, upgrades the sites once their page is read, and shows the logs there', async () => {
    forge.prompts.meanwhile(async () =>
      assert.equal((await deploys()).length, 1, 'the page came before the deployment'),
    );
    forge.prompts.choose('Agree and Upgrade');
    await deployAndFollow({ output: 'Deployed.\n' });
    assert.deepEqual(
      (await deploys()).map(({ args }) => args.join(' ')),
      ['deploy --non-interactive --environment development'],
    );
    assert.deepEqual(
      forge.prompts.reviews.map(({ title }) => title),
      [`Upgrade ${app} in development`],
    );
    assert.ok(
      [deployed, upgraded].every((text) => texts().includes(text)),
      texts().join('\n'),
    );
    assert.deepEqual(await shownLogs(), [app, [{ field: 'env', values: ['development'], isExcluded: false }]]);
  });

  it('upgrades nothing and shows no logs after a deployment that failed, and says so', async () => {
    const { length } = forge.sandbox.requests;
    forge.prompts.giveUp();
    await deployAndFollow({ errors: 'Error: The deployment failed.\n', exitCode: 1 });
    assert.deepEqual(texts(), [`Couldn’t deploy ${app} to development: nothing was deployed. The terminal says why.`]);
    assert.ok(!forge.askedSince(length).includes('UpgradeApp'));
    assert.deepEqual(forge.prompts.reviews, []);
  });

  /** Cancels a deployment once the CLI runs and `meanwhile` happened; returns what the journal has of its end. */
  async function cancelled(meanwhile: () => void): Promise<unknown> {
    forge.prompts.giveUp();
    const running = deployAndFollow({ output: 'Deploying...\n', stays: true });
    await until(
      'the CLI deploys',
      async () => forge.prompts.reports.includes(`Deploying ${app} to development`) && (await deploys()).length === 1,
      (listener) => {
        const timer = setInterval(listener, 100);
        return { dispose: () => clearInterval(timer) };
      },
    );
    meanwhile();
    forge.prompts.cancelProgress();
    await running;
    await until('it is said', () => texts().length > 0, forge.prompts.onDidAsk);
    assert.deepEqual(forge.prompts.reviews, []);
    const { outcome, message } = (await (await forge.services.actions.journal()).read()).entries.at(-1) ?? {};
    return [outcome, message];
  }

  it('ends the deployment when it is cancelled, and goes no further', async () => {
    const end = await cancelled(() => undefined);
    assert.deepEqual(end, ['unknown', 'The Forge CLI was stopped; Atlassian listed no deployment of it then']);
    assert.deepEqual(texts(), [
      `The deployment of ${app} to development was stopped. What reached Atlassian by then may still be deployed.`,
    ]);
  });

  it('tells what reached Atlassian before it was cancelled', async () => {
    const { world, accounts } = forge.sandbox;
    const details = world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
    const { deployments } = details;
    const mine = deployments.find(({ createdBy }) => createdBy.accountId === accounts.main.accountId);
    assert.ok(mine);
    try {
      const end = await cancelled(() => {
        const made = { id: 'made', environmentKey: 'default', status: 'DONE', createdAt: world.clock.now() } as const;
        details.deployments = [{ ...mine, ...made, error: undefined }, ...deployments];
      });
      assert.deepEqual(end, ['done', 'The Forge CLI was stopped; Atlassian lists its deployment as done']);
      assert.deepEqual(texts(), [
        `The Forge CLI didn’t end well, but Atlassian lists the deployment of ${app} to development as done. The terminal says more.`,
      ]);
    } finally {
      details.deployments = deployments;
    }
  });

  it('is not for production, neither with a deployment nor without', async () => {
    await deployAndFollow({ output: 'Deployed.\n' }, 'production');
    assert.deepEqual(await deploys(), []);
    const { node } = await rowOf();
    const target = node.target?.();
    assert.ok(target?.kind === 'app');
    const { length } = forge.sandbox.requests;
    forge.prompts.answerPick('production');
    forge.prompts.giveUp();
    await forge.services.actions.upgradeMySites(target);
    assert.equal(
      texts().at(-1),
      `This upgrades several sites at once, so it isn’t for production. Upgrade the installations of ${app} there one by one.`,
    );
    assert.deepEqual(forge.askedSince(length), []);
  });

  it('upgrades without a deployment what the panel’s button asks for', async () => {
    const { node } = await rowOf();
    const target = node.target?.();
    assert.ok(target?.kind === 'app');
    forge.prompts.answerPick('development');
    forge.prompts.choose('Agree and Upgrade');
    await forge.services.actions.upgradeMySites(target);
    assert.deepEqual(texts(), [upgraded]);
    forge.prompts.answerPick('development');
    await forge.services.actions.upgradeMySites(target);
    assert.equal(texts().at(-1), `Your sites run the newest version of ${app} in development.`);
  });
});
