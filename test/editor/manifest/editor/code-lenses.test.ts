import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { type OpenManifest, useManifests } from '../../../support/editor/manifest-editing.ts';
import { panelTitlesAre } from '../../../support/editor/panel-tabs.ts';
import { openShell } from '../../../support/editor/shell.ts';

const manifest = (uuid: string, scopes: readonly string[]) =>
  `app:\n  id: ari:cloud:ecosystem::app/${uuid}\npermissions:\n  scopes:\n${scopes.map((scope) => `    - ${scope}\n`).join('')}`;

describe('above the parts of a manifest', () => {
  const forge = useConsole();
  const open = useManifests();

  it('stands how to sign in, and how many scopes there are, where nobody is signed in', async () => {
    const { lensesBecome } = await open(
      manifest(sampleAppIds.releaseNotes, ['read:jira-work', 'storage:app']),
      'without-code',
    );
    await lensesBecome(
      'lenses',
      (lenses) =>
        lenses.join() ===
        'app: Sign in to see what is deployed,app: Deploy…,app: Lint,app: Start Tunnel,permissions: 2 scopes',
    );
  });

  it('stands what is deployed, with the installations, and how the scopes are', async () => {
    await forge.signIn('main');
    const { lensesBecome } = await open(
      manifest(sampleAppIds.releaseNotes, ['read:jira-work', 'manage:jira-project']),
      'without-code',
    );
    await lensesBecome('what is deployed', ([app = '', openApp, ...others]) => {
      assert.match(app, /^app: Release Notes Composer · production 4\.3\.0, \d+ installations? · development 6\.4\.0$/);
      assert.equal(openApp, 'app: Open');
      assert.deepEqual(others, [
        'app: Deploy…',
        'app: Lint',
        'app: Start Tunnel',
        'permissions: 2 scopes · 1 not in production',
      ]);
      return true;
    });
  });

  it('stands what is deployed of its own app, where there are several', async () => {
    await forge.signIn('main');
    const first = await open(manifest(sampleAppIds.releaseNotes, ['storage:app']), 'without-code');
    const second = await open(
      manifest(sampleAppIds.sprintForecast, ['storage:app', 'read:jira-work']),
      'sprint-forecast',
    );
    await first.lensesBecome(
      'the first',
      (all) =>
        all.some((lens) => lens.startsWith('app: Release Notes Composer · ')) &&
        all.some((lens) => lens.startsWith('permissions: 1 scope')),
    );
    await second.lensesBecome(
      'the second',
      (all) =>
        all.some((lens) => lens.startsWith('app: Sprint Forecast · ')) &&
        all.some((lens) => lens.startsWith('permissions: 2 scopes')),
    );
  });

  it('stands how many scopes are missing, and which nothing needs, once the code is read', async () => {
    const { lensesBecome } = await open(
      manifest(sampleAppIds.releaseNotes, ['storage:app', 'read:board-scope:jira-software']),
    );
    await lensesBecome('the code is known', (lenses) =>
      lenses.includes('permissions: 2 scopes · 2 missing · 1 unused'),
    );
  });

  it('opens the app', async () => {
    await forge.signIn('main');
    const { document, lensesBecome } = await open(manifest(sampleAppIds.releaseNotes, []), 'without-code');
    await lensesBecome('lenses', (all) => all.includes('app: Open'));
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const command = found.find((lens) => lens.command?.title === 'Open')?.command;
    await vscode.commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));
    await panelTitlesAre('Release Notes Composer');
  });

  it('leads from a web trigger to its URLs', async () => {
    await forge.signIn('main');
    const text = `${manifest(sampleAppIds.releaseNotes, ['storage:app'])}modules:\n  webtrigger:\n    - key: publish-hook\n      function: publish\n`;
    const { document, lensesBecome } = await open(text, 'without-code');
    await lensesBecome('the lens', (all) => all.some((lens) => lens.endsWith(' URL, Test Request, Logs…')));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const lens = lenses.find(({ command }) => command?.title === 'URL, Test Request, Logs…');
    assert.match(document.lineAt(lens?.range.start.line ?? 0).text, /publish-hook/);
    forge.prompts.answerPick('mara-dev.atlassian.net');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand(
      lens?.command?.command ?? '',
      ...((lens?.command?.arguments ?? []) as unknown[]),
    );
    assert.equal(forge.prompts.picks.at(-1)?.options.title, 'publish-hook');
  });

  it('changes when the manifest is saved, not while it is typed', async () => {
    const { document, lensesBecome, lenses, type } = await open(
      manifest(sampleAppIds.releaseNotes, ['storage:app']),
      'without-code',
    );
    await lensesBecome('one scope', (all) => all.some((lens) => lens.startsWith('permissions: 1 scope')));
    await type('    - storage:app\n', '    - storage:app\n    - read:jira-work\n');
    await type('permissions:', '# a line\npermissions:');
    assert.ok(
      (await lenses()).some((lens) => lens.startsWith('permissions: 1 scope')),
      'it moves with its key',
    );
    await document.save();
    await lensesBecome('two scopes', (all) => all.some((lens) => lens.startsWith('permissions: 2 scopes')));
  });

  describe('changes when a new version is deployed', () => {
    let shown: OpenManifest;
    beforeEach(async () => {
      await forge.signIn('main');
      shown = await open(manifest(sampleAppIds.releaseNotes, ['storage:app']), 'without-code');
      // Once the installations are told too, nothing more is asked for.
      await shown.lensesBecome('versions', (all) =>
        all.some((lens) => lens.includes('installation') && lens.includes('development 6.4.0')),
      );
      forge.sandbox.faults.set('EnvironmentList', {
        kind: 'reply',
        change: (body) => JSON.parse(JSON.stringify(body).replaceAll('6.4.0', '6.5.0')) as unknown,
      });
    });
    const newVersion = () =>
      shown.lensesBecome('the new version is there', (all) => all.some((lens) => lens.includes('development 6.5.0')));

    it('by a task', async () => {
      const task = new vscode.Task(
        { type: 'shell' },
        vscode.TaskScope.Workspace,
        'deploy',
        'test',
        new vscode.ShellExecution('echo forge deploy --environment development'),
      );
      await vscode.tasks.executeTask(task);
      await newVersion();
    });

    it('in a terminal, not by anything else there', async () => {
      const shell = await openShell();
      const asked = forge.sandbox.requests.length;
      await shell.begin('forge lint');
      await shell.end();
      await shown.lenses();
      assert.deepEqual(forge.askedSince(asked), []);
      await shell.begin('npx forge deploy -e development');
      await shell.end();
      await newVersion();
      shell.terminal.dispose();
    });

    it('in a terminal that is closed meanwhile', async () => {
      const shell = await openShell();
      await shell.begin('forge deploy');
      shell.terminal.dispose();
      await newVersion();
    });
  });

  it('is switched off by its setting', async () => {
    const { lensesBecome } = await open(manifest(sampleAppIds.releaseNotes, []), 'without-code');
    await lensesBecome('lenses', (all) => all.length > 0);
    const configuration = vscode.workspace.getConfiguration('forgeConsole.manifest');
    await configuration.update('codeLens', false, vscode.ConfigurationTarget.Global);
    try {
      await lensesBecome('no lenses', (all) => all.length === 0);
    } finally {
      await configuration.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('shows a hostile name letter by letter', async () => {
    await forge.signIn('main');
    const { lensesBecome } = await open(manifest(sampleAppIds.hostileName, []), 'without-code');
    await lensesBecome('the name', (all) =>
      all.some((lens) =>
        lens.replaceAll('\u2060', '').includes(`<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`),
      ),
    );
  });
});
