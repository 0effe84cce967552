import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { canary } from '../../support/canary.ts';
import { useConsole } from '../../support/editor/console.ts';
import { click, labelsOf, readRows, rowAt, rowsUnder, settledRows, treeEvent } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('an expired token', () => {
  const forge = useConsole();
  const refresh = () => vscode.commands.executeCommand('forgeConsole.apps.refresh');
  const rowsAreBack = () =>
    until(
      'the apps are back',
      async () =>
        labelsOf(await readRows(forge.services.tree)).includes('Release Notes Composer') &&
        (await readRows(forge.services.tree)).length === 16,
      treeEvent(forge.services.tree),
    );

  /** From now on the gateway takes this token of the main account only. */
  function renewToken(token: string): void {
    Object.assign(forge.sandbox.world.accounts.main, { token });
  }
  afterEach(() => renewToken(forge.sandbox.accounts.main.token));

  async function lookAtEverything(): Promise<void> {
    for (const part of ['Environments', 'Installations', 'Contributors'])
      await rowsUnder(forge.services.tree, 'Release Notes Composer', part);
  }

  it('shows one message, however many requests meet it', async () => {
    await forge.signIn('main');
    await lookAtEverything();
    const before = forge.sandbox.requests.length;
    forge.sandbox.faults.set('*', { kind: 'status', status: 401 });
    forge.prompts.giveUp();
    await refresh();
    await refresh();
    const refused = forge.sandbox.requests.slice(before);
    assert.ok(refused.length >= 8, `only ${refused.length} requests`);
    assert.ok(refused.every(({ status }) => status === 401));
    assert.equal(forge.prompts.messages.length, 1);
    assert.deepEqual(forge.prompts.messages[0]?.actions, ['Sign In Again', 'Sign Out', 'Show Details']);
    assert.match(
      forge.prompts.messages[0].text,
      /^Atlassian no longer accepts the API token of Mara Lindqvist \(mara@example\.com\)\./,
    );
  });

  it('is not what a 401 means that speaks of a scope: nobody is asked to sign in, and the gateway is quoted', async () => {
    await forge.signIn('main');
    const body = JSON.stringify({ code: 401, message: 'Unauthorized; scope does not match' });
    forge.sandbox.faults.set('EnvironmentList', { kind: 'status', status: 401, body });
    const [failed] = await rowsUnder(forge.services.tree, 'Release Notes Composer', 'Environments');
    assert.equal(failed?.label, 'Token lacks a scope');
    assert.equal(failed.item.contextValue, 'failed');
    assert.match(
      failed.item.accessibilityInformation?.label ?? '',
      /the API token lacks a scope for this \(HTTP 401: Unauthorized; scope does not match\); create a token with all/,
    );
    assert.deepEqual(forge.prompts.messages, []);
  });

  it('keeps the rows and offers signing in on a row in their place', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    renewToken(canary('renewed'));
    forge.prompts.giveUp();
    await refresh();
    const [failed, first, ...others] = await settledRows(forge.services.tree);
    assert.equal(failed?.item.contextValue, 'failed.signedOut');
    assert.equal(failed.item.command?.command, 'forgeConsole.account.signIn');
    assert.equal(first?.label, 'Release Notes Composer');
    assert.equal(others.length, 15);

    forge.prompts.answerInput('mara@example.com');
    forge.prompts.answerInput(canary('renewed'));
    await click(failed);
    assert.equal(forge.prompts.inputs.at(-2)?.options.value, 'mara@example.com');
    await rowsAreBack();
  });

  it('is replaced from the message; then everything that was looked at loads again', async () => {
    await forge.signIn('main');
    await lookAtEverything();
    renewToken(canary('renewed'));
    forge.prompts.answerMessage('Sign In Again');
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.answerInput(canary('renewed'));
    await refresh();
    await rowsAreBack();
    assert.equal(forge.prompts.inputs.at(-2)?.options.value, 'mara@example.com');
    for (const part of ['Environments', 'Installations', 'Contributors']) {
      const path = ['Release Notes Composer', part];
      await until(
        `${part} is back`,
        async () =>
          (await rowsUnder(forge.services.tree, ...path)).every(({ item }) => !item.contextValue?.startsWith('failed')),
        treeEvent(forge.services.tree),
      );
    }
  });

  it('that the gateway takes again after all loads everything again', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    forge.sandbox.faults.set('*', { kind: 'status', status: 401 });
    forge.prompts.answerMessage('Sign In Again');
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.meanwhile(() => forge.sandbox.faults.clear());
    forge.prompts.answerInput(forge.sandbox.accounts.main.token);
    await refresh();
    await rowsAreBack();
  });

  it('can be the end of it: Sign Out', async () => {
    await forge.signIn('main');
    await settledRows(forge.services.tree);
    renewToken(canary('renewed'));
    forge.prompts.answerMessage('Sign Out');
    await refresh();
    await until(
      'the account is gone',
      () => forge.services.data.list.length === 0,
      (listener) => forge.services.data.onDidChange(listener),
    );
    assert.deepEqual(await forge.extension.context.secrets.keys(), []);
  });

  it('is news again once it was replaced, and for each account', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    await rowAt(forge.services.tree, 'Mara Lindqvist (mara@example.com)', 'Release Notes Composer');
    await rowAt(forge.services.tree, 'Mara Lindqvist (mara+forge@example.com)', 'Forge Playground');
    forge.sandbox.faults.set('*', { kind: 'status', status: 401 });
    forge.prompts.giveUp();
    forge.prompts.giveUp();
    await refresh();
    assert.equal(new Set(forge.prompts.messages.map(({ text }) => text)).size, 2);
    forge.sandbox.faults.clear();
    await forge.signIn('main');
    forge.sandbox.faults.set('*', { kind: 'status', status: 401 });
    forge.prompts.giveUp();
    await refresh();
    assert.deepEqual(forge.prompts.messages.length, 3);
  });
});
