import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextOf } from '../../src/sandbox/world/app-builder.ts';
import { sites } from '../../src/sandbox/world/sites.ts';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import { hostileSettings, setTrap, type Trap } from '../support/trap.ts';
import { appPanel } from '../support/workbench/app-panel-page.ts';
import { textEditor } from '../support/workbench/text-editor.ts';
import { eventually, saveInDialog, useForgeConsole } from '../support/workbench/forge-console.ts';

const manifest =
  'app:\n  id: ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\n  runtime:\n    name: nodejs22.x\npermissions:\n  scopes:\n    - read:jira-work\n    - read:jira-wrok\n';

describe('in a folder that is not trusted', () => {
  let trap: Trap;
  const workspace = mkdtempSync(join(tmpdir(), 'forge-console-untrusted-'));
  before(async () => {
    trap = await setTrap();
    mkdirSync(join(workspace, '.vscode'));
    writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(hostileSettings(trap)));
    writeFileSync(join(workspace, 'manifest.yml'), manifest);
  });
  const forge = useForgeConsole({
    workspace,
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });
  after(async () => {
    await trap.close();
    await rm(workspace, { recursive: true });
  });

  it('the apps are there, and the settings of the folder send nobody elsewhere', async () => {
    const { apps, sandbox, workbench } = forge;
    await workbench.page.locator('.part.statusbar', { hasText: 'Restricted Mode' }).waitFor();
    await forge.signIn();
    // Only the one manifest of this folder is known.
    await forge.allShown(['5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3']);
    await apps.expand('Release Notes Composer');
    await apps.expand('Contributors', 'Release Notes Composer');
    await apps.find('Aiko Tanaka', 'Contributors');
    const before = sandbox.requests.length;
    await workbench.runCommand('Forge Console: Refresh Apps');
    await eventually(
      () => Promise.resolve(sandbox.requests.length),
      (now) => assert.ok(now >= before + 2),
    );
    assert.ok(sandbox.requests.every(({ account }) => account === sandbox.accounts.main.accountId));
    assert.deepEqual(trap.asked, []);
  });

  it('every command that would write or remove something says why it does not, and how to go on', async () => {
    const { apps, sandbox, workbench } = forge;
    const files = await readdir(workbench.workspace, { recursive: true });
    const noRemoval = 'In Restricted Mode no app can be changed, deleted or uninstalled';
    const noFile = 'Nothing can be saved in this workspace until you trust it.';
    for (const path of [
      ['Remove', 'Delete App…'],
      ['Remove', 'Uninstall…'],
      ['Audit Logs', 'Archive Audit Logs'],
    ])
      assert.equal(await apps.isEnabledFor('Customer Notes Vault', path), false, path.join());
    for (const submenu of ['Remove', 'Audit Logs'])
      assert.equal(await apps.isEnabledFor('Customer Notes Vault', [submenu, 'Manage Workspace Trust…']), true);
    for (const command of ['Deploy App…', 'Lint App', 'Start Tunnel'])
      assert.equal(await apps.isEnabledFor('Release Notes Composer', ['Forge CLI', command]), false, command);
    await workbench.page.keyboard.press('F1');
    await workbench.quickInput.type('>Forge Console: Clean Up Unused Apps');
    // Others of the product are offered instead.
    await eventually(
      async () => (await workbench.quickInput.choices()).map(({ label }) => label),
      (labels) => {
        assert.ok(labels.length > 0 && labels.every((label) => label.startsWith('Forge Console: ')), labels.join());
        assert.ok(!labels.some((label) => label.includes('Clean Up')), labels.join());
      },
    );
    await workbench.quickInput.cancel();
    const inPanel = async (app: string, tab: string, button: string) => {
      await apps.select(app);
      const panel = await appPanel(workbench.page, app);
      await panel.tab(tab);
      await panel.frame.getByRole('button', { name: button }).click();
    };
    const refused: readonly [command: () => Promise<void>, why: string, buttons: readonly string[]][] = [
      [() => inPanel('Team Poll (old)', 'Overview', 'Delete App…'), noRemoval, ['Manage Workspace Trust']],
      [
        async () => {
          await apps.contextMenu('Customer Notes Vault', ['Audit Logs', 'Save Audit Logs…']);
          await workbench.quickInput.opened('Save Audit Logs');
          await workbench.quickInput.choose('Last 30 days');
        },
        noFile,
        ['Save Elsewhere…', 'Manage Workspace Trust'],
      ],
      [
        async () => {
          // Nothing of the above asked for events; their tab does.
          assert.ok(!sandbox.requests.some(({ operation }) => operation === 'AuditEvents'));
          await inPanel('Customer Notes Vault', 'Audit logs', 'Archive Audit Logs');
        },
        noFile,
        ['Manage Workspace Trust'],
      ],
    ];
    for (const [command, why, buttons] of refused) {
      await command();
      const told = await workbench.notification(why);
      assert.equal(told.severity, 'warning');
      assert.deepEqual(told.buttons, buttons);
      await told.close();
      await eventually(
        () => workbench.notifications(),
        (shown) => assert.deepEqual(shown, []),
      );
    }
    assert.deepEqual(await readdir(workbench.workspace, { recursive: true }), files);
    assert.ok(!sandbox.requests.some(({ operation }) => ['DeleteApp', 'UninstallApp'].includes(operation)));
    assert.deepEqual(trap.asked, []);
  });

  it('no URL of a web trigger is created, copied, called or deleted', async () => {
    const { sandbox, workbench } = forge;
    const { webTriggers, apps } = sandbox.world;
    const { environments } = apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail('no app');
    const { id } = environments.find(({ key }) => key === 'default') ?? assert.fail('no environment');
    const context = contextOf(sites.maraDev, 'jira');
    const place = { appUuid: sampleAppIds.releaseNotes, environmentId: id, context };
    // A panel that has just loaded takes the focus, which would close the pick.
    await workbench.runCommand('View: Close All Editors');
    for (const action of ['Create URL and Copy It', 'Copy URL', 'Send Test Request…', 'Delete URL…']) {
      if (action === 'Copy URL') webTriggers.create({ ...place, triggerKey: 'publish-hook' });
      await workbench.runCommand('Forge Console: Web Triggers…');
      for (const choice of ['Release Notes Composer', 'mara-dev.atlassian.net', 'publish-hook', action])
        await workbench.quickInput.choose(choice);
      const told = await workbench.notification('In Restricted Mode no URL of a web trigger is');
      assert.deepEqual([told.severity, told.buttons], ['warning', ['Manage Workspace Trust']]);
      await told.close();
    }
    const refused = /^(?:WebTriggerCall|CreateWebTriggerUrl|DeleteWebTriggerUrl)$/;
    assert.ok(!sandbox.requests.some(({ operation }) => refused.test(operation)));
  });

  it('audit logs are saved elsewhere', async () => {
    const { apps, workbench } = forge;
    const { quickInput } = workbench;
    const elsewhere = mkdtempSync(join(tmpdir(), 'forge-console-elsewhere-'));
    mkdirSync(join(elsewhere, 'something'));
    const files = await readdir(workbench.workspace, { recursive: true });
    await apps.contextMenu('Customer Notes Vault', ['Audit Logs', 'Save Audit Logs…']);
    await quickInput.opened('Save Audit Logs');
    await quickInput.choose('Last 30 days');
    const offered = await workbench.notification('until you trust it');
    await workbench.screenshot('audit-logs-untrusted');
    await offered.press('Save Elsewhere…');
    await quickInput.opened('Save Audit Logs of Customer Notes Vault');
    await eventually(
      () => quickInput.value(),
      (proposed) => {
        assert.match(proposed, /customer-notes-vault_.*\.csv$/);
        assert.ok(!proposed.startsWith(workbench.workspace));
      },
    );
    await saveInDialog(workbench, elsewhere, 'mine.csv');
    await workbench.notification('of Customer Notes Vault saved.');
    assert.ok((await readFile(join(elsewhere, 'mine.csv'), 'utf8')).startsWith('App ID,'));
    assert.deepEqual(await readdir(workbench.workspace, { recursive: true }), files);
    await rm(elsewhere, { recursive: true });
  });

  it('the manifest is explained and judged', async () => {
    const editor = textEditor(forge.workbench.page);
    await editor.open('manifest.yml');
    await eventually(
      () => editor.underlined('warning'),
      (marks) => assert.ok(marks > 0),
    );
    assert.match(
      await editor.hover('read:jira-work'),
      /^View (Jira issue data|projects, issues and the data that goes with them)/,
    );
    await forge.workbench.runCommand('Forge Console: Check with Atlassian…');
    const told = await forge.workbench.notification('In Restricted Mode no manifest is uploaded.');
    assert.deepEqual([told.severity, told.buttons], ['warning', ['Manage Workspace Trust']]);
    await told.close();
    const uploads = ['CreateAppManifestUploadUrl', 'ManifestUpload'];
    assert.ok(!forge.sandbox.requests.some(({ operation }) => uploads.includes(operation)));
  });
});

