import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import { clouds } from '../../../src/core/clouds.ts';
import { documentation } from '../../../src/core/documentation.ts';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { workspaceFile } from '../../support/editor/test-workspace.ts';
import { rowAt, rowsUnder, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { type StandIn, whoami, writeStandIn } from '../../support/stand-in-cli.ts';

const app = 'Release Notes Composer';
const appId = `ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}`;
const manifestText = `app:
  id: ${appId}
permissions:
  scopes:
    - read:jira-work
    - read:board-scope:jira-software
`;

describe('the Forge CLI', () => {
  const forge = useConsole();
  const manifest = workspaceFile('manifest.yml');
  let folder: string;
  let cli: StandIn;

  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`forgeConsole.cli.${command}`, ...args);
  const setCli = (path: string | undefined) =>
    vscode.workspace.getConfiguration('forgeConsole').update('forgeCli.path', path, vscode.ConfigurationTarget.Global);
  const commandsRun = async () => (await cli.calls()).map(({ args }) => args.join(' '));
  const journal = async () => {
    const { entries } = await (await forge.services.actions.journal()).read();
    return entries.map((entry) => [entry.app.name, entry.action, entry.environment, entry.subject, entry.outcome]);
  };
  const environmentRow = async (key: string) => (await rowAt(forge.services.tree, app, 'Environments', key)).node;

  /** Puts a CLI in the place of the real one, with the login of an account. */
  async function useCli(email: string, accountId: string): Promise<void> {
    cli = await writeStandIn(join(folder, 'forge'), {
      '--version': { output: '13.3.0\n' },
      whoami: { output: whoami('Mara Lindqvist', email, accountId) },
      deploy: { output: 'Deployed.\n' },
      lint: {
        output: `\n${manifest.uri.fsPath}\n2:6     error    Something is wrong with the ID  some-rule\n\n5:6     warning  Is this needed?  other-rule\n\n`,
        exitCode: 1,
      },
      tunnel: { output: 'Listening for requests...\n', stays: true },
    });
    await setCli(cli.path);
  }

  /** Runs something that starts a task, and waits until the task ended. */
  async function untilEnded(name: string, start: () => unknown): Promise<void> {
    const ended = Promise.withResolvers<undefined>();
    const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name === name) ended.resolve(undefined);
    });
    try {
      await start();
      await ended.promise;
    } finally {
      subscription.dispose();
    }
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forge-console-cli-'));
    const { email, accountId } = forge.sandbox.accounts.main;
    await useCli(email, accountId);
    await manifest.write(manifestText);
    await forge.signIn('main');
    await until(
      'the manifest is found',
      async () => (await rowAt(forge.services.tree, app)).description.includes('in this workspace'),
      treeEvent(forge.services.tree),
    );
  });
  afterEach(async () => {
    for (const execution of vscode.tasks.taskExecutions) execution.terminate();
    await setCli(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('deploys to production after a page that says what changes and who does it, with its own login', async () => {
    forge.prompts.choose('Deploy to production…');
    forge.prompts.answerInput('production');
    const production = await environmentRow('production');
    await untilEnded('deploy production', () => run('deploy', production));
    const [review] = forge.prompts.reviews;
    assert.equal(review?.title, 'Deploy Release Notes Composer to production');
    const [subject] = review.subjects;
    assert.match(subject?.verdict ?? '', /^This makes a major version \(scopes added, scopes removed/);
    const facts = new Map(subject?.facts);
    assert.match(facts.get('Version in production') ?? '', /^4\.3\.0, deployed /);
    assert.equal(facts.get('Deployed by'), `Mara Lindqvist (${forge.sandbox.accounts.main.email})`);
    assert.equal(facts.get('Branch'), 'Not known: the folder is in no Git repository, or Git couldn’t be run');
    assert.ok(subject?.table?.rows.some((row) => row.join() === 'Added,Scope,read:board-scope:jira-software'));
    assert.ok(subject?.table?.rows.some((row) => row.join() === 'Removed,Scope,storage:app'));
    assert.deepEqual(await commandsRun(), [
      '--version',
      'whoami',
      'whoami',
      '--version',
      'deploy --non-interactive --environment production',
    ]);
    for (const { email, token } of await cli.calls()) assert.deepEqual([email, token], [undefined, undefined]);
    await until(
      'the outcome is said',
      () => forge.prompts.messages.some(({ text }) => text === 'Release Notes Composer was deployed to production.'),
      forge.prompts.onDidAsk,
    );
    const entry = [app, 'deploy', 'production', 'by the Forge CLI'];
    assert.deepEqual((await journal()).slice(-2), [
      [...entry, 'sent'],
      [...entry, 'done'],
    ]);
  });

  it('journals a deployment that fails before it begins as one, and waits for none outside production', async () => {
    const { email, accountId } = forge.sandbox.accounts.main;
    cli = await writeStandIn(join(folder, 'forge'), {
      '--version': { output: '13.3.0\n' },
      whoami: { output: whoami('Mara Lindqvist', email, accountId) },
      deploy: { errors: 'Error: The deployment failed.\n', exitCode: 1 },
    });
    const deploy = async () => {
      const staging = await environmentRow('staging');
      await untilEnded('deploy staging', () => run('deploy', staging));
    };
    forge.prompts.giveUp();
    await deploy();
    const all = await forge.services.actions.journal();
    const { at, ...last } = (await all.read()).entries.at(-1) ?? assert.fail('nothing is journalled');
    assert.ok(at);
    assert.deepEqual(
      [last.outcome, last.environment, last.account, last.message],
      [
        'failed',
        'staging',
        { id: accountId, email },
        'The Forge CLI ended with exit code 1 before it uploaded the app',
      ],
    );
    await until(
      'the outcome is said',
      () =>
        forge.prompts.messages.at(-1)?.text ===
        `Couldn’t deploy ${app} to staging: nothing was deployed. The terminal says why.`,
      forge.prompts.onDidAsk,
    );
    const { message, ...sent } = { ...last, request: 'another window', outcome: 'sent' } as const;
    assert.ok(message);
    await all.append(sent);
    forge.prompts.giveUp();
    await deploy();
    assert.equal((await commandsRun()).filter((line) => line.startsWith('deploy')).length, 2);
  });

  it('starts no deployment to production while another one is pending', async () => {
    const { email, accountId } = forge.sandbox.accounts.main;
    await (
      await forge.services.actions.journal()
    ).append({
      request: 'another window',
      account: { id: accountId, email },
      gateway: forge.sandbox.url,
      app: { id: appId, name: app },
      action: 'deploy',
      environment: 'production',
      subject: 'by the Forge CLI',
      outcome: 'sent',
    });
    forge.prompts.choose('Deploy to production…');
    forge.prompts.answerInput('production');
    const production = await environmentRow('production');
    await untilEnded('deploy production', () => run('deploy', production));
    assert.ok(!(await commandsRun()).some((line) => line.startsWith('deploy')));
  });

  it('journals a deployment of an app that no account lists by its folder, as the CLI’s login', async () => {
    const unlisted = appAri('00000000-0000-4000-8000-000000000000');
    await manifest.write(manifestText.replace(appId, unlisted));
    const { environmentNotes: notes } = forge.services.forgeCli;
    await until(
      'the manifest is another app’s',
      () => notes.of(unlisted, 'staging').context.includes('inWorkspace'),
      notes.onDidChange,
    );
    forge.prompts.answerPick('staging');
    await untilEnded('deploy staging', () => run('deploy', unlisted));
    const { entries } = await (await forge.services.actions.journal()).read();
    const { app: named, account, gateway, outcome } = entries.at(-1) ?? assert.fail('nothing is journalled');
    const { email, accountId } = forge.sandbox.accounts.main;
    const name = vscode.workspace.workspaceFolders?.[0]?.name;
    assert.deepEqual(
      [named, account, gateway, outcome],
      [{ id: unlisted, name }, { id: accountId, email }, clouds.commercial.gateway, 'done'],
    );
  });

  it('deploys nothing that can’t be journalled', async () => {
    const file = join(forge.extension.context.globalStorageUri.fsPath, 'journal.jsonl');
    const away = `${file}-away`;
    await rename(file, away).catch(() => undefined);
    await mkdir(file);
    try {
      const staging = await environmentRow('staging');
      await untilEnded('deploy staging', () => run('deploy', staging));
      assert.ok((await commandsRun()).every((line) => !line.startsWith('deploy')));
    } finally {
      await rm(file, { recursive: true });
      await rename(away, file).catch(() => undefined);
    }
  });

  it('deploys nothing to production if the page is closed, nor if something changes while it is read', async () => {
    const production = await environmentRow('production');
    forge.prompts.giveUp();
    await run('deploy', production);
    forge.prompts.meanwhile(() => manifest.write(manifestText.replace('read:jira-work', 'write:jira-work')));
    forge.prompts.choose('Deploy to production…');
    forge.prompts.answerInput('production');
    forge.prompts.giveUp();
    await run('deploy', production);
    assert.equal(forge.prompts.reviews.length, 3);
    const changed =
      'Something changed while you were reading, so Release Notes Composer hasn’t been deployed to production';
    assert.ok(forge.prompts.messages.some(({ text }) => text.startsWith(changed)));
    assert.ok((await commandsRun()).every((line) => !line.startsWith('deploy')));
  });

  it('deploys nothing to production if looking at what changes is cancelled, nor if checking it again is', async () => {
    const production = await environmentRow('production');
    forge.prompts.cancelNext('Finding out what the deployment changes');
    await run('deploy', production);
    assert.equal(forge.prompts.reviews.length, 0);
    forge.prompts.cancelNext('Checking again before the deployment starts');
    forge.prompts.choose('Deploy to production…');
    forge.prompts.answerInput('production');
    await run('deploy', production);
    assert.equal(forge.prompts.reviews.length, 1);
    assert.deepEqual(forge.prompts.messages, []);
    assert.deepEqual(vscode.tasks.taskExecutions, []);
    assert.ok((await commandsRun()).every((line) => !line.startsWith('deploy')));
  });

  it('says before it runs that its login is another account than the row’s', async () => {
    await useCli('devon@example.com', '712020:another');
    forge.prompts.giveUp();
    await run('deploy', await environmentRow('staging'));
    const [message] = forge.prompts.messages;
    assert.match(message?.text ?? '', /^The Forge CLI is signed in as Mara Lindqvist \(devon@example\.com\), not as /);
    assert.deepEqual(message?.actions, ['Run as devon@example.com']);
    assert.deepEqual(await commandsRun(), ['--version', 'whoami']);
  });

  it('offers to sign in where it has no login, or says nothing of it, and names the app', async () => {
    const staging = await environmentRow('staging');
    for (const [output, text] of [
      [
        'Error: Not logged in.\n',
        'The Forge CLI isn’t signed in, so nothing was run for Release Notes Composer. It has a login of its own.',
      ],
      [
        'Error: The keychain is locked.\n',
        'Couldn’t find out whose login the Forge CLI uses, so nothing was run for Release Notes Composer. Sign in again, or run forge whoami in a terminal to see what is wrong. It said: Error: The keychain is locked.',
      ],
    ] as const) {
      cli = await writeStandIn(join(folder, 'forge'), {
        '--version': { output: '13.3.0\n' },
        whoami: { output, exitCode: 1 },
      });
      forge.prompts.giveUp();
      await run('deploy', staging);
      const { text: said, actions } = forge.prompts.messages.at(-1) ?? {};
      assert.deepEqual([said, actions], [text, ['Sign In in the Terminal']]);
      assert.deepEqual((await commandsRun()).slice(-2), ['--version', 'whoami']);
    }
  });

  it('says how to install it where there is none, and runs nothing', async () => {
    await setCli(join(folder, 'nothing'));
    forge.prompts.giveUp();
    await run('lint', appId);
    const text = `The path in the setting forgeConsole.forgeCli.path isn’t that of a Forge CLI: ${join(folder, 'nothing')}`;
    const said = forge.prompts.messages.map((message) => [message.text, message.actions]);
    assert.deepEqual(said, [[text, ['Open Setting', 'Learn More']]]);
  });

  it('says which it is, until when it is supported, and who is signed in', async () => {
    const { PATH } = process.env;
    await writeStandIn(join(folder, 'npm'), { view: { output: '{"13.3.0":"2020-09-02T07:25:02.177Z"}' } });
    process.env.PATH = `${folder}${delimiter}${PATH ?? ''}`;
    try {
      forge.prompts.answerMessage('Learn More');
      await run('showStatus');
    } finally {
      process.env.PATH = PATH;
    }
    const [message] = forge.prompts.messages;
    assert.deepEqual([message?.text, message?.options.severity], ['Forge CLI 13.3.0', 'warning']);
    assert.deepEqual(message?.options.detail?.split('\n\n'), [
      `From your settings: ${cli.path}`,
      'Support ended on 2021-03-02, six months after its release. Update it there, or change the setting.',
      `Signed in as Mara Lindqvist (${forge.sandbox.accounts.main.email})`,
    ]);
    assert.deepEqual(forge.prompts.opened, [documentation.supportedForgeCli]);
  });

  it('says that it said nothing of its login where it did', async () => {
    cli = await writeStandIn(join(folder, 'forge'), { '--version': { output: '13.3.0\n' }, whoami: { exitCode: 1 } });
    forge.prompts.giveUp();
    await run('showStatus');
    const detail = forge.prompts.messages[0]?.options.detail ?? '';
    assert.match(detail, /whose login it uses: it said nothing\. Run forge whoami in a terminal to see why\.$/);
  });

  it('gives it no environment that is an option or more than a word', async () => {
    const row = await environmentRow('staging');
    const target = row.target?.();
    assert.ok(target?.kind === 'environment');
    forge.sandbox.faults.set('EnvironmentList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replaceAll('"mara-dev"', '"--approve & x"')) as unknown,
    });
    await target.data.details(target.id).environments.refresh();
    await run('deploy', await environmentRow('--approve & x'));
    assert.deepEqual(
      forge.prompts.messages.map(({ text }) => text),
      [
        'The Forge CLI can’t be given --approve & x as the name of an environment, so nothing was run for Release Notes Composer. Choose another environment.',
      ],
    );
    assert.deepEqual(await commandsRun(), []);
  });

  it('shows what it finds as problems at their lines, until it runs again', async () => {
    const problems = () =>
      vscode.languages
        .getDiagnostics(manifest.uri)
        .filter(({ source }) => source === 'Forge CLI')
        .map(({ message, severity, code, range: { start } }) => [start.line, start.character, severity, message, code]);
    await untilEnded('lint development', () => run('lint', appId));
    const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
    assert.deepEqual(problems(), [
      [1, 6, error, 'Something is wrong with the ID', 'some-rule'],
      [4, 6, warning, 'Is this needed?', 'other-rule'],
    ]);
    await untilEnded('deploy development', () => {
      forge.prompts.answerPick('development');
      return run('deploy', appId);
    });
    assert.deepEqual(problems(), []);
  });

  it('shows a running tunnel on its environment and in the status bar, and stops it', async () => {
    await manifest.show();
    const development = async () =>
      (await rowsUnder(forge.services.tree, app, 'Environments')).find(({ label }) => label === 'development');
    await run('startTunnel', await environmentRow('development'));
    await until(
      'the row has the tunnel',
      async () => (await development())?.description.startsWith('tunnel running · 6.4.0') === true,
      treeEvent(forge.services.tree),
    );
    const row = await development();
    assert.equal(row?.item.contextValue, 'environment.inWorkspace.tunnel.default');
    assert.equal(
      forge.services.forgeCli.statusText(),
      '$(flame) Release Notes Composer  development 6.4.0  $(shield) 1  $(broadcast)',
    );
    await untilEnded('tunnel development', () => run('stopTunnel', row.node));
    await until(
      'the row has none',
      async () => (await development())?.item.contextValue === 'environment.inWorkspace.default',
      treeEvent(forge.services.tree),
    );
    await settledRows(forge.services.tree);
  });

  it('offers tasks, and a task that deploys to production asks as the command does', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'forge' });
    assert.deepEqual(
      tasks.map(({ name }) => name),
      [
        'deploy development',
        'lint development',
        'tunnel development',
        'build',
        'install development',
        'upgrade development',
        'eligibility development',
      ],
    );
    const [first] = tasks;
    assert.ok(first);
    const definition = { ...first.definition, environment: 'production' };
    await workspaceFile('.vscode', 'tasks.json').write(
      JSON.stringify({ version: '2.0.0', tasks: [{ ...definition, label: 'ship' }] }),
    );
    try {
      const ship = async () => (await vscode.tasks.fetchTasks({ type: 'forge' })).find(({ name }) => name === 'ship');
      let found: vscode.Task | undefined;
      await until(
        'the task is read',
        async () => (found = await ship()) !== undefined,
        (listener) => {
          const timer = setInterval(listener, 200);
          return { dispose: () => clearInterval(timer) };
        },
      );
      assert.ok(found);
      forge.prompts.giveUp();
      const task = found;
      await untilEnded('ship', () => vscode.tasks.executeTask(task));
      assert.equal(forge.prompts.reviews.length, 1);
      assert.ok((await commandsRun()).every((line) => !line.startsWith('deploy')));
    } finally {
      await workspaceFile('.vscode').remove();
    }
  });
});
