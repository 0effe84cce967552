import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { headings } from '../../../src/audit-logs/model/csv-columns.ts';
import { openWorkbench, type Workbench } from '../../support/workbench/open-workbench.ts';
import { becomes, eventually } from '../../support/workbench/forge-console.ts';

const vault = 'Customer Notes Vault';

describe('audit logs in the workbench', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  const files = () => readdir(join(workbench.workspace, 'forge-audit-logs'), { recursive: true });

  it('are saved as a CSV file in the workspace, and opened', async () => {
    const apps = await workbench.openView('Forge Console', 'Apps');
    await apps.pressInWelcome('Explore with Sample Apps');
    await workbench.quickInput.opened('Explore with Sample Apps');
    await workbench.quickInput.accept();
    // Apps of the workspace come to the top once its manifests are read, and move the others down.
    await becomes(
      async () => (await apps.rows()).slice(0, 3).map(({ label }) => label),
      ['Release Notes Composer', 'Sprint Forecast', 'Decision Register'],
    );
    await apps.contextMenu(vault, ['Audit Logs', 'Save Audit Logs…']);
    const { quickInput } = workbench;
    await quickInput.opened('Save Audit Logs');
    await quickInput.choose('Last 12 months');
    const told = await workbench.notification(`of ${vault} saved.`);
    assert.deepEqual([told.severity, told.buttons], ['info', ['Open', 'Reveal', 'Copy Path']]);
    const [name, ...others] = await files();
    assert.deepEqual(others, []);
    assert.match(name ?? '', /^customer-notes-vault_83c0f6d2_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...rows] = parse(await readFile(join(workbench.workspace, 'forge-audit-logs', name ?? ''), 'utf8'), {
      record_delimiter: '\r\n',
    });
    assert.deepEqual(header, headings());
    assert.equal(told.text.split(' ')[0], String(rows.length));
    assert.ok(rows.length > 20);
    assert.ok(rows.some((row) => row[6] === 'App installed' && row[9] === 'N/A'));
    await told.press('Open');
    await workbench.page.locator('.tab', { hasText: name ?? '' }).waitFor();
    await workbench.screenshot('audit-logs-saved');
  });

  it('are refused for days that are not kept, as they are typed', async () => {
    const apps = await workbench.openView('Forge Console', 'Apps');
    await apps.contextMenu(vault, ['Audit Logs', 'Save Audit Logs…']);
    const { quickInput } = workbench;
    await quickInput.choose('From – to…');
    await quickInput.opened('Save Audit Logs');
    await quickInput.type('2019-01-01');
    await workbench.page.locator('.quick-input-message', { hasText: 'is the earliest day' }).waitFor();
    await workbench.screenshot('audit-logs-range');
    await quickInput.cancel();
  });

  it('are archived, and the status says so', async () => {
    const apps = await workbench.openView('Forge Console', 'Apps');
    await apps.contextMenu(vault, ['Audit Logs', 'Archive Audit Logs']);
    const told = await workbench.notification(`new events of ${vault}`);
    assert.match(told.text, /^Archived [1-9]\d* new events of /);
    assert.ok((await files()).includes(join('archive', 'customer-notes-vault_83c0f6d2', 'index.json')));
    await workbench.runCommand('Forge Console: Show Audit Archive Status');
    await workbench.quickInput.opened('Audit Archive Status');
    await eventually(
      () => workbench.quickInput.choices(),
      ([first]) => {
        assert.equal(first?.label, vault);
        assert.match(first.description, /^archived just now · due in/);
      },
    );
    await workbench.screenshot('audit-archive-status');
    await workbench.quickInput.cancel();
  });

  it('are marked in the sidebar when their archive is due, with one notification that archives them', async () => {
    const index = join(
      workbench.workspace,
      'forge-audit-logs',
      'archive',
      'customer-notes-vault_83c0f6d2',
      'index.json',
    );
    const long = new Date(Date.now() - 25 * 86_400_000).toISOString();
    await writeFile(index, (await readFile(index, 'utf8')).replace(/"archivedAt": "[^"]+"/, `"archivedAt": "${long}"`));
    await workbench.reload();
    const apps = await workbench.openView('Forge Console', 'Apps');
    const told = await workbench.notification('is due');
    assert.deepEqual(
      [told.severity, told.text, told.buttons],
      ['info', `The audit archive of ${vault} is due.`, ['Archive Now', 'Later', 'Don’t Remind Me']],
    );
    await becomes(() => apps.badge(vault), '!');
    await workbench.screenshot('audit-archive-due');
    assert.equal((await workbench.notifications()).length, 1);
    await told.press('Archive Now');
    await workbench.notification(`The audit archive of ${vault} is up to date`);
    await becomes(() => apps.badge(vault), '');
  });
});
