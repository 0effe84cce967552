import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textEditor } from '../support/workbench/textEditor.ts';
import { becomes, eventually, useForgeConsole } from './forgeConsole.ts';
import { appNames } from './sandboxWorld.ts';

describe('in a folder that is not trusted', () => {
  let asked = 0;
  let trap: Server;
  const workspace = mkdtempSync(join(tmpdir(), 'forge-console-untrusted-'));
  before(async () => {
    trap = createServer((_request, response) => {
      asked++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const address = trap.address();
    assert.ok(address !== null && typeof address === 'object');
    mkdirSync(join(workspace, '.vscode'));
    const settings = { 'forgeConsole.gatewayUrl': `http://127.0.0.1:${address.port}/graphql`, 'forgeConsole.pageSize': 3, 'http.proxy': `http://127.0.0.1:${address.port}` };
    writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify(settings));
    writeFileSync(join(workspace, 'manifest.yml'), 'app:\n  id: ari:cloud:ecosystem::app/5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3\npermissions:\n  scopes:\n    - read:jira-work\n    - read:jira-wrok\n');
  });
  const forge = useForgeConsole({ workspace, workspaceTrust: true, settings: { 'security.workspace.trust.startupPrompt': 'never' } });
  after(async () => {
    await new Promise((resolve) => trap.close(resolve));
    await rm(workspace, { recursive: true });
  });

  it('the apps are there, and the settings of the folder send nobody elsewhere', async () => {
    const { apps, sandbox, workbench } = forge;
    await workbench.page.locator('.part.statusbar', { hasText: 'Restricted Mode' }).waitFor();
    await forge.signIn();
    // Only the one manifest of this folder is known.
    const names = appNames(sandbox, sandbox.accounts.main, undefined, ['5e2f1c84-7a3b-4d90-9c61-2b8e4f70a1d3']);
    await becomes(async () => (await apps.rows()).map(({ label }) => label), names);
    await apps.expand('Release Notes Composer');
    await apps.expand('Contributors', 'Release Notes Composer');
    await apps.find('Aiko Tanaka', 'Contributors');
    const before = sandbox.requests.length;
    await workbench.runCommand('Forge Console: Refresh Apps');
    await eventually(() => Promise.resolve(sandbox.requests.length), (now) => assert.ok(now >= before + 2));
    assert.ok(sandbox.requests.every(({ account }) => account === sandbox.accounts.main.accountId));
    assert.equal(asked, 0);
  });

  it('the manifest is explained and judged', async () => {
    const editor = textEditor(forge.workbench.page);
    await editor.open('manifest.yml');
    await editor.underlined('warning');
    assert.match(await editor.hover('read:jira-work'), /^View projects, issues and the data that goes with them/);
  });
});
