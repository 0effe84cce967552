import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whoami, writeStandIn } from '../../support/stand-in-cli.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { reviewFrame } from '../../support/workbench/review-frame.ts';
import { textEditor } from '../../support/workbench/text-editor.ts';

const folder = mkdtempSync(join(tmpdir(), 'forge-console-cli-'));
const program = join(folder, process.platform === 'win32' ? 'forge.cmd' : 'forge');

describe('the Forge CLI in the window', () => {
  const forge = useForgeConsole({
    viewport: { width: 1280, height: 900 },
    settings: { 'forgeConsole.forgeCli.path': program },
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const path = 'release-notes/manifest.yml';

  before(async () => {
    const { sandbox, workbench } = forge;
    const file = join(workbench.workspace, path);
    const text = await readFile(file, 'utf8');
    const added = text.replace('  scopes:\n', '  scopes:\n    - read:board-scope:jira-software\n');
    assert.notEqual(added, text);
    await writeFile(file, added);
    const { email, accountId } = sandbox.accounts.main;
    await writeStandIn(join(folder, 'forge'), {
      '--version': { output: '13.3.0\n' },
      whoami: { output: whoami('Mara Lindqvist', email, accountId) },
      lint: { output: `\n${file}\n3:4     error    Something is wrong here  some-rule\n\n`, exitCode: 1 },
      tunnel: { output: 'Listening for requests...\n', stays: true },
    });
    await forge.signIn();
    await textEditor(workbench.page).open(path);
  });

  const item = () => forge.workbench.page.locator('.statusbar-item', { hasText: 'Release Notes Composer' });
  const lens = (title: string) => forge.workbench.page.locator('.codelens-decoration a', { hasText: title }).first();

  it('shows the app of the manifest in the status bar, with its environment and what is not in production', async () => {
    await eventually(
      () => item().innerText(),
      (text) => assert.match(text, /Release Notes Composer\s+development 6\.4\.0\s+\S*\s*\d+/),
    );
  });

  it('shows what a deployment to production changes before it starts', async () => {
    const { workbench } = forge;
    await textEditor(workbench.page).pressLens('Deploy…');
    await workbench.quickInput.opened('Deploy');
    await workbench.quickInput.choose('production');
    const page = await reviewFrame(workbench.page, 'Deploy Release Notes Composer to production');
    assert.match(await page.locator('.verdict').innerText(), /^This makes a major version \(scopes added/);
    assert.match(await page.locator('table').innerText(), /Added\s+Scope\s+read:board-scope:jira-software/);
    await pictures(workbench, 'forge-cli-deployment');
    await workbench.runCommand('View: Close Editor');
  });

  it('shows a tunnel where it runs, and ends it there', async () => {
    const { apps, workbench } = forge;
    await textEditor(workbench.page).pressLens('Start Tunnel');
    await lens('Stop Tunnel').waitFor();
    await apps.expand('Release Notes Composer');
    await apps.expand('Environments', 'Release Notes Composer');
    await eventually(
      async () => (await apps.rows()).find(({ label }) => label === 'development')?.description ?? '',
      (text) => assert.match(text, /^tunnel running · 6\.4\.0/),
    );
    await pictures(workbench, 'forge-cli-tunnel');
    await textEditor(workbench.page).pressLens('Stop Tunnel');
    await lens('Start Tunnel').waitFor();
  });

  it('shows what it found at its line', async () => {
    const editor = textEditor(forge.workbench.page);
    await editor.pressLens('Lint');
    await eventually(
      () => editor.underlined('error'),
      (number) => assert.ok(number > 0),
    );
    await item().click();
    await forge.workbench.quickInput.opened('Release Notes Composer');
    await pictures(forge.workbench, 'forge-cli-actions');
    await forge.workbench.quickInput.cancel();
  });
});
