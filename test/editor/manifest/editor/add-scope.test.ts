import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { documentation } from '../../../../src/core/documentation.ts';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { readableHover, useManifests } from '../../../support/editor/manifest-editing.ts';
import { readRows, treeEvent } from '../../../support/editor/tree-rows.ts';
import { until } from '../../../support/editor/until.ts';

const id = appAri(sampleAppIds.releaseNotes);
const manifest = (permissions: string) => `app:\n  id: ${id}\n${permissions}`;
const inManifest = 'forgeConsole.manifest.addScope';
const ofApp = 'forgeConsole.app.addScope';

describe('Add Scope', () => {
  const forge = useConsole();
  const open = useManifests();

  describe('signed out', () => {
    it('adds what is picked, selects it, saves nothing, and says what it means', async () => {
      const { document } = await open(manifest('permissions:\n  scopes:\n    - read:jira-work # why\n'));
      forge.prompts.answerPickMany('write:jira-work', 'storage:app');
      forge.prompts.giveUp();
      await vscode.commands.executeCommand(inManifest, document.uri);
      assert.equal(
        document.getText(),
        manifest('permissions:\n  scopes:\n    - read:jira-work # why\n    - write:jira-work\n    - storage:app\n'),
      );
      assert.ok(document.isDirty);
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document, document);
      assert.deepEqual(
        editor.selections.map((selection) => document.getText(selection)),
        ['write:jira-work', 'storage:app'],
      );
      const [pick] = forge.prompts.picks;
      assert.match(
        pick?.options.placeholder ?? '',
        /makes a major version, which an admin of each site has to approve/,
      );
      const labels = pick?.items.map(({ label }) => label) ?? [];
      assert.ok(labels.length > 100 && !labels.includes('read:jira-work'), 'what is declared is not offered');
      const item = pick?.items.find(({ label }) => label === 'write:jira-work');
      assert.equal(item?.description, 'Jira · classic');
      assert.ok(item.detail);
      const [message] = forge.prompts.messages;
      assert.equal(
        message?.text,
        '2 scopes are now in release-notes/manifest.yml, which is not saved yet. Deploying them makes a major version, which an admin of each site has to approve.',
      );
      assert.deepEqual(message.actions, ['Save', 'Learn More']);
    });

    it('saves the file if asked to, and leads to the documentation', async () => {
      const { document } = await open(manifest(''));
      forge.prompts.answerPickMany('read:jira-work');
      forge.prompts.answerMessage('Save');
      await vscode.commands.executeCommand(inManifest, document.uri);
      assert.ok(!document.isDirty);
      forge.prompts.answerPickMany('write:jira-work');
      forge.prompts.answerMessage('Learn More');
      await vscode.commands.executeCommand(inManifest, document.uri);
      assert.deepEqual(forge.prompts.opened, [documentation.addingScopes]);
      assert.match(document.getText(), /permissions:\n {2}scopes:\n {4}- read:jira-work\n {4}- write:jira-work\n$/);
    });

    it('changes nothing where that would not be safe, and shows the place', async () => {
      const text = manifest('permissions:\n  scopes: *scopes\n');
      const { document } = await open(text);
      forge.prompts.answerPickMany('read:jira-work');
      await vscode.commands.executeCommand(inManifest, document.uri);
      assert.equal(document.getText(), text);
      assert.equal(vscode.window.activeTextEditor?.document, document);
      assert.match(forge.prompts.messages[0]?.text ?? '', /can’t be changed safely/);
    });

    it('is a link in the hover of a scope', async () => {
      const { document, at, hover } = await open(manifest('permissions:\n  scopes: [read:jira-work]\n'));
      const parts = await hover(at('read:jira-work'));
      assert.match(readableHover(parts), /\[Add a scope\]\(command:forgeConsole\.manifest\.addScope\?/);
      forge.prompts.giveUp();
      await vscode.commands.executeCommand(inManifest, document.uri.toString());
      assert.equal(forge.prompts.picks[0]?.options.title, 'Add Scopes to release-notes/manifest.yml');
      assert.ok(!document.isDirty);
    });
  });

  describe('signed in', () => {
    beforeEach(() => forge.signIn('main'));

    it('names the environments that get a major version', async () => {
      const { document } = await open(manifest('permissions:\n  scopes: [read:jira-work]\n'));
      const [data] = forge.services.data.list;
      assert.ok(data);
      await data.start();
      const { environments } = data.details(id);
      environments.ensure();
      await until('they are loaded', () => environments.state?.status === 'ready', environments.onDidChange);
      await until(
        'the app is known to be here',
        async () => (await readRows(forge.services.tree))[0]?.item.contextValue === 'app.inWorkspace',
        treeEvent(forge.services.tree),
      );
      forge.prompts.answerPickMany('manage:jira-project');
      forge.prompts.giveUp();
      await vscode.commands.executeCommand(ofApp, id);
      assert.match(document.getText(), /scopes: \[read:jira-work, manage:jira-project\]/);
      assert.equal(
        forge.prompts.messages[0]?.text,
        'manage:jira-project is now in release-notes/manifest.yml, which is not saved yet. Deploying it to production makes a major version, which an admin of each site has to approve.',
      );
    });

    it('says where scopes are added if the manifest is not in the workspace', async () => {
      const [data] = forge.services.data.list;
      await data?.start();
      forge.prompts.answerMessage('Learn More');
      await vscode.commands.executeCommand(ofApp, appAri(sampleAppIds.customerVault));
      assert.match(
        forge.prompts.messages[0]?.text ?? '',
        /^The manifest of Customer Notes Vault isn’t in this workspace\. .* permissions\.scopes of manifest\.yml/,
      );
      assert.deepEqual(forge.prompts.messages[0]?.actions, ['Open Folder…', 'Learn More']);
      assert.deepEqual(forge.prompts.opened, [documentation.addingScopes]);
    });
  });
});
