import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as vscode from 'vscode';
import { presetRange } from '../../../src/audit-logs/model/day-range.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { filesUnder, folderEvent } from '../../support/editor/full-disk.ts';
import { rowAt, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const vault = 'Customer Notes Vault';
const [workspaceFolder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(workspaceFolder, 'no folder is open');
const folder = join(workspaceFolder.uri.fsPath, 'forge-audit-logs');
const rowsOf = (csv: string): string[][] => parse(csv, { record_delimiter: '\r\n' });
const names = async (path = folder) => (await readdir(path).catch(() => [])).sort();

async function set(key: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('forgeConsole.auditLogs')
    .update(key, value, vscode.ConfigurationTarget.Global);
}

describe('audit logs', () => {
  const forge = useConsole();
  const save = (...args: unknown[]) => vscode.commands.executeCommand('forgeConsole.auditLogs.save', ...args);
  const archive = (...args: unknown[]) => vscode.commands.executeCommand('forgeConsole.auditLogs.archive', ...args);
  const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'AuditEvents').length;
  const said = () => forge.prompts.messages.map(({ text }) => text);

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    for (const key of ['extraColumns', 'byteOrderMark', 'separator', 'folder', 'fileName', 'archiveAtStart'])
      await set(key, undefined);
  });

  async function vaultRow() {
    await forge.signIn('main');
    return (await rowAt(forge.services.tree, vault)).node;
  }

  describe('are saved', () => {
    it('of the row of an app, for the last 30 days, into the workspace', async () => {
      const row = await vaultRow();
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.answerMessage('Copy Path');
      await save(row);
      const { from, to } = presetRange('days30', new Date());
      const name = `customer-notes-vault_83c0f6d2_${from}_${to}.csv`;
      assert.deepEqual(await names(), [name]);
      const [header, ...rows] = rowsOf(await readFile(join(folder, name), 'utf8'));
      assert.equal(
        header?.join(),
        'App ID,App name,Site ID,Product,Environment,Installed version,Event,Event date,Location,Target location',
      );
      assert.ok(rows.length >= 5);
      assert.ok(
        rows.every((row) => row.length === 10 && row[0] === sampleAppIds.customerVault && (row[7] ?? '') >= from),
      );
      assert.deepEqual(said(), [`${rows.length} events of ${vault} saved.`]);
      assert.deepEqual(forge.prompts.messages[0]?.actions, ['Open', 'Reveal', 'Copy Path']);
      assert.equal(await vscode.env.clipboard.readText(), join(folder, name));
      assert.match(forge.prompts.reports.at(-1) ?? '', new RegExp(`^${rows.length} events so far, up to ${to}$`));
    });

    it('of apps picked in the palette, one after another', async () => {
      await forge.signIn('main');
      forge.prompts.answerPickMany(vault, 'Release Notes Composer');
      forge.prompts.answerPick('Last 12 months');
      forge.prompts.giveUp();
      forge.prompts.giveUp();
      await save();
      assert.equal((await names()).length, 1);
      assert.match(
        said().join('\n'),
        /Couldn’t save the audit logs of Release Notes Composer: the gateway refused: .*hosted storage.*\. Check that the app uses storage hosted by Forge, or try another range\./,
      );
    });

    it('of all rows that are selected', async () => {
      const row = await vaultRow();
      const [other] = await settledRows(forge.services.tree);
      assert.ok(other);
      forge.prompts.answerPick('Last 90 days');
      forge.prompts.giveUp();
      forge.prompts.giveUp();
      await save(row, [row, other.node]);
      assert.equal(forge.prompts.reports.filter((text) => text.startsWith('Saving')).length, 2);
    });

    it('for days that are typed, judged as they are typed, and remembered', async () => {
      const row = await vaultRow();
      const { to: today } = presetRange('days30', new Date());
      const { from: year } = presetRange('months12', new Date());
      forge.prompts.answerPick('From – to…');
      for (const wrong of ['yesterday', '2023-02-29', '1999-01-01', '2999-01-01']) forge.prompts.answerInput(wrong);
      forge.prompts.answerInput(year);
      forge.prompts.answerInput('2020-01-01');
      forge.prompts.answerInput(today);
      forge.prompts.giveUp();
      await save(row);
      const [first, second] = forge.prompts.inputs.slice(-2);
      assert.equal(first?.objections.length, 4);
      assert.deepEqual(
        [first.objections[0], first.objections[1]],
        ['Type a day like 2024-03-12', 'This day doesn’t exist'],
      );
      assert.match(first.objections[2] ?? '', /two years: \d{4}-\d\d-\d\d is the earliest day/);
      assert.match(first.objections[3] ?? '', new RegExp(`in the future: today is ${today}`));
      assert.equal(second?.objections.length, 1);
      assert.deepEqual(await names(), [`customer-notes-vault_83c0f6d2_${year}_${today}.csv`]);

      forge.prompts.giveUp();
      await save(row);
      assert.equal(forge.prompts.picks.at(-1)?.items[0]?.label, 'From – to…');
      assert.equal(forge.prompts.picks.at(-1)?.items[0]?.detail, 'Chosen last time');
    });

    it('first offered for the days that were chosen last', async () => {
      const row = await vaultRow();
      forge.prompts.answerPick('Last 90 days');
      forge.prompts.giveUp();
      await save(row);
      const [before] = forge.prompts.picks;
      assert.equal(before?.options.title, `Save Audit Logs of ${vault}`);
      assert.deepEqual(
        before.items.map(({ label, detail }) => [label, detail]),
        [
          ['Last 30 days', undefined],
          ['Last 90 days', undefined],
          ['Last 12 months', undefined],
          ['Last two years', undefined],
          ['From – to…', undefined],
        ],
      );
      await forge.restart();
      forge.prompts.giveUp();
      await save((await rowAt(forge.services.tree, vault)).node);
      assert.deepEqual(
        forge.prompts.picks[1]?.items.slice(0, 2).map(({ label, detail }) => [label, detail]),
        [
          ['Last 90 days', 'Chosen last time'],
          ['Last 30 days', undefined],
        ],
      );
    });

    it('beside, or in place of, a file that is there, or not at all', async () => {
      const row = await vaultRow();
      const { from, to } = presetRange('days30', new Date());
      const stem = `customer-notes-vault_83c0f6d2_${from}_${to}`;
      await mkdir(folder);
      await writeFile(join(folder, `${stem}.csv`), 'mine');
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      assert.equal(await readFile(join(folder, `${stem}.csv`), 'utf8'), 'mine');
      for (const answer of ['Keep Both', 'Replace']) {
        forge.prompts.answerPick('Last 30 days');
        forge.prompts.answerMessage(answer);
        forge.prompts.giveUp();
        await save(row);
        assert.equal((await readFile(join(folder, `${stem}.csv`), 'utf8')) === 'mine', answer === 'Keep Both');
        assert.deepEqual(await names(), [`${stem} (2).csv`, `${stem}.csv`]);
      }
    });

    it('in the form that the settings ask for', async () => {
      const row = await vaultRow();
      await set('extraColumns', ['exactTime', 'eventId']);
      await set('byteOrderMark', true);
      await set('separator', 'semicolon');
      await set('folder', 'logs/audit');
      await set('fileName', '{id} {from}');
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      const { from } = presetRange('days30', new Date());
      const place = join(workspaceFolder.uri.fsPath, 'logs');
      const csv = await readFile(join(place, 'audit', `83c0f6d2 ${from}.csv`), 'utf8');
      const [head = ''] = csv.split('\r\n');
      assert.ok(head.startsWith('\uFEFFApp ID;App name;'));
      assert.deepEqual(head.split(';').slice(10), ['Event ID', 'Exact time']);
      await rm(place, { recursive: true });
    });

    it('nowhere outside of the workspace', async () => {
      const row = await vaultRow();
      await set('folder', '../elsewhere');
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      assert.match(said().join(), /forgeConsole.auditLogs.folder has to be a path within the workspace folder/);
    });

    it('leaves nothing behind when it is cancelled', async () => {
      const row = await vaultRow();
      forge.sandbox.faults.set('AuditEvents', { kind: 'hang' });
      forge.prompts.answerPick('Last two years');
      const before = asked();
      const saving = save(row);
      await until(
        'the gateway is asked',
        () => asked() > before,
        (listener) => {
          const timer = setInterval(listener, 20);
          return { dispose: () => clearInterval(timer) };
        },
      );
      forge.prompts.cancelProgress();
      await saving;
      assert.deepEqual(
        await names(workspaceFolder.uri.fsPath).then((all) => all.filter((name) => name.startsWith('forge-audit'))),
        [],
      );
      assert.deepEqual(said(), []);
    });

    it('says that nothing happened, in a file with a header alone', async () => {
      const row = await vaultRow();
      forge.sandbox.faults.set('AuditEvents', {
        kind: 'reply',
        change: () => ({
          data: {
            ecosystem: { forgeAuditLogs: { daResAuditLogs: { __typename: 'ForgeAuditLogsDaResResponse', data: [] } } },
          },
        }),
      });
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      assert.deepEqual(said(), [`${vault} has no audit events on these days. The file has only the header.`]);
      const [file] = (await filesUnder(folder)).values();
      assert.equal(rowsOf(file ?? '').length, 1);
    });

    it('says that a file is where the folder should be', async () => {
      const row = await vaultRow();
      await writeFile(folder, '');
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      assert.match(said().join(), /Couldn’t save the audit logs of .*: a file is where the folder should be\./);
    });

    it('says beforehand who may not see them, where that is known', async () => {
      await forge.signIn('main');
      const { node } = await rowAt(forge.services.tree, 'Sprint Forecast');
      await settledRows(forge.services.tree, 2, node);
      forge.prompts.giveUp();
      const before = asked();
      await save(node);
      assert.deepEqual(said(), ['Sprint Forecast: Only admins of the app can see its audit logs.']);
      assert.equal(asked(), before);
    });
  });

  describe('of an app without hosted storage', () => {
    async function composer() {
      await forge.signIn('main');
      const { node } = await rowAt(forge.services.tree, 'Release Notes Composer');
      const [environments] = await settledRows(forge.services.tree, 4, node);
      assert.ok(environments);
      await settledRows(forge.services.tree, 1, environments.node);
      return node;
    }
    const obstacle =
      'Release Notes Composer: The newest versions of this app don’t use storage hosted by Forge. Only apps that use it have audit logs.';

    it('are known not to be there, before anything is asked', async () => {
      const row = await composer();
      const before = asked();
      forge.prompts.giveUp();
      await save(row);
      assert.deepEqual(said(), [obstacle]);
      assert.deepEqual(forge.prompts.messages[0]?.actions, ['Ask Anyway']);
      assert.deepEqual(forge.prompts.picks, []);
      assert.equal(asked(), before);
    });

    it('are asked for all the same where somebody wants that, and the gateway’s own answer is told', async () => {
      const row = await composer();
      forge.prompts.answerMessage('Ask Anyway');
      forge.prompts.answerPick('Last 30 days');
      forge.prompts.giveUp();
      await save(row);
      assert.match(
        said()[1] ?? '',
        /Couldn’t save the audit logs of .*: the gateway refused: .*hosted storage.*\. Check that the app uses storage hosted by Forge/,
      );
      assert.deepEqual(await names(), []);
    });
  });

  describe('are archived', () => {
    const archives = join(folder, 'archive', 'customer-notes-vault_83c0f6d2');

    it('with what may be lost said, and nothing new the second time', async () => {
      const row = await vaultRow();
      forge.prompts.giveUp();
      await archive(row);
      assert.match(
        said()[0] ?? '',
        /^Archived \d+ new events of Customer Notes Vault\. Events from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d may be missing: Atlassian has erased those of sites that uninstalled before \d{4}-\d\d-\d\d\.$/,
      );
      const before = await filesUnder(archives);
      assert.ok(before.size > 20);
      forge.prompts.giveUp();
      await archive(row);
      assert.equal(said()[1], 'The audit archive of Customer Notes Vault is up to date: no new events.');
      const index = join(archives, 'index.json');
      const after = await filesUnder(archives);
      for (const files of [before, after]) files.delete(index);
      assert.deepEqual(after, before);
    });

    it('and their status is shown: archived, due, never', async () => {
      const row = await vaultRow();
      forge.prompts.giveUp();
      await archive(row);
      const index = join(archives, 'index.json');
      const long = new Date(Date.now() - 25 * 86_400_000).toISOString();
      await writeFile(
        index,
        (await readFile(index, 'utf8')).replace(/"archivedAt": "[^"]+"/, `"archivedAt": "${long}"`),
      );
      forge.prompts.giveUp();
      await vscode.commands.executeCommand('forgeConsole.auditLogs.showArchiveStatus');
      const [first, ...others] = forge.prompts.picks.at(-1)?.items ?? [];
      assert.equal(first?.label, vault);
      assert.equal(first.description, 'archived 25 days ago · due');
      assert.match(first.detail ?? '', /may be missing: Atlassian has erased/);
      assert.ok(others.length > 5 && others.every(({ description }) => description === 'never archived'));
    });

    it('in the background at the start, where that is set', async () => {
      const row = await vaultRow();
      forge.prompts.giveUp();
      await archive(row);
      const index = join(archives, 'index.json');
      await writeFile(
        index,
        (await readFile(index, 'utf8')).replace(/"archivedAt": "[^"]+"/, `"archivedAt": "2025-01-01T00:00:00.000Z"`),
      );
      await set('archiveAtStart', true);
      const before = asked();
      await forge.restart();
      await until(
        'the archive is up to date',
        async () => !(await readFile(index, 'utf8')).includes('2025-01-01T00:00:00.000Z'),
        folderEvent(archives),
      );
      assert.ok(asked() > before);
      assert.equal(said().length, 1);
    });

    it('on a reminder, which comes once', async () => {
      const row = await vaultRow();
      forge.prompts.giveUp();
      await archive(row);
      const index = join(archives, 'index.json');
      const text = (await readFile(index, 'utf8')).replace(
        /"archivedAt": "[^"]+"/,
        `"archivedAt": "2025-01-01T00:00:00.000Z"`,
      );
      await writeFile(index, text);
      const isTold = (start: string) =>
        until(
          start,
          () => said().some((message) => message.startsWith(start)),
          (listener) => forge.prompts.onDidAsk(listener),
        );
      forge.prompts.answerMessage('Archive Now');
      forge.prompts.giveUp();
      await forge.restart();
      await isTold(`The audit archive of ${vault} is due.`);
      assert.deepEqual(forge.services.view.badge, { value: 1, tooltip: '1 audit archive is due' });
      await isTold('The audit archive of Customer Notes Vault is up to date: no new events.');
      await writeFile(index, text);
      await forge.restart();
      await vscode.commands.executeCommand('forgeConsole.apps.refresh');
      assert.equal(said().filter((message) => message.endsWith(' is due.')).length, 1);
    });
  });
});
