import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { findBarriers } from '../../support/workbench/in-page.mjs';
import { reviewFrame } from '../../support/workbench/review-frame.ts';

describe('deleting and uninstalling', () => {
  const size = { width: 1440, height: 900 };
  const forge = useForgeConsole({ viewport: size });
  before(async () => {
    await forge.signIn();
    await forge.allShown();
  });
  const exists = (uuid: string) => forge.sandbox.world.apps.has(uuid);
  const sent = (operation: string) =>
    forge.sandbox.requests.filter((request) => request.operation === operation).length;
  const editorText = () =>
    forge.workbench.page
      .locator('.editor-instance .view-lines:visible')
      .first()
      .innerText()
      .then((text) => text.replaceAll('\u00a0', ' '));

  it('an app goes by the Delete key once its exact name is typed, and only then', async () => {
    const { workbench, apps } = forge;
    const { quickInput, page } = workbench;
    await apps.select('Team Poll (old)');
    // Opening the app's panel takes the focus; the view gets it back as by its shortcut.
    await appPanel(page, 'Team Poll (old)');
    await page.waitForFunction('document.activeElement?.tagName === "IFRAME"');
    await workbench.runCommand('Forge Console: Focus on Apps View');
    await page.locator('.part.sidebar .monaco-list:focus').waitFor();
    await page.keyboard.press('Delete');
    const review = await reviewFrame(page, 'Delete Team Poll (old)');
    assert.match(await review.locator('main').innerText(), /Nothing stands in the way of deleting this app/);
    await review.getByRole('button', { name: 'Delete App…' }).press('Enter');
    await quickInput.opened('Delete Team Poll (old)');
    assert.equal(await quickInput.value(), '');
    // The page can be read below the box.
    const heading = await review.locator('main > h1').boundingBox();
    const box = await page.locator('.quick-input-widget:visible').boundingBox();
    assert.ok(heading && box && heading.y >= box.y + box.height, JSON.stringify({ heading, box }));
    await workbench.screenshot('delete-confirm');
    await quickInput.type('Team Poll');
    await quickInput.accept();
    await eventually(
      () => quickInput.message(),
      (message) => assert.match(message, /isn’t the exact name/),
    );
    assert.equal(sent('DeleteApp'), 0);
    await quickInput.type('Team Poll (old)');
    await quickInput.accept();
    await workbench.notification('Team Poll (old) was deleted.');
    assert.equal(exists(sampleAppIds.teamPoll), false);
    assert.equal(sent('DeleteApp'), 1);
    await eventually(
      () => apps.rows(),
      (rows) => assert.ok(!rows.some(({ label }) => label === 'Team Poll (old)')),
    );
    await workbench.screenshot('deleted');
  });

  it('an installed app shows what stands in the way, and leads to uninstalling it', async () => {
    const { workbench, apps } = forge;
    const { page } = workbench;
    await apps.contextMenu('Approval Buttons', ['Remove', 'Delete App…']);
    const review = await reviewFrame(page, 'Delete Approval Buttons');
    assert.equal(await review.getByRole('button', { name: 'Delete App…' }).count(), 0);
    await review.getByRole('button', { name: 'Uninstall from All Sites…' }).waitFor();
    await workbench.screenshot('delete-ways-out');
    await workbench.runCommand('View: Close Editor');
    assert.equal(sent('DeleteApp'), 1);
  });

  it('a review of a Marketplace app has no barrier that axe finds, whatever the theme and the width', async () => {
    const { workbench, apps } = forge;
    const { page } = workbench;
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const name = forge.sandbox.world.apps.get(sampleAppIds.timesheets)?.name ?? '';
    await apps.contextMenu(name, ['Remove', 'Delete App…']);
    const review = await reviewFrame(page, `Delete ${name}`);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await review.evaluate(axe);
    for (const theme of ['light', 'high-contrast-light', 'high-contrast', 'dark'] as const) {
      await workbench.theme(theme);
      for (const width of [400, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await review.evaluate(findBarriers), [], `${theme}, ${width}`);
        const body = await review.locator('main').boundingBox();
        assert.ok(body && body.width <= width, `${theme}, ${width}: ${JSON.stringify(body)}`);
        await workbench.screenshot(`delete-review-${theme}-${width}`);
      }
    }
    await page.setViewportSize(size);
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.runCommand('View: Close Editor');
  });

  it('an installation goes after a question that says the consequence', async () => {
    const { workbench, apps } = forge;
    const app = forge.sandbox.world.apps.get(sampleAppIds.decisionRegister);
    const before = app?.details().installations.length ?? 0;
    await apps.expand('Decision Register');
    await apps.expand('Installations', 'Decision Register');
    await apps.contextMenu('mara-dev.atlassian.net', ['Remove', 'Uninstall…'], 'Decision Register');
    const question = await workbench.dialog();
    assert.match(question.detail, /soft-deleted/);
    await workbench.screenshot('uninstall-question');
    await question.press('Uninstall');
    await workbench.notification('Decision Register was uninstalled from mara-dev.atlassian.net.');
    assert.ok((app?.details().installations.length ?? 0) < before);
    await eventually(
      () => apps.rows(),
      (rows) => assert.ok(!rows.some(({ label }) => label === 'mara-dev.atlassian.net')),
    );
  });

  it('the journal tells what was done', async () => {
    await forge.workbench.runCommand('Forge Console: Show Journal');
    await eventually(editorText, (text) => {
      assert.match(text, /delete +Team Poll \(old\)/);
      assert.match(text, /uninstall +Decision Register +done +mara-dev\.atlassian\.net/);
    });
    await forge.workbench.screenshot('journal');
  });
});

describe('deleting in a folder that is not trusted', () => {
  const forge = useForgeConsole({
    workspaceTrust: true,
    settings: { 'security.workspace.trust.startupPrompt': 'never' },
  });

  it('is refused with the reason and the way out', async () => {
    await forge.signIn();
    await forge.allShown();
    assert.equal(await forge.apps.isEnabledFor('Team Poll (old)', ['Remove', 'Delete App…']), false);
    await forge.apps.select('Team Poll (old)');
    const { frame } = await appPanel(forge.workbench.page, 'Team Poll (old)');
    await frame.getByRole('button', { name: 'Delete App…' }).click();
    const refusal = await forge.workbench.notification(
      'In Restricted Mode no app can be changed, deleted or uninstalled',
    );
    assert.deepEqual(refusal.buttons, ['Manage Workspace Trust']);
    await forge.workbench.screenshot('delete-restricted');
    assert.ok(
      forge.sandbox.requests.every(({ operation }) => operation !== 'RemovalFacts' && operation !== 'DeleteApp'),
    );
  });
});
