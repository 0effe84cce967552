import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { parseSeen } from '../../../src/audit-logs/model/seen-archives.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const vault = 'Customer Notes Vault';
const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(workspaceFolder, 'no folder is open');
const folder = join(workspaceFolder.uri.fsPath, 'forge-audit-logs');
const index = join(folder, 'archive', 'customer-notes-vault_83c0f6d2', 'index.json');
const setting = () => vscode.workspace.getConfiguration('forgeConsole.auditLogs');

describe('archives of audit logs, at a regular cadence', () => {
  const forge = useConsole();
  const said = () => forge.prompts.messages.map(({ text }) => text);
  const lastActions = () => forge.prompts.messages.at(-1)?.actions;
  const look = (offers: boolean) => forge.services.cadence.look({ offers });
  const isAsked = (text: RegExp) =>
    until(
      String(text),
      () => said().some((message) => text.test(message)),
      (listener) => forge.prompts.onDidAsk(listener),
    );
  const badge = () => forge.services.view.badge;

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await setting().update('remind', undefined, vscode.ConfigurationTarget.Global);
  });

  /** Archives the vault; its index then says that this was long ago. */
  async function dueArchive(): Promise<void> {
    await forge.signIn('main');
    forge.prompts.giveUp();
    await vscode.commands.executeCommand(
      'forgeConsole.auditLogs.archive',
      (await rowAt(forge.services.tree, vault)).node,
    );
    const text = await readFile(index, 'utf8');
    await writeFile(index, text.replace(/"archivedAt": "[^"]+"/, '"archivedAt": "2025-01-01T00:00:00.000Z"'));
  }

  const offer = /^The audit logs of \d+ apps aren’t archived\. Atlassian erases those of a site 30 days after/;

  it('are asked for once where an app has none, and counted until somebody decides', async () => {
    await forge.signIn('main');
    assert.equal(badge(), undefined);
    forge.prompts.giveUp();
    await look(true);
    await isAsked(offer);
    assert.deepEqual(lastActions(), ['Archive All…', 'Not for These Apps', 'Don’t Remind Me']);
    const count = Number(/\d+/.exec(said()[0] ?? '')?.[0]);
    assert.ok(count >= 2);
    assert.deepEqual(badge(), { value: count, tooltip: `The audit logs of ${count} apps aren’t archived` });
    await look(true);
    assert.equal(said().length, 1);
  });

  it('are not asked for again of apps that need none', async () => {
    await forge.signIn('main');
    forge.prompts.answerMessage('Not for These Apps');
    await look(true);
    await isAsked(offer);
    await until(
      'nothing is counted',
      () => badge() === undefined,
      (listener) => forge.services.cadence.badge.onDidChange(listener),
    );
    await look(true);
    assert.equal(said().length, 1);
  });

  it('are reminded of while the window stays open, once a day', async () => {
    await dueArchive();
    forge.prompts.giveUp();
    await look(false);
    await isAsked(/^The audit archive of Customer Notes Vault is due\.$/);
    assert.deepEqual(lastActions(), ['Archive Now', 'Later', 'Don’t Remind Me']);
    assert.deepEqual(badge(), { value: 1, tooltip: '1 audit archive is due' });
    await look(false);
    assert.equal(said().filter((text) => text.endsWith('is due.')).length, 1);
  });

  it('are reminded of where their folder is not open', async () => {
    await dueArchive();
    forge.prompts.giveUp();
    await look(false);
    await isAsked(/^The audit archive of Customer Notes Vault is due\.$/);
    const elsewhere = join(dirname(workspaceFolder.uri.fsPath), 'elsewhere');
    await mkdir(elsewhere, { recursive: true });
    const memory = forge.extension.context.globalState;
    const [seen] = parseSeen(memory.get('seenAuditArchives'));
    assert.equal(seen?.workspace, workspaceFolder.uri.toString());
    await rename(folder, join(elsewhere, 'forge-audit-logs'));
    const moved = { folder: dirname(index).replace(workspaceFolder.uri.fsPath, elsewhere) };
    const workspace = vscode.Uri.file(elsewhere).toString();
    await memory.update('seenAuditArchives', [{ ...seen, ...moved, workspace }]);
    try {
      // Apps without an archive are asked about at the same time.
      forge.prompts.giveUp();
      forge.prompts.giveUp();
      await look(true);
      await isAsked(offer);
      await isAsked(
        /^The audit archive of Customer Notes Vault is due\. It’s in .*elsewhere, which isn’t open here\.$/,
      );
      const asked = forge.prompts.messages.find(({ text }) => text.includes('isn’t open here'));
      assert.deepEqual(asked?.actions, ['Open Folder in New Window', 'Later', 'Don’t Remind Me']);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('are not reminded of by who does not want it, until the setting is taken back', async () => {
    await dueArchive();
    forge.prompts.answerMessage('Don’t Remind Me');
    forge.prompts.giveUp();
    await look(false);
    await isAsked(/^Reminders to archive audit logs are off\.$/);
    assert.deepEqual(lastActions(), ['Open Setting']);
    assert.equal(setting().get('remind'), false);
    await look(true);
    assert.equal(said().filter((text) => offer.test(text)).length, 0);
    assert.equal(badge()?.value, 1, 'the badge stays');

    await setting().update('remind', true, vscode.ConfigurationTarget.Global);
    forge.prompts.giveUp();
    await look(true);
    await isAsked(offer);
  });

  it('of sample apps are nobody’s duty', async () => {
    forge.prompts.answerPickMany('mara@example.com');
    await vscode.commands.executeCommand('forgeConsole.sampleApps.explore');
    await look(true);
    assert.deepEqual(
      said().filter((text) => offer.test(text)),
      [],
    );
  });
});
