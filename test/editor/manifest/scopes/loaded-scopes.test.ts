import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { useConsole } from '../../../support/editor/console.ts';
import { filesUnder, folderEvent } from '../../../support/editor/full-disk.ts';
import { until } from '../../../support/editor/until.ts';

const ours = 'View projects, issues and the data that goes with them';
const live = 'View Jira issue data';

describe('the facts about scopes', () => {
  const forge = useConsole();
  const asked = () =>
    forge.sandbox.requests
      .filter(({ operation }) => operation === 'ScopeFacts')
      .map(({ variables }) => (variables as { keys: string[] }).keys);
  const label = async () => (await forge.services.scopes()).facts('read:jira-work')?.label;
  const isLive = async () => {
    const scopes = await forge.services.scopes();
    await until(
      'the gateway told of scopes',
      async () => (await label()) === live,
      (listener) => scopes.onDidChange(listener),
    );
  };
  let before = 0;
  beforeEach(() => {
    before = asked().length;
  });

  it('are ours where nobody is signed in, and nobody is asked', async () => {
    assert.equal(await label(), ours);
    assert.equal(asked().length, before);
  });

  it('are asked for by nobody who needs none', async () => {
    await forge.signIn('main');
    assert.equal(asked().length, before);
  });

  it('are the gateway’s after signing in, and ours after signing out', async () => {
    await forge.signIn('main');
    await isLive();
    const keys = asked().slice(before).flat();
    assert.equal(new Set(keys).size, keys.length, 'each is asked for once');

    forge.prompts.answerMessage('Sign Out');
    await vscode.commands.executeCommand('forgeConsole.account.signOut');
    assert.equal(await label(), ours);
  });

  it('are there at once after a restart', async () => {
    await forge.signIn('main');
    await isLive();
    const kept = join(forge.extension.context.globalStorageUri.fsPath, 'scopes');
    await mkdir(kept, { recursive: true });
    await until(
      'the facts were kept',
      async () => [...(await filesUnder(kept))].some(([file, text]) => file.endsWith('.json') && text.includes(live)),
      folderEvent(kept),
    );
    forge.sandbox.faults.set('ScopeFacts', { kind: 'hang' });
    await forge.restart();
    await until(
      'the account is back',
      () => forge.services.data.list.length === 1,
      (listener) => forge.services.data.onDidChange(listener),
    );
    await isLive();
  });
});
