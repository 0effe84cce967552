import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { openShell } from '../../support/editor/shell.ts';
import { workspaceFile } from '../../support/editor/test-workspace.ts';
import { labelsOf, readRows, rowsUnder, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const app = 'Release Notes Composer';

describe('what the Forge CLI changes', () => {
  const forge = useConsole();

  /** Runs a command line in a terminal, from its start to its end; nothing is started. */
  async function inTerminal(line: string): Promise<void> {
    const shell = await openShell();
    await shell.begin(line);
    await shell.end();
    shell.terminal.dispose();
  }

  const labelsBecome = (what: string, check: (labels: readonly string[]) => boolean) =>
    until(what, async () => check(labelsOf(await readRows(forge.services.tree))), treeEvent(forge.services.tree));

  function deployed(): void {
    forge.sandbox.faults.set('EnvironmentList', {
      kind: 'reply',
      change: (body) => JSON.parse(JSON.stringify(body).replaceAll('6.4.0', '6.5.0')) as unknown,
    });
  }

  const showsNewVersion = () =>
    until(
      'the new version is there',
      async () =>
        (await rowsUnder(forge.services.tree, app, 'Environments')).some(({ item }) =>
          JSON.stringify(item.description ?? '').includes('6.5.0'),
        ),
      treeEvent(forge.services.tree),
    );

  it('shows in the list: an app that was created, in its place, with no row blinking', async () => {
    const created = forge.sandbox.world.apps.get(sampleAppIds.teamPoll);
    assert.ok(created);
    forge.sandbox.world.apps.delete(sampleAppIds.teamPoll);
    await forge.signIn('main');
    const before = labelsOf(await settledRows(forge.services.tree));
    const statuses: string[] = [];
    const [data] = forge.services.data.list;
    data?.apps.onDidChange(() => void statuses.push(data.apps.state.status));
    forge.sandbox.world.apps.set(sampleAppIds.teamPoll, created);

    await inTerminal('npx @forge/cli create --template blank "Team Poll"');
    await labelsBecome('the app is there', (labels) => labels.length === before.length + 1);
    const after = labelsOf(await readRows(forge.services.tree));
    assert.deepEqual(
      after.filter((label) => before.includes(label)),
      before,
      'rows keep their order',
    );
    assert.deepEqual(statuses, ['ready'], 'nothing is shown as loading');
  });

  for (const line of [
    'npx --yes @forge/cli@latest deploy -e production',
    'cd app && FORGE.CMD -e staging deploy > log.txt 2>&1',
    'pnpm dlx @forge/cli deploy',
  ]) {
    it(`shows at an app whose manifest is not open: ${line}`, async () => {
      await forge.signIn('main');
      await settledRows(forge.services.tree);
      await rowsUnder(forge.services.tree, app, 'Environments');
      await settledRows(forge.services.tree, 3);
      deployed();
      await inTerminal(line);
      await showsNewVersion();
    });
  }

  it('shows after a script of package.json that deploys, run as a task', async () => {
    const file = workspaceFile('package.json');
    await file.write(
      JSON.stringify({ scripts: { ship: 'npm run build && npm run up', build: 'x', up: 'forge deploy' } }),
    );
    try {
      await forge.signIn('main');
      await settledRows(forge.services.tree);
      await rowsUnder(forge.services.tree, app, 'Environments');
      await settledRows(forge.services.tree, 3);
      deployed();
      await vscode.tasks.executeTask(
        new vscode.Task(
          { type: 'shell' },
          vscode.TaskScope.Workspace,
          'ship',
          'test',
          // The shell has nothing to do: what counts is the command line.
          new vscode.ShellExecution('true || npm run ship'),
        ),
      );
      await showsNewVersion();
    } finally {
      await file.remove();
    }
  });

  it('is not looked for after anything else', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    const asked = forge.sandbox.requests.length;
    for (const line of ['forge lint', 'forge logs', 'npm install', 'git status']) await inTerminal(line);
    await readRows(forge.services.tree);
    assert.deepEqual(forge.askedSince(asked), []);
  });
});
