import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('environments', function () {
  this.timeout(40_000);
  const forge = useConsole();
  const details = () => forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
  let before: Pick<ReturnType<typeof details>, 'environments' | 'installations'>;
  beforeEach(() => {
    const { environments, installations } = details();
    before = { environments, installations };
  });
  afterEach(() => void Object.assign(details(), before));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  const run = (verb: string, argument?: unknown) =>
    vscode.commands.executeCommand(`forgeConsole.environment.${verb}`, argument);
  const keys = () => details().environments.map(({ key }) => key);
  const texts = () => forge.prompts.messages.map(({ text }) => text);

  const rowOf = (...key: readonly string[]) =>
    rowAt(forge.services.tree, 'Release Notes Composer', 'Environments', ...key);

  it('are created from the row, with the rules told while typing', async () => {
    await forge.signIn('main');
    for (const text of ['a b', 'mara-dev', 'default', 'mara-2']) forge.prompts.answerInput(text);
    forge.prompts.giveUp();
    await run('create', (await rowOf()).node);
    assert.deepEqual(forge.prompts.inputs.at(-1)?.objections, [
      'Use letters, digits, hyphens and underscores only.',
      'There is an environment mara-dev already.',
      'default is what Atlassian calls the development environment of every app.',
    ]);
    assert.ok(keys().includes('mara-2'));
    assert.deepEqual(texts().slice(-1), [
      'The environment mara-2 of Release Notes Composer was created. Deploy to it before you install the app.',
    ]);
    await rowOf('mara-2');
  });

  it('are not created while another window is at it: it is said until when, and offered again', async () => {
    await forge.signIn('main');
    const { email, id, gateway } = forge.services.data.list[0]?.account ?? assert.fail();
    const journal = await forge.services.actions.journal();
    const entry = {
      request: 'another window',
      account: { id, email },
      gateway,
      app: { id: appAri(sampleAppIds.releaseNotes), name: 'Release Notes Composer' },
      action: 'createEnvironment',
      environment: 'mara-2',
    } as const;
    await journal.append({ ...entry, outcome: 'sent' });
    forge.prompts.answerInput('mara-2');
    forge.prompts.answerMessage('Try Again');
    forge.prompts.giveUp();
    await run('create', (await rowOf()).node);
    await until('it is told twice', () => texts().length === 2, forge.prompts.onDidAsk);
    for (const text of texts())
      assert.match(
        text,
        /wasn’t created\. The same request was sent .+ If the .+ it can be sent again in 1[45] minutes\.$/,
      );
    await journal.append({ ...entry, outcome: 'failed' });
    assert.ok(!keys().includes('mara-2'));
  });

  it('get plain variables of another environment, if wanted, once they are created', async () => {
    await forge.signIn('main');
    forge.prompts.answerInput('mara-2');
    forge.prompts.answerMessage('Copy Variables…');
    forge.prompts.answerPick('development');
    forge.prompts.answerPickMany('LOG_LEVEL');
    forge.prompts.answerPick('Keep all plain');
    forge.prompts.giveUp();
    await run('create', (await rowOf()).node);
    const made = () => details().environments.find(({ key }) => key === 'mara-2');
    await until('the outcome is told', () => texts().length === 2, forge.prompts.onDidAsk);
    assert.match(texts().at(-1) ?? '', /^LOG_LEVEL was set in mara-2 of Release Notes Composer\./);
    assert.deepEqual(made()?.variables, [{ key: 'LOG_LEVEL', value: 'debug', encrypt: false }]);
    const offered = forge.prompts.picks.map(({ items }) => items.map(({ label, detail }) => [label, detail]));
    assert.deepEqual(offered[0], [
      ['production', '1 plain variable'],
      ['staging', '1 plain variable'],
      ['development', '2 plain variables'],
    ]);
  });

  it('are not created where there are 25', async () => {
    await forge.signIn('main');
    const [template] = details().environments;
    assert.ok(template);
    const more = Array.from({ length: 25 - keys().length }, (_, index) => ({ ...template, key: `extra-${index}` }));
    details().environments = [...details().environments, ...more];
    forge.prompts.giveUp();
    await run('create', (await rowOf()).node);
    assert.match(texts().at(-1) ?? '', /has 25 environments, the most that Atlassian allows/);
  });

  it('are not created by a role that may not, as far as it is known', async () => {
    await forge.signIn('main');
    const { node } = await rowAt(forge.services.tree, 'Quality Gate for Compass', 'Environments');
    const [data] = forge.services.data.list;
    await data?.details(appAri(sampleAppIds.qualityGate)).contributors.refresh();
    const asked = forge.prompts.inputs.length;
    forge.prompts.giveUp();
    await run('create', node);
    assert.equal(
      texts().at(-1),
      'No environment of Quality Gate for Compass was created. Your role in Quality Gate for Compass doesn’t allow it: that takes a developer, a deployer or an admin.',
    );
    assert.equal(forge.prompts.inputs.length, asked);
  });

  it('are deleted once the app is uninstalled from them and their name is typed', async () => {
    await forge.signIn('main');
    const row = await rowOf('mara-dev');
    forge.prompts.choose('Uninstall and Delete…');
    forge.prompts.answerMessage('Uninstall');
    forge.prompts.answerMessage('Delete Environment…');
    forge.prompts.choose('Delete Environment…');
    for (const text of ['mara', 'mara-dev']) forge.prompts.answerInput(text);
    await run('delete', row.node);
    assert.ok(!keys().includes('mara-dev'));
    const [first, second] = forge.prompts.reviews;
    assert.deepEqual(
      first?.subjects[0]?.table?.rows.map(([site]) => site),
      ['mara-dev.atlassian.net'],
    );
    assert.equal(
      second?.subjects[0]?.verdict,
      'Nothing stands in the way: the app isn’t installed from this environment.',
    );
    assert.equal(texts().at(-1), 'The environment mara-dev of Release Notes Composer was deleted.');
  });

  it('are kept where the app can’t be uninstalled from them, which is said', async () => {
    await forge.signIn('main');
    const row = await rowOf('mara-dev');
    const deletions = () =>
      forge.sandbox.requests.filter(({ operation }) => operation === 'DeleteAppEnvironment').length;
    const sentBefore = deletions();
    forge.sandbox.faults.set('UninstallApp', { kind: 'status', status: 403 }, 1);
    forge.prompts.choose('Uninstall and Delete…');
    forge.prompts.answerMessage('Uninstall');
    forge.prompts.giveUp();
    await run('delete', row.node);
    assert.ok(keys().includes('mara-dev'));
    assert.match(
      texts().at(-1) ?? '',
      /mara-dev\.atlassian\.net.* The environment mara-dev of Release Notes Composer wasn’t deleted\.$/,
    );
    assert.equal(deletions(), sentBefore);
  });

  it('are kept where they belong to every app', async () => {
    await forge.signIn('main');
    forge.prompts.giveUp();
    await run('delete', (await rowOf('staging')).node);
    assert.match(texts().at(-1) ?? '', /^staging can’t be deleted: every app keeps/);
    assert.ok(keys().includes('staging'));
  });

  it('become this workspace’s default, which the row says', async () => {
    await forge.signIn('main');
    await run('makeDefault', (await rowOf('mara-dev')).node);
    const { description, item } = await rowOf('mara-dev');
    assert.match(description, /^default here · /);
    assert.match(item.contextValue ?? '', /^environment\.custom\.(?:inWorkspace\.)?default$/);
    assert.doesNotMatch((await rowOf('development')).item.contextValue ?? '', /default/);
    const { defaults } = forge.services.environments;
    assert.equal(defaults.of(appAri(sampleAppIds.releaseNotes)), 'mara-dev');
    await defaults.set(appAri(sampleAppIds.releaseNotes), undefined);
  });
});
