import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headings } from '../../../src/audit-logs/model/csv-columns.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { textEditor } from '../../support/workbench/text-editor.ts';
import { eventually, saveInDialog, useForgeConsole } from '../../support/workbench/forge-console.ts';

const vault = 'Customer Notes Vault';

describe('audit logs in a workspace of several folders', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'forge-console-folders-'));
  before(() => {
    for (const name of ['first', 'second']) mkdirSync(join(workspace, name));
    writeFileSync(
      join(workspace, 'both.code-workspace'),
      JSON.stringify({ folders: [{ path: 'first' }, { path: 'second', name: 'The [second](x) $(bug)' }] }),
    );
  });
  const forge = useForgeConsole({ workspace, open: { file: 'both.code-workspace' } });
  after(() => rm(workspace, { recursive: true }));
  const files = (folder: string) => readdir(join(forge.workbench.workspace, folder), { recursive: true });

  it('are saved and archived in the folder that is picked', async () => {
    const { apps, workbench } = forge;
    const { quickInput } = workbench;
    await forge.signIn();
    await forge.allShown([]);
    await apps.contextMenu(vault, ['Audit Logs', 'Save Audit Logs…']);
    await quickInput.opened('Save Audit Logs');
    await quickInput.choose('Last 30 days');
    await workbench.page.locator('.quick-input-filter input[placeholder="Choose a workspace folder"]').waitFor();
    let second = '';
    await eventually(
      () => quickInput.choices(),
      (choices) => {
        // What looks like an icon stays text.
        assert.deepEqual(
          choices.map(({ label }) => label.replaceAll('\u2060', '')),
          ['first', 'The [second](x) $(bug)'],
        );
        assert.ok(choices.every(({ description }, index) => description.endsWith(index === 0 ? 'first' : 'second')));
        second = choices[1]?.label ?? '';
      },
    );
    // Its path covers the row below it.
    await quickInput.hover('first');
    await quickInput.choose(second);
    await workbench.notification(`of ${vault} saved.`);
    assert.equal((await files('second')).filter((name) => name.endsWith('.csv')).length, 1);
    assert.deepEqual(await files('first'), []);

    await apps.contextMenu(vault, ['Audit Logs', 'Archive Audit Logs']);
    await quickInput.opened('Archive Audit Logs');
    await quickInput.choose('first');
    await quickInput.closed();
    await workbench.notification(`new events of ${vault}`);
    assert.ok(
      (await files('first')).includes(
        join('forge-audit-logs', 'archive', 'customer-notes-vault_83c0f6d2', 'index.json'),
      ),
    );
  });

  it('stand beside manifests that tell of their own apps each', async () => {
    const { page, workspace: opened } = forge.workbench;
    const editor = textEditor(page);
    const apps = {
      first: { uuid: sampleAppIds.releaseNotes, name: 'Release Notes Composer' },
      second: { uuid: sampleAppIds.sprintForecast, name: 'Sprint Forecast' },
    };
    for (const [folder, { uuid }] of Object.entries(apps))
      writeFileSync(
        join(opened, folder, 'manifest.yml'),
        `app:\n  id: ari:cloud:ecosystem::app/${uuid}\npermissions:\n  scopes: []\n`,
      );
    for (const [folder, { name }] of Object.entries(apps)) {
      await editor.open(join(opened, folder, 'manifest.yml'));
      await eventually(
        () => editor.lenses(),
        (lenses) =>
          assert.ok(
            lenses.some((lens) => lens.startsWith(`${name} · `)),
            lenses.join(),
          ),
      );
    }
  });
});

describe('audit logs where no folder is open', () => {
  const forge = useForgeConsole({ open: 'nothing' });

  it('are saved where the person says, and not at all where they give up', async () => {
    const { apps, workbench } = forge;
    const { quickInput } = workbench;
    const file = join(workbench.workspace, 'mine.csv');
    await forge.signIn();
    await forge.allShown([]);
    for (const gives of ['up', 'a name']) {
      await apps.contextMenu(vault, ['Audit Logs', 'Save Audit Logs…']);
      await quickInput.opened('Save Audit Logs');
      await quickInput.choose('Last 12 months');
      await quickInput.opened(`Save Audit Logs of ${vault}`);
      // The dialog opens with the root, and takes the proposal a moment later.
      await eventually(
        () => quickInput.value(),
        (proposed) => assert.match(proposed, /customer-notes-vault_83c0f6d2_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/),
      );
      if (gives === 'up') {
        await quickInput.cancel();
        await quickInput.closed();
        continue;
      }
      await saveInDialog(workbench, workbench.workspace, 'mine.csv');
    }
    const told = await workbench.notification(`of ${vault} saved.`);
    const lines = (await readFile(file, 'utf8')).split('\r\n');
    assert.equal(lines[0], headings().join());
    assert.equal(told.text.split(' ')[0], String(lines.length - 2));
    // The one that told of the progress fades.
    await eventually(
      () => workbench.notifications(),
      (all) => assert.equal(all.filter(({ text }) => text.includes('audit') || text.includes(vault)).length, 1),
    );
  });

  it('can not be archived, and the way out is offered', async () => {
    const { apps, workbench } = forge;
    await apps.contextMenu(vault, ['Audit Logs', 'Archive Audit Logs']);
    const told = await workbench.notification('Open a folder first');
    assert.equal(told.text, 'Archives are kept in a workspace folder. Open a folder first.');
    assert.deepEqual(told.buttons, ['Open Folder…']);
    await workbench.screenshot('audit-archive-no-folder');
  });
});
