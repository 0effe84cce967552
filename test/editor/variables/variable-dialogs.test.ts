import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { workspaceFile } from '../../support/editor/test-workspace.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';

const app = 'Release Notes Composer';
const secret = 'nobody-reads-this';

describe('the dialogs about variables', () => {
  const forge = useConsole();
  const run = async (command: string, environment: string) => {
    const { node } = await rowAt(forge.services.tree, app, 'Environments', environment);
    await vscode.commands.executeCommand(`forgeConsole.variables.${command}`, node);
  };
  const variablesOf = (environment: string) =>
    forge.sandbox.world.apps
      .get(sampleAppIds.releaseNotes)
      ?.details()
      .environments.find(({ key }) => key === environment)?.variables ?? [];
  const said = () => forge.prompts.messages.map(({ text }) => text).join('\n');
  let restore: () => void;

  beforeEach(async () => {
    await forge.signIn('main');
    const environments = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details().environments ?? [];
    const before = environments.map((environment) => [environment, environment.variables] as const);
    restore = () => before.forEach(([environment, variables]) => (environment.variables = variables));
  });
  afterEach(() => restore());

  it('set one in a single step outside of production, with its value masked and its rules told', async () => {
    forge.prompts.answerInput('API_TOKEN');
    forge.prompts.answerPick('Encrypted');
    forge.prompts.answerInput(secret);
    forge.prompts.giveUp();
    await run('set', 'staging');
    const [key, value] = forge.prompts.inputs.slice(-2);
    assert.equal(key?.options.validate?.('A B'), 'A name can’t have spaces.');
    assert.equal(value?.options.password, true);
    assert.equal(
      value.options.validate?.('x'.repeat(4096)),
      'This value has 4,096 bytes; Atlassian takes up to 3,072.',
    );
    assert.deepEqual(variablesOf('staging').at(-1), { key: 'API_TOKEN', value: secret, encrypt: true });
    const [message] = forge.prompts.messages;
    assert.equal(
      message?.text,
      `API_TOKEN was set in staging of ${app}. The next deployment there makes it take effect.`,
    );
    assert.deepEqual(message.actions, ['Deploy…']);
    assert.ok(!said().includes(secret));
  });

  it('note when one was changed by the gateway’s time, to which that of a deployment is compared', async () => {
    const aheadMs = 2 * 60 * 60_000;
    forge.sandbox.faults.set('*', { kind: 'clock', aheadMs });
    forge.prompts.answerInput('BY_THE_CLOCK');
    forge.prompts.answerPick('Encrypted');
    forge.prompts.answerInput(secret);
    forge.prompts.giveUp();
    await run('set', 'staging');
    const times = forge.extension.context.globalState.get<Record<string, number>>('variables.changedAt', {});
    const at = Object.entries(times).find(([id]) => id.endsWith(' BY_THE_CLOCK'))?.[1] ?? assert.fail('not noted');
    assert.ok(Math.abs(at - aheadMs - Date.now()) < 60_000, new Date(at).toISOString());
  });

  it('ask nothing once loading is cancelled', async () => {
    forge.prompts.cancelNext(`Loading the variables of ${app}`);
    const before = forge.prompts.asked.length;
    await run('set', 'staging');
    assert.equal(forge.prompts.asked.length, before);
  });

  it('remove one of production after its page was read and the environment’s name was typed', async () => {
    forge.prompts.answerPickMany('CHANGELOG_API_KEY');
    forge.prompts.choose('Change in production…');
    forge.prompts.answerInput('production');
    forge.prompts.giveUp();
    await run('remove', 'production');
    const [subject] = forge.prompts.reviews[0]?.subjects ?? [];
    assert.deepEqual(subject?.table?.rows, [['CHANGELOG_API_KEY', 'encrypted', 'removed']]);
    assert.deepEqual(
      variablesOf('production').map(({ key }) => key),
      ['CHANGELOG_API_URL'],
    );
    assert.match(said(), /CHANGELOG_API_KEY was removed from production/);
  });

  it('replace an encrypted value, which nobody can bring back, only once the environment’s name was typed', async () => {
    for (const value of ['first', secret]) {
      forge.prompts.answerInput('API_TOKEN');
      forge.prompts.answerPick('Encrypted');
      forge.prompts.answerInput(value);
      if (value === secret) {
        forge.prompts.choose('Change in staging…');
        forge.prompts.answerInput('staging');
      }
      forge.prompts.giveUp();
      await run('set', 'staging');
    }
    assert.deepEqual(
      forge.prompts.reviews.map(({ subjects: [subject] }) => subject?.table?.rows),
      [[['API_TOKEN', 'encrypted', 'encrypted, a new value']]],
    );
    assert.deepEqual(variablesOf('staging').at(-1), { key: 'API_TOKEN', value: secret, encrypt: true });
  });

  it('take several from a .env file, of which those that exist with the same value are left out', async () => {
    const file = workspaceFile('variables.env');
    await file.write(`LOG_LEVEL=info\nFEATURE=on\nAPI_SECRET=${secret}\nnonsense\nCUT=${secret}#\n`);
    try {
      forge.prompts.answerPick('variables.env');
      forge.prompts.giveUp();
      forge.prompts.answerPickMany('FEATURE', 'API_SECRET');
      forge.prompts.answerPick('Encrypt what looks like a secret');
      forge.prompts.giveUp();
      await run('import', 'staging');
    } finally {
      await file.remove();
    }
    assert.deepEqual(
      forge.prompts.picks[1]?.items.map(({ label, description }) => [label, description]),
      [
        ['FEATURE', 'new'],
        ['API_SECRET', 'new'],
        ['CUT', 'new'],
      ],
    );
    assert.equal(
      forge.prompts.messages[0]?.text,
      'variables.env: Line 4 is left out: it isn’t of the form NAME=value. The value in line 5 ends before its #, as a comment begins there unless it is in quotes.',
    );
    assert.deepEqual(variablesOf('staging'), [
      { key: 'LOG_LEVEL', value: 'info', encrypt: false },
      { key: 'FEATURE', value: 'on', encrypt: false },
      { key: 'API_SECRET', value: secret, encrypt: true },
    ]);
    assert.match(said(), /^2 of 2 variables were changed in staging/m);
    assert.ok(!said().includes(secret));
  });

  it('set none of several that are more than an environment takes', async () => {
    const { node } = await rowAt(forge.services.tree, 'Timesheets & Rates for Jira', 'Environments', 'development');
    const sets = () => forge.sandbox.requests.filter(({ operation }) => operation === 'SetVariable').length;
    const sent = sets();
    const file = workspaceFile('too-many.env');
    await file.write('NEW_A=1\nNEW_B=2\n');
    try {
      forge.prompts.answerPick('too-many.env');
      forge.prompts.answerPickMany('NEW_A', 'NEW_B');
      forge.prompts.answerPick('Keep all plain');
      await vscode.commands.executeCommand('forgeConsole.variables.import', node);
    } finally {
      await file.remove();
    }
    assert.equal(
      said(),
      'Nothing was changed: those are 2 variables more than development has room for. Atlassian allows 50 plain and 10 encrypted ones.',
    );
    assert.equal(sets(), sent);
  });

  it('ask nothing in production where the role takes a deployer, as far as it is known', async () => {
    const { node } = await rowAt(forge.services.tree, 'Sprint Forecast', 'Environments', 'production');
    const [data] = forge.services.data.list;
    await data?.details(appAri(sampleAppIds.sprintForecast)).contributors.refresh();
    const asked = forge.prompts.inputs.length;
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.variables.set', node);
    assert.equal(
      said(),
      'No variable was changed in production of Sprint Forecast. Your role in Sprint Forecast doesn’t allow it: that takes a deployer or an admin.',
    );
    assert.equal(forge.prompts.inputs.length, asked);
  });

  it('compare a .env file with an environment, without values, and say what of the file is left out', async () => {
    const file = workspaceFile('compared.env');
    const many = Array.from({ length: 1000 }, (_, index) => `K${index}=${secret}`);
    await file.write(`LOG_LEVEL=debug\n${many.join('\n')}\nA='\nA="`);
    try {
      forge.prompts.answerPick('compared.env');
      await run('compare', 'staging');
    } finally {
      await file.remove();
    }
    const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(shown, /^LOG_LEVEL +has another value there$/m);
    assert.match(shown, /^K998 +new$/m);
    assert.match(shown, /^2 lines are left out, because their quotes aren’t closed: 1002, 1003\.$/m);
    assert.match(shown, /^1 variable is left out, because the file sets more than 1,000\.$/m);
    assert.ok(!shown.includes(secret));
  });
});
