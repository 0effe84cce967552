import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { toSession } from '../../../src/accounts/authentication-provider.ts';
import { welcome } from '../../../src/apps/tree/apps-view.ts';
import { canary } from '../../support/canary.ts';
import { useConsole } from '../../support/editor/console.ts';
import { filesUnder, folderEvent } from '../../support/editor/full-disk.ts';
import { labelsOf, readRows, rowAt, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const mainLabel = 'Mara Lindqvist (mara@example.com)';
const aliasLabel = 'Mara Lindqvist (mara+forge@example.com)';

describe('accounts', () => {
  const forge = useConsole();
  const cacheFolder = () => join(forge.extension.context.globalStorageUri.fsPath, 'apps');
  const emails = () => forge.services.data.list.map(({ account }) => account.email).sort();
  const accountLabels = async () =>
    (await vscode.authentication.getAccounts('forge-console')).map(({ label }) => label).sort();
  const dataChange = (listener: () => void) => forge.services.data.onDidChange(listener);

  /** Waits until everyone's list is fetched and on disk. */
  async function fetched(): Promise<void> {
    await Promise.all(forge.services.data.list.map((data) => data.start()));
    assert.equal((await filesUnder(cacheFolder())).size, forge.services.data.list.length);
  }

  async function assertOnlyAliasLeft(): Promise<void> {
    await until(
      'the list of the account is gone from disk',
      async () => (await filesUnder(cacheFolder())).size === 1,
      folderEvent(cacheFolder()),
    );
    assert.deepEqual(await forge.extension.context.secrets.keys(), [
      `account:${forge.sandbox.url}#${forge.sandbox.accounts.alias.accountId}`,
    ]);
    assert.deepEqual(emails(), ['mara+forge@example.com']);
    assert.deepEqual(await accountLabels(), [aliasLabel]);
    assert.deepEqual(labelsOf(await settledRows(forge.services.tree)), ['Forge Playground', 'Invoice Matcher']);
    assert.ok(![...(await filesUnder(cacheFolder())).values()].join('').includes('Release Notes Composer'));
  }

  it('are sessions of VS Code, side by side', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    await forge.signIn('empty');
    assert.deepEqual(await accountLabels(), ['Devon Okafor (devon@example.com)', aliasLabel, mainLabel].sort());
    const sessions = await vscode.authentication.getAccounts('forge-console');
    assert.equal(new Set(sessions.map(({ id }) => id)).size, 3);
  });

  it('give other extensions no API token', async () => {
    await forge.signIn('main');
    const [data] = forge.services.data.list;
    assert.ok(data);
    const session = toSession(data.account);
    assert.equal(session.accessToken, data.account.key);
    assert.ok(!JSON.stringify([session, data.account]).includes(forge.sandbox.accounts.main.token));
    assert.equal(
      await vscode.authentication.getSession('forge-console', [], { silent: true }),
      undefined,
      'nobody is let in unasked',
    );
  });

  it('are there again after a restart', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    await forge.restart();
    assert.deepEqual(emails(), ['mara+forge@example.com', 'mara@example.com']);
    assert.equal(forge.prompts.inputs.length, 4, 'nobody is asked again');
  });

  describe('signing out', () => {
    beforeEach(async () => {
      await forge.signIn('main');
      await forge.signIn('alias');
      await fetched();
    });

    it('removes the token, the rows and the list on disk, once it is confirmed', async () => {
      forge.prompts.answerPick(mainLabel);
      forge.prompts.answerMessage('Sign Out');
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      const [message] = forge.prompts.messages;
      assert.equal(message?.text, `Sign out of ${mainLabel}?`);
      assert.equal(message.options.modal, true);
      const where = vscode.env.remoteName === undefined ? 'this computer' : hostname();
      assert.ok(message.options.detail?.includes(`stored for this account from ${where}.`), 'it names the computer');
      await assertOnlyAliasLeft();
    });

    it('leaves everything as it is when it is not confirmed', async () => {
      forge.prompts.answerPick(mainLabel);
      forge.prompts.giveUp();
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      forge.prompts.giveUp();
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      assert.equal(forge.prompts.messages.length, 1);
      assert.equal(emails().length, 2);
      assert.equal((await forge.extension.context.secrets.keys()).length, 2);
    });

    it('needs no choice on the row of an account', async () => {
      const row = await rowAt(forge.services.tree, mainLabel);
      forge.prompts.answerMessage('Sign Out');
      await vscode.commands.executeCommand('forgeConsole.account.signOut', row.node);
      await assertOnlyAliasLeft();
    });

    it('works from the Accounts menu', async () => {
      await vscode.commands.executeCommand('_signOutOfAccount', {
        providerId: 'forge-console',
        accountLabel: mainLabel,
      });
      await assertOnlyAliasLeft();
    });

    it('of the last account shows the welcome', async () => {
      forge.prompts.answerPick(aliasLabel);
      forge.prompts.answerMessage('Sign Out');
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      assert.equal(welcome(forge.services.data), 'none');
      forge.prompts.answerMessage('Sign Out');
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      assert.equal(forge.prompts.picks.length, 1, 'one account needs no choice');
      assert.deepEqual(await readRows(forge.services.tree), []);
      assert.equal(welcome(forge.services.data), 'signedOut');
      await vscode.commands.executeCommand('forgeConsole.account.signOut');
      assert.equal(forge.prompts.messages.at(-1)?.text, 'Nobody is signed in.');
    });
  });

  describe('in another window', () => {
    const name = () => `account:${forge.sandbox.url}#${forge.sandbox.accounts.main.accountId}`;
    const secret = (token: string) => {
      const { accountId, email, name: person } = forge.sandbox.accounts.main;
      return JSON.stringify({ id: accountId, email, name: person, gateway: forge.sandbox.url, token });
    };
    const store = (value: string) => forge.extension.context.secrets.store(name(), value);

    it('signing in shows the apps here', async () => {
      await store(secret(forge.sandbox.accounts.main.token));
      await until('the account is here', () => emails().length === 1, dataChange);
      assert.equal((await settledRows(forge.services.tree)).length, 16);
      assert.deepEqual(await accountLabels(), [mainLabel]);
    });

    it('signing out removes them here', async () => {
      await forge.signIn('main');
      await fetched();
      await forge.extension.context.secrets.delete(name());
      await until('the account is gone', () => emails().length === 0, dataChange);
      assert.deepEqual(await readRows(forge.services.tree), []);
      await until(
        'the list is gone from disk',
        async () => (await filesUnder(cacheFolder())).size === 0,
        folderEvent(cacheFolder()),
      );
    });

    it('a new token is used here at once', async () => {
      await store(secret(canary('expired')));
      await until('the account is here', () => emails().length === 1, dataChange);
      forge.prompts.giveUp();
      assert.deepEqual(labelsOf(await settledRows(forge.services.tree)), ['Sign in again']);
      await store(secret(forge.sandbox.accounts.main.token));
      await until(
        'the apps are here',
        async () => (await readRows(forge.services.tree)).length === 16,
        treeEvent(forge.services.tree),
      );
    });

    it('an unreadable secret keeps nobody out', async () => {
      await forge.signIn('alias');
      for (const unreadable of ['{"id":1}', secret('x').slice(5)]) {
        await store(unreadable);
        await forge.restart();
        assert.deepEqual(emails(), ['mara+forge@example.com']);
      }
    });
  });
});
