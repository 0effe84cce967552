import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { openManifest, useManifests } from '../../../support/editor/manifest-editing.ts';
import { workspaceFile } from '../../../support/editor/test-workspace.ts';

/** A manifest without code beside it, whose scopes are these lines. */
const manifest = (scopes: string, more = '') =>
  `app:\n  id: ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}\n  runtime:\n    name: nodejs22.x\npermissions:\n  scopes:\n${scopes}${more}`;
const bare = 'without-code';

describe('what is wrong in a manifest', () => {
  const forge = useConsole();
  const open = useManifests();
  const codes = (problems: readonly string[]) => problems.map((problem) => problem.slice(0, problem.indexOf(':')));

  it('is told with its severity as soon as it is opened, and gone once it is right', async () => {
    const { problemsBecome, problems, type } = await open(
      manifest('    - read:jira-wrok\n    - read:connect-jira\n    - storage:app\n    - storage:app\n'),
      bare,
    );
    await problemsBecome(
      'all is told',
      (all) => codes(all).join() === 'Warning unknownScope,Warning connectScope,Warning duplicateScope',
    );
    assert.deepEqual(problems(), [
      'Warning unknownScope: Unknown scope read:jira-wrok. Did you mean read:jira-work?',
      'Warning connectScope: read:connect-jira is a scope for Connect modules, but this app has no connectModules.',
      'Warning duplicateScope: Duplicate scope storage:app.',
    ]);
    await type('read:jira-wrok', 'read:jira-work');
    await problemsBecome(
      'what was typed is judged',
      (all) => codes(all).join() === 'Warning connectScope,Warning duplicateScope',
    );
  });

  it('is a value, a reference and a file of code that Forge does not take, until they are right', async () => {
    const text = `modules:\n  sql:\n    - key: db\n      engine: mysq\n  webtrigger:\n    - key: hook\n      function: nun\n  function:\n    - key: run\n      handler: index.run\n`;
    const { problemsBecome, problems, type, at, fix } = await open(manifest('    - storage:app\n', text), bare);
    await problemsBecome(
      'all is told',
      (all) => codes(all).join() === 'Warning wrongValue,Warning unknownReference,Warning missingHandler',
    );
    assert.deepEqual(problems(), [
      'Warning wrongValue: engine doesn’t take this value. Did you mean mysql? forge lint reports this too.',
      'Warning unknownReference: There is no function nun under modules.function. Did you mean run? forge lint reports this too.',
      'Warning missingHandler: There is no file src/index with the extension js, jsx, ts, tsx or cjs. forge lint reports this too.',
    ]);
    assert.ok((await fix(at('mysq'), 'Replace with mysql')).includes('engine: mysql\n'));
    await type('function: nun', 'function: run');
    await problemsBecome('the file is still not there', (all) => codes(all).join() === 'Warning missingHandler');
  });

  it('is a scope that a token of a remote needs, where it is enabled', async () => {
    const remotes = (isEnabled: boolean) =>
      `remotes:\n  - key: r\n    baseUrl: https://r.example.com\n    auth:\n      appSystemToken:\n        enabled: ${isEnabled}\n`;
    const { at, diagnostics, document, fix, hover, problemsBecome, type } = await open(
      manifest('    - storage:app\n', remotes(true)),
      bare,
    );
    await problemsBecome('it is told', (all) => codes(all).join() === 'Warning missingScope');
    const [missing] = diagnostics();
    assert.equal(missing?.message, 'Missing scope read:app-system-token, which auth.appSystemToken needs.');
    const [related] = missing.relatedInformation ?? [];
    assert.deepEqual(
      [related?.message, document.getText(related?.location.range)],
      ['auth.appSystemToken', 'appSystemToken'],
    );
    await fix(at('scopes'), 'Add read:app-system-token');
    await problemsBecome('nothing is missing', (all) => all.length === 0);
    const [about] = await hover(at('read:app-system-token'));
    assert.match(about?.value ?? '', /Used by token `auth\.appSystemToken` \(line \d+\)/);
    await type('- read:app-system-token', '- read:me');
    await type('enabled: true', 'enabled: false');
    await problemsBecome('a token that is off needs none', (all) => all.length === 0);
  });

  it('survives whatever is typed', async () => {
    const { document, problemsBecome, type } = await open(manifest('    - read:jira-work\n'), bare);
    let before = 'read:jira-work\n';
    for (const text of ['read:\n', '\n    - "read:\n', '\t- [\n', '&a *b {\n', 'read:jira-wrok\n']) {
      await type(before, text);
      before = text;
    }
    await problemsBecome('the last text is judged', (all) => codes(all).includes('Warning unknownScope'));
    assert.ok(document.getText().includes('read:jira-wrok'));
  });

  it('is nothing in manifests of something else', async () => {
    const { document } = await open('app: web\npermissions:\n  scopes:\n    - nonsense\n', bare);
    const other = await open(manifest('    - nonsense\n'), 'sprint-forecast');
    await other.problemsBecome('the other is judged', (all) => codes(all).includes('Warning unknownScope'));
    await openManifest(document).problemsBecome('nothing is told', (all) => all.length === 0);
  });

  describe('by the code of the app', () => {
    const text = manifest('    - storage:app\n    - read:sprint:jira-software\n    - read:board-scope:jira-software\n');

    it('are scopes that it lacks with the calls that need them, and scopes that nothing needs', async () => {
      const { document, diagnostics, problemsBecome } = await open(text);
      await problemsBecome('the code is known', (all) => codes(all).includes('Hint unusedScope'));
      const missing = diagnostics().filter(({ code }) => code === 'missingScope');
      assert.deepEqual(
        missing.map(({ message }) => /^Missing scope ([^ ]+), which /.exec(message)?.[1]),
        ['manage:jira-project', 'read:jira-work'],
      );
      assert.equal(document.getText(missing[0]?.range), 'scopes');
      const [related] = missing[0]?.relatedInformation ?? [];
      assert.match(related?.location.uri.path ?? '', /\/release-notes\/src\//);
      const [unused] = diagnostics().filter(({ code }) => code === 'unusedScope');
      assert.deepEqual(unused?.tags, [vscode.DiagnosticTag.Unnecessary]);
    });

    it('are added one by one or all at once, and removed', async () => {
      const { at, actions, document, fix, problemsBecome } = await open(text);
      await problemsBecome(
        'the code is known',
        (all) =>
          codes(all).includes('Hint unusedScope') &&
          codes(all).filter((code) => code === 'Warning missingScope').length > 1,
      );
      const titles = (await actions(at('scopes'))).map(({ title }) => title);
      assert.ok(
        titles.includes('Add read:jira-work') && titles.some((title) => /^Add all \d missing scopes$/.test(title)),
        titles.join(),
      );
      await fix(at('scopes'), titles.find((title) => title.startsWith('Add all')) ?? '');
      assert.match(document.getText(), /\n {4}- read:jira-work\n/);
      await problemsBecome('nothing is missing', (all) => !codes(all).includes('Warning missingScope'));
      const unused = openManifest(document)
        .diagnostics()
        .find(({ code }) => code === 'unusedScope');
      const scope = document.getText(unused?.range);
      await fix(at(scope), `Remove ${scope}`);
      assert.ok(!document.getText().includes(scope));
    });

    it('are addresses that the code calls, which are added, offered and explained', async () => {
      const list = '  external:\n    fetch:\n      backend:\n        - \n';
      const { at, diagnostics, document, fix, hover, problemsBecome } = await open(`${text.trimEnd()}\n${list}`);
      await problemsBecome('the call is known', (all) => codes(all).includes('Warning missingAddress'));
      const [missing] = diagnostics().filter(({ code }) => code === 'missingAddress');
      assert.equal(
        missing?.message,
        'Missing address https://api.changelog.example.com under permissions.external.fetch.backend: Forge refuses the call that goes there. forge lint reports this too.',
      );
      assert.equal(document.getText(missing.range), 'backend');
      assert.match(missing.relatedInformation?.[0]?.location.uri.path ?? '', /\/release-notes\/src\/nightly\.js$/);
      const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at('        - ', 10),
      );
      const labels = offered.items.map(({ label }) => label);
      assert.ok(labels.includes('https://api.changelog.example.com'), JSON.stringify(labels));
      await fix(at('backend'), 'Add https://api.changelog.example.com to fetch.backend');
      await problemsBecome('nothing is missing', (all) => !codes(all).includes('Warning missingAddress'));
      const [about] = await hover(at('https://api.changelog'));
      assert.match(about?.value ?? '', /Called by `src\/nightly\.js:15` \(`fetch`\)/);
    });
  });

  describe('by what is deployed', () => {
    beforeEach(() => forge.signIn('main'));

    it('are scopes that production does not have', async () => {
      const { problemsBecome, problems } = await open(
        manifest('    - read:jira-work\n    - manage:jira-project\n'),
        bare,
      );
      await problemsBecome('it is told', (all) => codes(all).includes('Information notInProduction'));
      assert.deepEqual(
        problems().filter((problem) => problem.includes('notInProduction')),
        [
          'Information notInProduction: Version 4.3.0 in production doesn’t have manage:jira-project yet. Deploying it makes a major version, which an admin of each site has to approve.',
        ],
      );
    });

    it('are variables that functions read and no environment has, which are set', async () => {
      const { environments } =
        forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
      const before = environments.map((environment) => [environment, environment.variables] as const);
      const code = workspaceFile('release-notes', 'src', 'hook.js');
      await code.write(
        'export const run = () => [process.env.CHANGELOG_API_KEY,\n  process.env.HOOK_URL];\nrun(process.env.HOOK_URL);\n',
      );
      try {
        const handler = 'modules:\n  function:\n    - key: run\n      handler: hook.run\n';
        const { at, actions, diagnostics, document, problemsBecome } = await open(
          manifest('    - storage:app\n', handler),
        );
        await problemsBecome('it is told', (all) => codes(all).includes('Warning missingVariable'));
        const told = diagnostics().filter(({ code }) => code === 'missingVariable');
        assert.deepEqual(
          told.map(({ message }) => message),
          [
            'HOOK_URL is read in release-notes/src/hook.js:2, and no environment has a variable of that name. Functions get undefined.',
          ],
        );
        assert.equal(document.getText(told[0]?.range), `ari:cloud:ecosystem::app/${sampleAppIds.releaseNotes}`);
        assert.deepEqual(
          told[0]?.relatedInformation?.map(({ message, location }) => [message, location.range.start.line]),
          [
            ['process.env.HOOK_URL', 1],
            ['process.env.HOOK_URL', 2],
          ],
        );
        const fix = (await actions(at('ari:cloud'))).find(({ title }) => title === 'Set HOOK_URL…');
        assert.ok(fix?.command);
        forge.prompts.answerPick('staging');
        forge.prompts.answerInput('HOOK_URL');
        forge.prompts.answerPick('Plain');
        forge.prompts.answerInput('https://hook.example.com');
        forge.prompts.giveUp();
        const { command, arguments: args = [] }: { command: string; arguments?: unknown[] } = fix.command;
        await vscode.commands.executeCommand(command, ...args);
        assert.equal(forge.prompts.inputs.at(-2)?.options.value, 'HOOK_URL');
        await problemsBecome('one environment has it', (all) => !codes(all).includes('Warning missingVariable'));
        assert.deepEqual(
          diagnostics()
            .map(({ message }) => message)
            .filter((message) => message.startsWith('HOOK_URL')),
          [
            'HOOK_URL is read in release-notes/src/hook.js:2, and the environments production and development have no variable of that name. Functions there get undefined.',
          ],
        );
      } finally {
        for (const [environment, variables] of before) environment.variables = variables;
        await code.remove();
      }
    });

    it('is nothing of that once nobody is signed in', async () => {
      const { problemsBecome } = await open(manifest('    - manage:jira-project\n'), bare);
      await problemsBecome('it is told', (all) => codes(all).includes('Information notInProduction'));
      forge.prompts.answerMessage('Sign Out');
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      await problemsBecome('it is not told any more', (all) => !codes(all).includes('Information notInProduction'));
    });
  });

  describe('is put right', () => {
    it('where a scope is unknown: by one that may be meant, or without it', async () => {
      const { at, actions, fix, problemsBecome } = await open(
        manifest('    - "read:jira-wrok" # why\n    - storage:app\n'),
        bare,
      );
      await problemsBecome('it is told', (all) => codes(all).join() === 'Warning unknownScope');
      const offered = await actions(at('read:jira'));
      assert.deepEqual([offered[0]?.title, offered[0]?.isPreferred], ['Replace with read:jira-work', true]);
      assert.equal(
        await fix(at('read:jira'), 'Replace with read:jira-work'),
        manifest('    - "read:jira-work" # why\n    - storage:app\n'),
      );
    });

    it('where a scope is there twice, by hand and for all when it is saved', async () => {
      const text = manifest('    - storage:app\n    - read:jira-work\n    - storage:app # again\n');
      const { at, actions, problemsBecome, fix } = await open(text, bare);
      await problemsBecome('it is told', (all) => codes(all).join() === 'Warning duplicateScope');
      const all = await actions(at('app:'), vscode.CodeActionKind.SourceFixAll);
      assert.deepEqual(
        all.map(({ title, kind }) => [title, kind?.value]),
        [['Fix duplicate and malformed scopes', 'source.fixAll.forgeConsole']],
      );
      assert.equal(
        await fix(at('storage:app # again'), 'Remove duplicates'),
        manifest('    - storage:app\n    - read:jira-work\n'),
      );
      assert.deepEqual(await actions(at('app:'), vscode.CodeActionKind.SourceFixAll), []);
    });

    it('where a list says more than it can', async () => {
      const { at, fix, problemsBecome } = await open(
        manifest('    - read:jira-work:\n        allowImpersonation: true\n    - storage:app # mine\n'),
        bare,
      );
      await problemsBecome('it is told', (all) => codes(all).join() === 'Error scopeShape');
      const expected = manifest('    read:jira-work:\n        allowImpersonation: true\n    storage:app: {} # mine\n');
      assert.equal(await fix(at('read:jira-work'), 'Convert the scopes to a map with their settings'), expected);
    });

    it('where a scope has a space too many, but not for all when it is saved', async () => {
      const { problemsBecome, problems, actions, at, fix } = await open(
        manifest('    - read: jira-work # why\n    - storage:app\n'),
        bare,
      );
      await problemsBecome('the space is told', (all) => codes(all).join() === 'Error scopeSpace');
      assert.deepEqual(problems(), [
        'Error scopeSpace: A scope has no space after a colon. Did you mean read:jira-work?',
      ]);
      assert.deepEqual(await actions(at('read: jira'), vscode.CodeActionKind.SourceFixAll.append('forgeConsole')), []);
      assert.equal(
        await fix(at('read: jira'), 'Replace with read:jira-work'),
        manifest('    - read:jira-work # why\n    - storage:app\n'),
      );
    });

    it('where the scopes are one text', async () => {
      const { at, fix, problemsBecome } = await open(
        manifest('').replace('scopes:\n', 'scopes: read:jira-work, storage:app\n'),
        bare,
      );
      await problemsBecome('it is told', (all) => codes(all).join() === 'Error scopesShape');
      assert.equal(
        await fix(at('read:jira-work'), 'Convert the scopes to a list'),
        manifest('    - read:jira-work\n    - storage:app\n'),
      );
    });

    it('or written in the other form', async () => {
      const { at, fix } = await open(manifest('    - storage:app\n'), bare);
      assert.equal(await fix(at('scopes'), 'Convert the scopes to a map'), manifest('    storage:app: {}\n'));
      assert.equal(
        await fix(at('storage'), 'Convert the scopes to a list', vscode.CodeActionKind.RefactorRewrite),
        manifest('    - storage:app\n'),
      );
    });
  });

  it('follows the settings at once', async () => {
    const configuration = vscode.workspace.getConfiguration('forgeConsole.manifest');
    const { problemsBecome } = await open(manifest('    - nonsense\n    - storage:app\n    - storage:app\n'), bare);
    await problemsBecome('all is told', (all) => codes(all).join() === 'Warning unknownScope,Warning duplicateScope');
    try {
      await configuration.update(
        'severities',
        { unknownScope: 'error', duplicateScope: 'off' },
        vscode.ConfigurationTarget.Global,
      );
      await problemsBecome('the severities are followed', (all) => codes(all).join() === 'Error unknownScope');
      await configuration.update('diagnostics', false, vscode.ConfigurationTarget.Global);
      await problemsBecome('nothing is told', (all) => all.length === 0);
    } finally {
      await configuration.update('severities', undefined, vscode.ConfigurationTarget.Global);
      await configuration.update('diagnostics', undefined, vscode.ConfigurationTarget.Global);
    }
    await problemsBecome(
      'all is told again',
      (all) => codes(all).join() === 'Warning unknownScope,Warning duplicateScope',
    );
  });

  it('is the name of a manifest.yaml, which can be changed', async () => {
    const text = manifest('    - storage:app\n');
    const { at, problemsBecome, problems, actions } = await open(text, bare, 'manifest.yaml');
    await problemsBecome('it is told', (all) => codes(all).join() === 'Information manifestName');
    assert.deepEqual(problems(), ['Information manifestName: The Forge CLI reads manifest.yml, not manifest.yaml.']);
    const [rename] = await actions(at('app:'));
    assert.equal(rename?.title, 'Rename to manifest.yml');
    assert.ok(rename.edit && (await vscode.workspace.applyEdit(rename.edit)));
    const renamed = workspaceFile(bare, 'manifest.yml').uri;
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(renamed)), text);
    await vscode.workspace.fs.copy(renamed, workspaceFile(bare, 'manifest.yaml').uri);
    const again = await open(text, bare, 'manifest.yaml');
    await again.problemsBecome('it is told', (all) => codes(all).join() === 'Information manifestName');
    assert.deepEqual(await again.actions(again.at('app:')), [], 'there is a manifest.yml already');
    await vscode.workspace.fs.delete(workspaceFile(bare, 'manifest.yaml').uri);
  });
});
