import assert from 'node:assert/strict';
import { rename, rm, symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { AskedPick } from '../../../support/editor/scripted-prompts.ts';
import { useCode } from '../../../support/editor/app-scan-probe.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { until } from '../../../support/editor/until.ts';
import { manifestOf, workspaceFile } from '../../../support/editor/test-workspace.ts';

const uuid = '00000000-0000-4000-8000-000000000001';
const command = 'forgeConsole.manifest.showScopeUsage';

/** A quick pick as lines: headings as `# …`, items with their descriptions. */
const lines = (pick: AskedPick | undefined) =>
  (pick?.items ?? []).map(({ kind, label, description = '' }) =>
    kind === vscode.QuickPickItemKind.Separator ? `# ${label}` : `${label} | ${description}`,
  );

describe('Show Scope Usage', () => {
  const forge = useConsole();
  const code = useCode(forge);
  const withScopes = (...scopes: string[]) =>
    `${manifestOf(uuid)}permissions:\n  scopes: [${scopes.map((scope) => `'${scope}'`).join(', ')}]\n`;
  const place = () => {
    const { document, selection } = vscode.window.activeTextEditor ?? assert.fail('no editor is open');
    return `${vscode.workspace.asRelativePath(document.uri)}:${selection.start.line + 1} ${document.getText(selection)}`;
  };

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace
      .getConfiguration('forgeConsole')
      .update('manifest.scanCode', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('lists what is needed, declared, and without a need, and goes to a call', async () => {
    const manifest = await code.app(
      'release-notes',
      withScopes('read:jira-work', 'write:jira-work', 'read:me', 'read:issue-details:jira'),
    );
    forge.prompts.answerPick('manage:jira-project');
    await vscode.commands.executeCommand(command, manifest.uri);
    const [pick] = forge.prompts.picks;
    assert.equal(pick?.options.title, 'Scope Usage of release-notes/manifest.yml');
    assert.deepEqual(lines(pick), [
      '# Needed, not declared',
      'manage:jira-project | 1 call',
      'storage:app | 2 calls',
      '# Declared and needed',
      'read:jira-work | 5 calls',
      '# Declared, apparently unused',
      'write:jira-work | no call, event or module found',
      '# Declared, use unknown',
      'read:me | ',
      'read:issue-details:jira | beside read:jira-work, which covers the same',
    ]);
    // Its only place is gone to at once.
    assert.match(
      place(),
      /^release-notes\/src\/index\.js:23 api\.asUser\(\)\.requestJira\(route`\/rest\/api\/3\/version\//,
    );
  });

  it('lists the places of a scope', async () => {
    await code.app('release-notes', withScopes('read:jira-work'));
    forge.prompts.answerPick('read:jira-work');
    forge.prompts.answerPick(({ description }) => description === 'release-notes/src/draft.js:6');
    await vscode.commands.executeCommand(command);
    const places = forge.prompts.picks[1];
    assert.equal(places?.options.title, 'read:jira-work');
    assert.deepEqual(
      places.items.map(({ label, description }) => [label, description]),
      [
        ['GET /rest/api/3/search/jql', 'release-notes/src/draft.js:6'],
        ['GET /rest/api/3/issue/{…}', 'release-notes/src/frontend/panel.jsx:12 · as the user, from the page'],
        ['GET /rest/api/3/project/{…}/version', 'release-notes/src/index.js:10 · as the user'],
        ['GET /rest/api/3/project/search', 'release-notes/src/nightly.js:7 · as the app'],
        ['GET /rest/api/3/project/{…}/version', 'release-notes/src/nightly.js:10 · as the app'],
        ['Declared here', 'release-notes/manifest.yml:7'],
      ],
    );
    assert.match(place(), /^release-notes\/src\/draft\.js:6 client\.requestJira/);
  });

  it('goes straight to a scope, as a hover or a fix asks for', async () => {
    const manifest = await code.app('release-notes', withScopes('read:jira-work'));
    await vscode.commands.executeCommand(command, manifest.uri.toString(), 'manage:jira-project');
    assert.deepEqual(forge.prompts.picks, []);
    assert.match(place(), /^release-notes\/src\/index\.js:23/);
  });

  it('shows events, and calls that could not be read', async () => {
    const file = workspaceFile('release-notes', 'src', 'extra.js');
    await file.write('requestJira(path);\nrequestJira("/rest/api/3/$(warning)");\n');
    const manifest = await code.app(
      'release-notes',
      withScopes('write:jira-work').replace(
        '  function:',
        '  trigger:\n    - { key: t, function: main, events: [avi:jira:created:issue] }\n  function:',
      ),
    );
    forge.prompts.answerPick('Calls and files with unknown scopes');
    forge.prompts.answerPick('requestJira');
    await vscode.commands.executeCommand(command, manifest.uri);
    const [scopes, unread] = forge.prompts.picks;
    assert.ok(lines(scopes).includes('read:jira-work | 5 calls, 1 event'));
    assert.ok(lines(scopes).includes('write:jira-work | perhaps needed by what couldn’t be read: 2'));
    assert.deepEqual(
      unread?.items.map(({ label, description }) => [label, description]),
      [
        ['requestJira', 'release-notes/src/extra.js:1 · its path is only known at run time'],
        [
          'GET /rest/api/3/$\u2060(warning)',
          'release-notes/src/extra.js:2 · not an operation that Forge Console knows',
        ],
      ],
    );
    assert.equal(place(), 'release-notes/src/extra.js:1 requestJira(path)');
    await file.remove();
  });

  it('names what no table has, with its calls', async () => {
    const file = workspaceFile('release-notes', 'src', 'extra.js');
    await file.write('requestJira("/rest/greenhopper/1.0/a");\nrequestJira("/rest/greenhopper/1.0/b");\n');
    const manifest = await code.app('release-notes', withScopes('read:jira-work'));
    forge.prompts.answerPick('/rest/greenhopper');
    forge.prompts.answerPick('GET /rest/greenhopper/1.0/b');
    await vscode.commands.executeCommand(command, manifest.uri);
    assert.deepEqual(lines(forge.prompts.picks[0]).slice(-2), ['# Not judged', '/rest/greenhopper | 2 calls']);
    assert.equal(place(), 'release-notes/src/extra.js:2 requestJira("/rest/greenhopper/1.0/b")');
    await file.remove();
  });

  it('asks which app where there are several, and takes that of the open file', async () => {
    await code.app('release-notes');
    await code.app('sprint-forecast');
    forge.prompts.answerPick('sprint-forecast/manifest.yml');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand(command);
    assert.equal(forge.prompts.picks[1]?.options.title, 'Scope Usage of sprint-forecast/manifest.yml');
    await vscode.window.showTextDocument(workspaceFile('release-notes', 'src', 'draft.js').uri);
    forge.prompts.giveUp();
    await vscode.commands.executeCommand(command);
    assert.equal(forge.prompts.picks[2]?.options.title, 'Scope Usage of release-notes/manifest.yml');
  });

  it('says that there is no app, or nothing that needs a scope', async () => {
    await vscode.commands.executeCommand(command);
    const manifest = await code.app('release-notes/src/frontend');
    const [panel, project] = ['panel.jsx', 'project.jsx'].map((name) =>
      workspaceFile('release-notes', 'src', 'frontend', name),
    );
    assert.ok(panel && project);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(panel.uri));
    await panel.write('');
    await code.untilCalls('nothing is called', manifest, (calls) => calls.length === 0);
    await vscode.commands.executeCommand(command);
    await panel.write(text);
    assert.deepEqual(
      forge.prompts.messages.map((message) => message.text),
      [
        'No Forge app in this workspace. Open a folder whose manifest.yml has the ID of an app.',
        'None of the 2 code files of release-notes/src/frontend/manifest.yml needs a scope, and the manifest declares none.',
      ],
    );
  });

  it('says that reading code is switched off, and leads to the setting', async () => {
    await code.app('release-notes');
    await vscode.workspace
      .getConfiguration('forgeConsole')
      .update('manifest.scanCode', false, vscode.ConfigurationTarget.Workspace);
    forge.prompts.giveUp();
    await vscode.commands.executeCommand(command);
    assert.deepEqual(
      forge.prompts.messages.map(({ actions }) => actions),
      [['Open Setting']],
    );
  });

  describe('where the thread that reads code can’t live', () => {
    const worker = () => forge.extension.context.asAbsolutePath('dist/scan.js');
    const away = () => rename(worker(), `${worker()}.away`);
    const back = () => rename(`${worker()}.away`, worker());
    beforeEach(away);
    afterEach(() => back().catch(() => undefined));

    it('says that nothing could be read, and reads it when asked again', async () => {
      const manifest = workspaceFile('release-notes', 'manifest.yml');
      await manifest.write(withScopes('read:jira-work'));
      const { appScans } = forge.services;
      await until('reading was given up', () => appScans.of(manifest.uri)?.status === 'failed', appScans.onDidChange);
      forge.prompts.meanwhile(back);
      forge.prompts.answerMessage('Retry');
      forge.prompts.giveUp();
      await vscode.commands.executeCommand(command, manifest.uri);
      const [message] = forge.prompts.messages;
      assert.match(message?.text ?? '', /^Couldn’t read the code of release-notes\/manifest\.yml: /);
      assert.deepEqual(message?.actions, ['Retry', 'Show Details']);
      assert.deepEqual(
        lines(forge.prompts.picks[0]).filter((line) => line.startsWith('read:jira-work')),
        ['read:jira-work | 5 calls'],
      );
      assert.equal(forge.prompts.reports[0], 'Reading the app’s code');
    });
  });

  it('says which file could not be read, and reads it when asked again', async function () {
    // Windows lets only some users make links.
    if (process.platform === 'win32') this.skip();
    const link = workspaceFile('release-notes', 'src', 'frontend', 'link.js');
    await symlink('link.js', link.uri.fsPath);
    try {
      const manifest = await code.app('release-notes/src/frontend', withScopes('read:jira-work'));
      assert.ok(code.calls(manifest).includes('release-notes/src/frontend/link.js: unreadable'));
      forge.prompts.meanwhile(async () => {
        await rm(link.uri.fsPath);
        await link.write("requestJira('/rest/api/3/field');");
      });
      forge.prompts.answerPick('Read Again');
      forge.prompts.giveUp();
      await vscode.commands.executeCommand(command, manifest.uri);
      const [before, after] = forge.prompts.picks.map(lines);
      assert.deepEqual(before?.slice(-3), [
        '# Not read',
        'Calls and files with unknown scopes | 1',
        'Read Again | 1 file that couldn’t be read',
      ]);
      assert.deepEqual(after, ['# Declared and needed', 'read:jira-work | 2 calls']);
    } finally {
      await rm(link.uri.fsPath, { force: true });
    }
  });

  it('waits with progress while code is read for the first time, and can be cancelled', async () => {
    const folder = workspaceFile('release-notes', 'src', 'many');
    const call = 'api.asApp().requestJira(route`/rest/api/3/issue/${key}`);\n';
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        workspaceFile('release-notes', 'src', 'many', `file-${index}.js`).write(call.repeat(20)),
      ),
    );
    await code.app('release-notes', withScopes('read:jira-work'));

    /** Shows the usage as soon as one file was read; `then` hears of each further one. */
    const whileReading = async (then: () => unknown) => {
      await forge.restart();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const subscription = forge.services.appScans.onDidProgress(() => {
        resolve(undefined);
        then();
      });
      await promise;
      await vscode.commands.executeCommand(command);
      subscription.dispose();
    };
    forge.prompts.giveUp();
    await whileReading(() => undefined);
    const [first = '', second = ''] = forge.prompts.reports;
    assert.equal(first, 'Reading the app’s code');
    assert.match(second, /^\d+ of 205 files$/);
    assert.deepEqual(
      lines(forge.prompts.picks[0]).filter((line) => line.startsWith('read:jira-work')),
      ['read:jira-work | 4,005 calls'],
    );

    forge.prompts.reset();
    await whileReading(() => forge.prompts.cancelProgress());
    assert.equal(forge.prompts.reports[0], first);
    assert.deepEqual([forge.prompts.picks, forge.prompts.messages], [[], []]);
    await folder.remove();
  });
});
