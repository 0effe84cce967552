import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('Upgrade Installations…', function () {
  this.timeout(40_000);
  const forge = useConsole();
  const app = 'Diagram Peek for Confluence';
  const details = () => forge.sandbox.world.apps.get(sampleAppIds.diagramPeek)?.details() ?? assert.fail('no such app');
  const running = () => forge.sandbox.world.rollouts.all(false).filter(({ status }) => status === 'RUNNING');
  const sent = () => forge.sandbox.requests.filter(({ operation }) => operation === 'StartBulkUpgrade').length;
  const told = () => forge.prompts.messages.at(-1)?.text ?? '';
  const run = async (environment = 'production', name = app) =>
    vscode.commands.executeCommand(
      'forgeConsole.versions.upgrade',
      (await rowAt(forge.services.tree, name, 'Environments', environment)).node,
    );

  let before: { readonly installations: readonly unknown[] };
  beforeEach(async () => {
    before = { installations: details().installations };
    await forge.signIn('main');
  });
  afterEach(() => {
    Object.assign(details(), before);
    for (const rollout of running()) rollout.status = 'CANCELLED';
    forge.sandbox.world.rollouts.isBusy = false;
  });

  /** Chooses both versions and how many, and confirms by the environment's key. */
  function confirmAll(limit = '3'): void {
    forge.prompts.answerPick('2.3.0');
    forge.prompts.answerPick('3.2.0');
    forge.prompts.answerInput(limit);
    forge.prompts.choose('Upgrade…');
    forge.prompts.answerInput('production');
  }

  it('asks in production for the environment’s name, after a page that says what differs, and sends once', async () => {
    const requests = sent();
    confirmAll();
    forge.prompts.giveUp();
    await run();
    await until('it is told', () => told().includes('is being upgraded'));
    assert.equal(sent(), requests + 1);
    assert.equal(
      told(),
      `${app} is being upgraded in production from 2.3.0 to 3.2.0. 4 installations are left for another bulk upgrade.`,
    );
    const [review] = forge.prompts.reviews;
    assert.match(review?.subjects[0]?.verdict ?? '', /^Up to 3 installations get 3\.2\.0 .* can’t be taken back/);
    assert.deepEqual(
      review?.subjects.slice(1).map(({ name, verdict }) => [name, verdict]),
      [['Scopes', '1 removed, 2 the same']],
    );
    const limit = forge.prompts.inputs.find(({ options }) => options.title === 'How Many Installations?');
    assert.equal(limit?.options.value, '7');
    assert.deepEqual(
      ['0', '1801', 'x', '7'].map((typed) => limit.options.validate?.(typed) === undefined),
      [false, false, false, true],
    );
    assert.match(forge.prompts.inputs.at(-1)?.options.prompt ?? '', /Type the environment’s name/);
    const journal = await (await forge.services.actions.journal()).read();
    assert.deepEqual(
      journal.entries
        .slice(-2)
        .map(({ action, environment, subject, outcome }) => [action, environment, subject, outcome]),
      [
        ['bulkUpgrade', 'production', '2.3.0 → 3.2.0', 'sent'],
        ['bulkUpgrade', 'production', '2.3.0 → 3.2.0', 'done'],
      ],
    );
  });

  it('asks for the environment’s name outside production too: nothing takes an installation back', async () => {
    const notes = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no such app');
    const [target, source] = notes.environments.find(({ key }) => key === 'default')?.versions ?? [];
    assert.ok(target && source);
    Object.assign(source, { manifest: target.manifest });
    const requests = sent();
    forge.prompts.answerPick('5.7.0');
    forge.prompts.answerPick('6.4.0');
    forge.prompts.answerInput('1');
    forge.prompts.choose('Upgrade…');
    forge.prompts.answerInput('development');
    forge.prompts.giveUp();
    await run('development', 'Release Notes Composer');
    await until('it is told', () => told().includes('is being upgraded in development'));
    assert.equal(forge.prompts.reviews[0]?.title, 'Upgrade Release Notes Composer in development');
    assert.equal(sent(), requests + 1);
  });

  it('says that it isn’t known how many have a version where Atlassian doesn’t say', async () => {
    const withoutCounts = (body: unknown) =>
      JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'installations' ? null : value))) as unknown;
    for (const operation of ['VersionUsage', 'UpgradeTargets'])
      forge.sandbox.faults.set(operation, { kind: 'reply', change: withoutCounts });
    confirmAll('1');
    forge.prompts.giveUp();
    await run();
    forge.sandbox.faults.clear();
    const limit = forge.prompts.inputs.find(({ options }) => options.title === 'How Many Installations?');
    assert.match(limit?.options.prompt ?? '', /^Atlassian doesn’t say how many installations have this version\. /);
    const [subject] = forge.prompts.reviews[0]?.subjects ?? [];
    assert.match(subject?.verdict ?? '', /^1 installation gets 3\.2\.0 without its admins being asked\./);
    assert.equal(new Map(subject?.facts).get('Installations'), 'Not available');
    await until('it is told', () => told().includes('is being upgraded'));
    assert.equal(told(), `${app} is being upgraded in production from 2.3.0 to 3.2.0.`);
  });

  it('sends nothing where the page is closed', async () => {
    const requests = sent();
    forge.prompts.answerPick('2.3.0');
    forge.prompts.answerPick('3.2.0');
    forge.prompts.answerInput('7');
    forge.prompts.giveUp();
    await run();
    assert.equal(sent(), requests);
  });

  it('says why it was refused, and what to do', async () => {
    forge.sandbox.world.rollouts.isBusy = true;
    confirmAll();
    forge.prompts.giveUp();
    await run();
    await until('it is told', () => told().startsWith('Couldn’t start'));
    assert.equal(
      told(),
      `Couldn’t start to upgrade ${app} in production from 2.3.0 to 3.2.0. Atlassian is running as many bulk upgrades as it can. Try again in 30 minutes.`,
    );
  });

  it('says that nothing can be upgraded where each newer version needs an approval, or all have the newest', async () => {
    forge.prompts.answerPick('3.5.0');
    await run('production', 'Release Notes Composer');
    assert.match(told(), /^Installations of Release Notes Composer with 3\.5\.0 can’t be upgraded in bulk/);
    await run('production', 'Team Poll (old)');
    assert.equal(told(), 'All installations of Team Poll (old) in production have the newest version.');
  });
});
