import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';

describe('Deploy Build…', () => {
  const forge = useConsole();
  const app = 'Release Notes Composer';
  const run = (argument?: unknown) => vscode.commands.executeCommand('forgeConsole.build.deploy', argument);
  const rowOf = async (name: string, ...path: string[]) => (await rowAt(forge.services.tree, name, ...path)).node;
  const inWorld = () => forge.sandbox.world.apps.get(sampleAppIds.releaseNotes) ?? assert.fail();
  const sent = () => forge.sandbox.requests.filter(({ operation }) => operation === 'DeployBuild');
  const tagIn = (environment: string) =>
    inWorld()
      .details()
      .deployments.find((one) => one.environmentKey === environment && one.buildTag)?.buildTag ?? assert.fail();

  beforeEach(() => forge.signIn('main'));

  it('to production shows what changes, asks for the environment’s name, and is sent once', async () => {
    const tag = tagIn('staging');
    const before = sent().length;
    forge.prompts.answerPick(tag);
    forge.prompts.choose('Deploy Build to production…');
    forge.prompts.answerInput('production');
    forge.prompts.giveUp();
    await run(await rowOf(app, 'Environments', 'production'));
    const [review] = forge.prompts.reviews;
    assert.equal(review?.title, 'Deploy Release Notes Composer to production');
    const [subject] = review.subjects;
    assert.match(subject?.verdict ?? '', /^This makes a major version \(scopes added/);
    assert.deepEqual(subject?.table?.rows.slice(0, 2), [
      ['Added', 'Scope', 'read:sprint:jira-software'],
      ['Added', 'Scope', 'manage:jira-project'],
    ]);
    assert.deepEqual(
      subject.facts.map(([label]) => label),
      ['Build', 'Built', 'Permissions of the build', 'Version in production', 'Deployed by'],
    );
    assert.equal(sent().length - before, 1);
    assert.match(forge.prompts.messages.at(-1)?.text ?? '', /^The deployment of build .+ to production has begun\./);
    const { entries } = await (await forge.services.actions.journal()).read();
    assert.deepEqual(
      entries.slice(-2).map(({ action, environment, subject: what, outcome }) => [action, environment, what, outcome]),
      [
        ['deploy', 'production', tag, 'sent'],
        ['deploy', 'production', tag, 'done'],
      ],
    );
  });

  it('asks nothing more once loading is cancelled', async () => {
    forge.prompts.cancelNext('Loading the builds…');
    const before = forge.prompts.asked.length;
    await run(await rowOf(app, 'Environments', 'staging'));
    assert.equal(forge.prompts.asked.length, before);
  });

  it('sends nothing while another deployment to the environment runs, and says so', async () => {
    forge.prompts.answerPick('release_candidate-7');
    forge.prompts.giveUp();
    const before = sent().length;
    await run(await rowOf(app, 'Environments', 'staging'));
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /^Another deployment to staging, begun .+ ago, is still running,/,
    );
    assert.equal(sent().length, before);
  });

  it('says which role it takes where the account’s isn’t enough', async () => {
    const name = 'Sprint Forecast';
    const [data] = forge.services.data.list;
    await data?.details(appAri(sampleAppIds.sprintForecast)).contributors.refresh();
    const { builds } = forge.sandbox.world.apps.get(sampleAppIds.sprintForecast)?.details() ?? { builds: [] };
    forge.prompts.answerPick(builds[0]?.tag ?? '');
    forge.prompts.giveUp();
    const before = sent().length;
    await run(await rowOf(name, 'Environments', 'production'));
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'Nothing was deployed to production. Your role in Sprint Forecast doesn’t allow it: that takes a deployer or an admin.',
    );
    assert.equal(sent().length, before);
  });
});