describe('in a workspace file that is trusted', () => {
  let trap: Trap;
  const folder = mkdtempSync(join(tmpdir(), 'forge-console-hostile-'));
  before(async () => {
    trap = await setTrap();
    mkdirSync(join(folder, 'app', '.vscode'), { recursive: true });
    writeFileSync(join(folder, 'app', '.vscode', 'settings.json'), JSON.stringify(hostileSettings(trap)));
    writeFileSync(join(folder, 'app', 'manifest.yml'), manifest);
    writeFileSync(
      join(folder, 'hostile.code-workspace'),
      JSON.stringify({ folders: [{ path: 'app' }], settings: hostileSettings(trap) }),
    );
  });
  const forge = useForgeConsole({ workspace: folder, open: { file: 'hostile.code-workspace' } });
  after(async () => {
    await trap.close();
    await rm(folder, { recursive: true });
  });

  it('its settings send nobody elsewhere, and have nothing written outside of it', async () => {
    const { apps, sandbox, workbench } = forge;
    await forge.signIn();
    await forge.allShown(['5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3']);
    // What a workspace may decide counts: the page is of its size.
    const pages = sandbox.requests.filter(({ operation }) => operation === 'AppList');
    assert.ok(
      pages.some(({ variables }) => (variables as { first: number }).first === 3),
      JSON.stringify(pages.map(({ variables }) => variables)),
    );
    const before = (await readdir(join(workbench.workspace, '..'), { recursive: true })).filter(
      (path) => !path.startsWith('data'),
    );
    await apps.contextMenu('Customer Notes Vault', ['Audit Logs', 'Archive Audit Logs']);
    const told = await workbench.notification(
      'forgeConsole.auditLogs.folder has to be a path within the workspace folder',
    );
    assert.equal(told.severity, 'error');
    await told.close();
    assert.deepEqual(
      (await readdir(join(workbench.workspace, '..'), { recursive: true })).filter((path) => !path.startsWith('data')),
      before,
    );
    assert.ok(sandbox.requests.every(({ account }) => account === sandbox.accounts.main.accountId));
    assert.deepEqual(trap.asked, []);
  });
});
