import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import * as vscode from 'vscode';
import { useConsole } from '../../support/editor/console.ts';
import { labelsOf, readRows, rowsUnder, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

describe('the sample apps', () => {
  const forge = useConsole();
  async function explore(...emails: readonly string[]): Promise<void> {
    forge.prompts.answerPickMany(...(emails.length === 0 ? ['mara@example.com'] : emails));
    await vscode.commands.executeCommand('forgeConsole.sampleApps.explore');
  }
  const picked = () => forge.prompts.picks.at(-1)?.items.flatMap(({ label, picked }) => (picked ? [label] : []));
  const sample = () =>
    forge.services.data.list.find(({ account }) => account.kind === 'sample')?.account ??
    assert.fail('nobody explores');
  const portOf = (url: string) => Number(new URL(url).port);

  async function signOutOfSample(): Promise<void> {
    forge.prompts.answerMessage('Sign Out');
    await vscode.commands.executeCommand('forgeConsole.account.signOut');
  }

  it('need no account, and are listed as an account of their own', async () => {
    const before = forge.sandbox.requests.length;
    await explore();
    assert.equal(forge.prompts.asked.length, 1);
    assert.deepEqual(picked(), ['mara@example.com']);
    const rows = await settledRows(forge.services.tree);
    assert.equal(rows[0]?.label, 'Release Notes Composer');
    assert.ok(rows.length >= 12);
    assert.equal(new URL(sample().gateway).hostname, '127.0.0.1');
    assert.equal(forge.sandbox.requests.length, before, 'the configured gateway has nothing to do with it');
    assert.deepEqual(await forge.extension.context.secrets.keys(), []);
    assert.deepEqual(
      (await vscode.authentication.getAccounts('forge-console')).map(({ label }) => label),
      ['Sample apps of mara@example.com'],
    );
  });

  it('listen where remote windows neither forward nor announce a port', async () => {
    await explore();
    const attributes = vscode.workspace
      .getConfiguration('remote')
      .get<Record<string, { onAutoForward?: string }>>('portsAttributes', {});
    const ignored = Object.entries(attributes).filter(([, { onAutoForward }]) => onAutoForward === 'ignore');
    const port = portOf(sample().gateway);
    assert.ok(
      ignored.some(([range]) => {
        const [first = 0, last = 0] = range.split('-').map(Number);
        return first <= port && port <= last;
      }),
      `${port} is not among ${JSON.stringify(attributes)}`,
    );
  });

  it('listen elsewhere where other windows have these ports', async () => {
    await explore();
    const first = portOf(sample().gateway);
    await signOutOfSample();
    const other = createServer().listen(first, '127.0.0.1');
    await once(other, 'listening');
    await explore();
    assert.notEqual(portOf(sample().gateway), first);
    other.close();
  });

  it('end with signing out: the sandbox stops listening', async () => {
    await explore();
    const { gateway } = sample();
    const connection = connect(portOf(gateway), '127.0.0.1');
    await once(connection, 'connect');
    const closed = once(connection.resume(), 'close');
    await signOutOfSample();
    await closed;
    const [refusal] = (await once(connect(portOf(gateway), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    assert.equal(refusal.code, 'ECONNREFUSED');
    assert.deepEqual(await readRows(forge.services.tree), []);

    await forge.restart();
    assert.deepEqual(forge.services.data.list, []);
  });

  it('are there again after a restart, under the same rows', async () => {
    await explore();
    const before = await settledRows(forge.services.tree);
    await forge.restart();
    await until(
      'the sample apps are back',
      () => forge.services.data.list.length === 1,
      (listener) => forge.services.data.onDidChange(listener),
    );
    const after = await settledRows(forge.services.tree);
    assert.deepEqual(
      after.map(({ node }) => node.id),
      before.map(({ node }) => node.id),
    );
  });

  it('can be explored beside an account, and only once', async () => {
    await forge.signIn('main');
    await explore();
    await explore();
    assert.deepEqual(labelsOf(await readRows(forge.services.tree)).sort(), [
      'Mara Lindqvist (mara@example.com)',
      'Sample apps of mara@example.com',
    ]);
  });

  it('can be explored again after signing out', async () => {
    await explore();
    await signOutOfSample();
    await explore();
    assert.equal((await settledRows(forge.services.tree))[0]?.label, 'Release Notes Composer');
  });

  it('can be seen as the alias and as somebody without apps too, each an account of its own', async () => {
    await explore('mara@example.com', 'mara+forge@example.com', 'devon@example.com');
    assert.deepEqual(labelsOf(await settledRows(forge.services.tree)).sort(), [
      'Sample apps of devon@example.com',
      'Sample apps of mara+forge@example.com',
      'Sample apps of mara@example.com',
    ]);
    const labels = async (row: string) => labelsOf(await rowsUnder(forge.services.tree, row));
    assert.deepEqual(await labels('Sample apps of mara+forge@example.com'), ['Forge Playground', 'Invoice Matcher']);
    assert.deepEqual(await labels('Sample apps of devon@example.com'), ['No apps']);
    assert.equal(new Set(forge.services.data.list.map(({ account }) => account.gateway)).size, 1);
  });

  it('are left by whoever is not selected the next time', async () => {
    await explore('mara@example.com', 'mara+forge@example.com');
    await explore('mara+forge@example.com');
    assert.deepEqual(picked(), ['mara@example.com', 'mara+forge@example.com']);
    assert.deepEqual(labelsOf(await settledRows(forge.services.tree)), ['Forge Playground', 'Invoice Matcher']);
    await forge.restart();
    await until(
      'the alias is back, alone',
      () => forge.services.data.list.map(({ account }) => account.email).join() === 'mara+forge@example.com',
      (listener) => forge.services.data.onDidChange(listener),
    );
  });

  it('stay as they are if the question is given up', async () => {
    await explore();
    forge.prompts.giveUp();
    await vscode.commands.executeCommand('forgeConsole.sampleApps.explore');
    assert.equal(forge.services.data.list.length, 1);
  });
});
