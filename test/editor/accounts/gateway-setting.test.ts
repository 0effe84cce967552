import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { welcome } from '../../../src/apps/tree/apps-view.ts';
import { setGateway, useConsole } from '../../support/editor/console.ts';
import { labelsOf, readRows, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';
import { workspaceFile } from '../../support/editor/test-workspace.ts';

describe('the gateway setting', () => {
  const forge = useConsole();
  let other: Sandbox;
  before(async () => {
    other = await startSandbox({ recordsRequests: true });
  });
  after(() => other.close());

  const accountsBecome = (number: number) =>
    until(
      `${number} are signed in`,
      () => forge.services.data.list.length === number,
      (listener) => forge.services.data.onDidChange(listener),
    );

  it('decides whose accounts are shown: those of another gateway vanish, and come back with it', async () => {
    const strangers = other.requests.length;
    await forge.signIn('main');
    await settledRows(forge.services.tree);

    await setGateway(other.url);
    await accountsBecome(0);
    assert.deepEqual(await readRows(forge.services.tree), []);
    assert.equal(welcome(forge.services.data), 'signedOut');
    assert.deepEqual(await vscode.authentication.getAccounts('forge-console'), []);

    await setGateway(forge.sandbox.url);
    await accountsBecome(1);
    assert.equal(labelsOf(await settledRows(forge.services.tree))[0], 'Release Notes Composer');
    assert.equal(other.requests.length, strangers, 'the token went to the other gateway');
  });

  it('gives each gateway its own token for the same person', async () => {
    await forge.signIn('main');
    await setGateway(other.url);
    await accountsBecome(0);
    const before = forge.sandbox.requests.length;
    await forge.signIn('main', other);
    assert.equal((await settledRows(forge.services.tree)).length, 16);
    assert.equal(forge.sandbox.requests.length, before);
    assert.equal((await forge.extension.context.secrets.keys()).length, 2);
  });

  it('means the same address however it is written', async () => {
    await forge.signIn('main');
    await setGateway(`  ${forge.sandbox.url.replace('http://', 'HTTP://')} `);
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.equal(forge.services.data.list.length, 1);
  });

  it('with nonsense in it leaves a usable tree, and the accounts come back', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    await setGateway('not a url');
    await accountsBecome(0);
    assert.deepEqual(await readRows(forge.services.tree), []);
    await vscode.commands.executeCommand('forgeConsole.apps.refresh');
    assert.equal(welcome(forge.services.data), 'signedOut');
    await setGateway(forge.sandbox.url);
    await accountsBecome(1);
    assert.equal((await settledRows(forge.services.tree)).length, 16);
  });

  it('falls back to the public gateway when it is empty', async () => {
    await forge.signIn('main');
    await setGateway('');
    await accountsBecome(0);
    forge.prompts.answerPick('Atlassian Cloud');
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.account.signIn');
    assert.match(forge.prompts.inputs.at(-1)?.options.prompt ?? '', /api\.atlassian\.com/);
  });

  describe('in a workspace', () => {
    const settingsFile = workspaceFile('.vscode', 'settings.json');
    const configured = () => vscode.workspace.getConfiguration('forgeConsole');
    async function pageSizeBecomes(size: number): Promise<void> {
      await until(
        `the page size is ${size}`,
        () => configured().get('pageSize') === size,
        vscode.workspace.onDidChangeConfiguration,
      );
    }

    // VS Code makes the file itself, so that it notices the changes to it.
    beforeEach(() => configured().update('pageSize', 8, vscode.ConfigurationTarget.Workspace));
    afterEach(async () => {
      await settingsFile.remove();
      await pageSizeBecomes(50);
    });

    it('can not be written', async () => {
      await assert.rejects(
        Promise.resolve(configured().update('gatewayUrl', other.url, vscode.ConfigurationTarget.Workspace)),
      );
    });

    it('has no say: the token goes where the user said', async () => {
      const strangers = other.requests.length;
      await settingsFile.write(JSON.stringify({ 'forgeConsole.gatewayUrl': other.url, 'forgeConsole.pageSize': 7 }));
      await pageSizeBecomes(7);
      await forge.signIn('main');
      await settledRows(forge.services.tree);
      await vscode.commands.executeCommand('forgeConsole.apps.refresh');
      assert.equal(other.requests.length, strangers, 'a workspace got hold of the token');
      assert.equal(forge.services.data.list[0]?.account.gateway, forge.sandbox.url);
    });

    it('the page size is taken from there', async () => {
      await settingsFile.write(JSON.stringify({ 'forgeConsole.pageSize': 7 }));
      await pageSizeBecomes(7);
      const before = forge.sandbox.requests.length;
      await forge.signIn('main');
      assert.equal((await settledRows(forge.services.tree)).length, 16);
      await forge.services.data.list[0]?.start();
      const pages = forge.sandbox.requests.slice(before).filter(({ operation }) => operation === 'AppList');
      assert.deepEqual(
        pages.map(({ variables }) => (variables as { first: number }).first),
        [7, 7, 7],
      );
    });

    for (const size of [0, 101, 2.5, -1]) {
      it(`a page size of ${size} is not used`, async () => {
        await settingsFile.write(JSON.stringify({ 'forgeConsole.pageSize': size }));
        await pageSizeBecomes(size);
        const before = forge.sandbox.requests.length;
        await forge.signIn('main');
        await settledRows(forge.services.tree);
        const page = forge.sandbox.requests.slice(before).find(({ operation }) => operation === 'AppList');
        assert.equal((page?.variables as { first: number }).first, 50);
      });
    }
  });

  it('can only be set by people themselves, for all their windows, as package.json says', () => {
    const { contributes } = forge.extension.context.extension.packageJSON as {
      contributes: { configuration: readonly { properties: Record<string, { scope: string }> }[] };
    };
    const scopes = contributes.configuration.map(({ properties }) => properties['forgeConsole.gatewayUrl']?.scope);
    assert.deepEqual(
      scopes.filter((scope) => scope !== undefined),
      ['application'],
    );
  });
});
