import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { reportFailure } from '../../../src/audit-logs/dialogs/audit-failure.ts';
import { saveWithFolder, targetIn } from '../../../src/audit-logs/dialogs/save-target.ts';
import { findArchives } from '../../../src/audit-logs/model/archive-folder.ts';
import { exportChunks } from '../../../src/audit-logs/model/export-csv.ts';
import { fetchWindows } from '../../../src/audit-logs/model/fetch-windows.ts';
import { presetRange } from '../../../src/audit-logs/model/day-range.ts';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { saveFile } from '../../../src/vscode/save-file.ts';
import { createNotify } from '../../../src/vscode/notify.ts';
import { createOutput } from '../../../src/vscode/output.ts';
import { failingDisk } from '../../support/disk-faults.ts';
import { readOnly, smallDisk, type Undo } from '../../support/hostile-disk.ts';
import { useConsole } from '../../support/editor/console.ts';
import { useMemoryFiles } from '../../support/editor/memory-files.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';

const vault = 'Customer Notes Vault';
const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(workspaceFolder, 'no folder is open');
const folder = join(workspaceFolder.uri.fsPath, 'forge-audit-logs');

describe('places for audit logs', () => {
  const forge = useConsole();
  const said = () => forge.prompts.messages.map(({ text }) => text);
  const run = (command: 'auditLogs.save' | 'auditLogs.archive', ...args: unknown[]) =>
    vscode.commands.executeCommand(`forgeConsole.${command}`, ...args);
  const undo: Undo[] = [];

  afterEach(async () => {
    for (const one of undo.splice(0)) await one();
    await rm(folder, { recursive: true, force: true });
  });

  async function vaultRow() {
    await forge.signIn('main');
    return (await rowAt(forge.services.tree, vault)).node;
  }

  /** Saves two years of the vault, and archives it; both are to fail for this reason. */
  async function bothFail(reason: string): Promise<void> {
    const row = await vaultRow();
    forge.prompts.answerPick('Last two years');
    forge.prompts.giveUp();
    await run('auditLogs.save', row);
    assert.deepEqual(said(), [`Couldn’t save the audit logs of ${vault}: ${reason}.`]);
    forge.prompts.giveUp();
    await run('auditLogs.archive', row);
    assert.equal(said()[1], `Couldn’t archive the audit logs of ${vault}: ${reason}.`);
    assert.deepEqual(
      forge.prompts.messages.map(({ options }) => options.severity),
      ['error', 'error'],
    );
  }

  it('that are full say so, and keep nothing half-written', async function () {
    const undone = await smallDisk(folder, 4096);
    if (undone === undefined) return this.skip();
    undo.push(undone);
    const row = await vaultRow();
    forge.prompts.answerPick('Last two years');
    forge.prompts.giveUp();
    await run('auditLogs.save', row);
    assert.deepEqual(said(), [`Couldn’t save the audit logs of ${vault}: the disk is full.`]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('that become full while an archive is written keep what is whole of it', async function () {
    const notices: string[] = [];
    const row = await vaultRow();
    // Every file takes a page or more: there is room for nothing, for some of the housekeeping, and for some of the
    // months.
    for (const pages of [1, 2, 3, 5, 9]) {
      const undone = await smallDisk(folder, pages * 4096);
      if (undone === undefined) return this.skip();
      try {
        forge.prompts.giveUp();
        await run('auditLogs.archive', row);
        notices.push(said().at(-1) ?? '');
        const left = await readdir(folder, { recursive: true });
        assert.deepEqual(
          left.filter((name) => /\.(tmp|lock)$/.test(name)),
          [],
          `${pages} pages`,
        );
        for (const archive of await findArchives(join(folder, 'archive')))
          assert.ok('index' in archive, `${pages} pages`);
        for (const name of left.filter((file) => /\.(csv|json)$|\.git/.test(file)))
          assert.notEqual((await stat(join(folder, name))).size, 0, `${name}, ${pages} pages`);
      } finally {
        await undone();
      }
    }
    assert.deepEqual(new Set(notices), new Set([`Couldn’t archive the audit logs of ${vault}: the disk is full.`]));
  });

  it('that are read-only say so', async function () {
    const undone = await readOnly(folder);
    if (undone === undefined) return this.skip();
    undo.push(undone);
    await bothFail(process.getuid?.() === 0 ? 'the disk is read-only' : 'the folder is not writable');
    assert.deepEqual(await readdir(folder), []);
  });

  it('that are removed meanwhile say so, and are not made again', async () => {
    forge.sandbox.faults.set('AuditEvents', {
      kind: 'reply',
      change(body) {
        rmSync(folder, { recursive: true, force: true });
        return body;
      },
    });
    await bothFail('the folder was removed in the meantime');
    await assert.rejects(readdir(folder), { code: 'ENOENT' });
  });

  it('that hold a file where the folder should be say so', async () => {
    await writeFile(folder, 'mine');
    await bothFail('a file is where the folder should be');
  });

  describe('on other file systems', () => {
    const memory = useMemoryFiles();
    const app = { id: appAri(sampleAppIds.customerVault), name: vault };
    const range = presetRange('months12', new Date());
    const name = `customer-notes-vault_83c0f6d2_${range.from}_${range.to}.csv`;

    async function chunks(): Promise<AsyncIterable<string>> {
      await forge.signIn('main');
      const details = forge.services.data.list[0]?.details(app.id) ?? assert.fail();
      const batches = fetchWindows(
        range,
        (start, end, within) => details.auditEvents(start, end, within),
        new Date(),
        new AbortController().signal,
      );
      return exportChunks(batches, { formulaSafe: true, byteOrderMark: false, extraColumns: [] });
    }
    const target = () => targetIn(memory.root, app, range, forge.prompts);

    it('are written through VS Code, in a folder that is made', async () => {
      const texts = await chunks();
      const uri = (await target()) ?? assert.fail();
      assert.equal(uri.path, `/virtual/forge-audit-logs/${name}`);
      await saveWithFolder(uri, texts, forge);
      let expected = '';
      for await (const text of await chunks()) expected += text;
      assert.ok(expected.split('\r\n').length > 20);
      assert.deepEqual(memory.texts(), { [`forge-audit-logs/${name}`]: expected });
    });

    it('keep both where a file of the name is there, in capitals or not', async () => {
      await saveWithFolder(
        vscode.Uri.joinPath(memory.root, 'forge-audit-logs', name.toUpperCase()),
        await chunks(),
        forge,
      );
      forge.prompts.answerMessage('Keep Both');
      assert.equal((await target())?.path, `/virtual/forge-audit-logs/${name.replace('.csv', ' (2).csv')}`);
      assert.deepEqual(said(), [`${name} already exists.`]);
    });

    it('hold nothing where writing is refused, or the text ends on the way', async () => {
      const texts = await chunks();
      const uri = (await target()) ?? assert.fail();
      memory.refuse(vscode.FileSystemError.NoPermissions(uri));
      await assert.rejects(saveWithFolder(uri, texts, forge), { code: 'NoPermissions' });
      memory.refuse(undefined);
      async function* cutShort() {
        yield await Promise.resolve('half');
        throw new Error('no more');
      }
      await assert.rejects(saveWithFolder(uri, cutShort(), forge), /no more/);
      assert.deepEqual(memory.texts(), {});
    });

    it('are kept beside a file that another program has open, or replace it once that is closed', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'forge-console-test-'));
      const file = join(folder, 'logs.csv');
      try {
        for (const answer of ['Try Again', 'Keep Both']) {
          await writeFile(file, 'old');
          const letGo = failingDisk('rename', 'EBUSY', /logs\.csv$/);
          if (answer === 'Try Again') forge.prompts.meanwhile(letGo);
          forge.prompts.answerMessage(answer);
          const saved = await saveFile(vscode.Uri.file(file), 'new', forge);
          letGo();
          const isBeside = answer === 'Keep Both';
          assert.equal(basename(saved.fsPath), isBeside ? 'logs (2).csv' : 'logs.csv');
          assert.equal(await readFile(saved.fsPath, 'utf8'), 'new');
          assert.deepEqual((await readdir(folder)).sort(), isBeside ? ['logs (2).csv', 'logs.csv'] : ['logs.csv']);
          assert.equal(
            said().at(-1),
            'Couldn’t replace logs.csv because another program is using it. The new file is saved beside it as logs (2).csv.',
          );
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    }).timeout(40_000);

    it('say why they took nothing', async () => {
      const output = createOutput('Places for audit logs');
      const notify = createNotify(forge.prompts, output, () => undefined);
      for (const [error, reason] of [
        [vscode.FileSystemError.NoPermissions('x'), 'the folder is not writable'],
        [vscode.FileSystemError.Unavailable('x'), 'the file system is not available'],
        [new vscode.FileSystemError('No space (left)'), 'the file system refused it (No space (left))'],
      ] as const) {
        forge.prompts.giveUp();
        await reportFailure(notify, 'Not saved', error);
        assert.equal(said().at(-1), `Not saved: ${reason}.`);
      }
      output.dispose();
    });
  });
});
