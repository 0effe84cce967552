import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { browserDialogs, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { findBarriers } from '../../support/workbench/in-page.mjs';
import { logsFrame } from '../../support/workbench/logs-frame.ts';
import { pictures } from '../../support/workbench/pictures.ts';

describe('Forge Logs', () => {
  const forge = useForgeConsole({ viewport: { width: 1600, height: 1000 } });
  let dialogs: readonly string[];
  let frame: Frame;

  before(async () => {
    dialogs = browserDialogs(forge.workbench);
    await forge.signIn();
    await forge.allShown();
  });
  after(() => assert.deepEqual(dialogs, [], 'a script of a line has run'));

  const texts = () => frame.locator('.log-row .log-text').allInnerTexts();
  const button = (name: string | RegExp) => frame.getByRole('button', { name });

  /** Shows the logs of the one app with some words in its name, from the palette. */
  async function showLogsOf(words: string): Promise<void> {
    const { page, quickInput } = forge.workbench;
    // A page that had the focus gets it back when the palette closes, which would close the pick.
    await page.locator('.part.editor .editor-group-container').first().click();
    await forge.workbench.runCommand('Forge Console: Show Logs');
    await quickInput.opened('Show Logs');
    await quickInput.type(words);
    await eventually(
      () => quickInput.choices(),
      (choices) => assert.equal(choices.length, 1),
    );
    await quickInput.accept();
  }

  /** Applies a filter by typing it. */
  async function filter(text: string): Promise<void> {
    await frame.locator('.log-filter').getByRole('textbox').fill(text);
  }

  it('opens from an app’s row and follows what it logs', async () => {
    await forge.apps.contextMenu('Timesheets & Rates for Jira', ['Show Logs']);
    frame = await logsFrame(forge.workbench.page);
    await button(/Timesheets & Rates for Jira/).waitFor();
    await button('Stop').waitFor();
    await filter('Rate of');
    await eventually(texts, (lines) =>
      assert.ok(lines.length > 10 && lines.every((line) => line.startsWith('Rate of'))),
    );
    const before = await frame.locator('.log-table').getAttribute('aria-rowcount');
    await eventually(
      () => frame.locator('.log-table').getAttribute('aria-rowcount'),
      (rows) => assert.ok(Number(rows) > Number(before)),
    );
  });

  it('stays where the reader is and counts what comes meanwhile', async () => {
    await frame.locator('.log-scroller').hover();
    await forge.workbench.page.mouse.wheel(0, -600);
    const more = frame.locator('.log-to-end');
    await more.waitFor();
    await eventually(
      () => more.innerText(),
      (text) => assert.match(text, /^\d+ new lines?$/),
    );
    await more.click();
    await more.waitFor({ state: 'detached' });
  });

  it('unfolds a line to its facts, which narrow the filter', async () => {
    await button('Stop').click();
    await frame.locator('.log-row').last().click();
    const facts = frame.locator('.log-facts');
    await facts.getByText('rates', { exact: true }).waitFor();
    await pictures(forge.workbench, 'logs-line');
    await facts.getByRole('button', { name: 'Level: not this' }).click();
    await eventually(
      () => frame.locator('.log-filter').getByRole('textbox').inputValue(),
      (value) => assert.match(value, /^-level:(INFO|WARN) Rate of$/),
    );
  });

  it('is worked by keys', async () => {
    await button('Clear Filter').click();
    await button('Clear Filter').waitFor({ state: 'detached' });
    await frame.locator('[role="treegrid"]').focus();
    const { keyboard } = forge.workbench.page;
    await keyboard.press('Home');
    await frame.locator('.log-row.active[data-row="0"]').waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await frame.locator('.log-row.open[data-row="1"] .log-facts').waitFor();
    await keyboard.press('ArrowLeft');
    await frame.locator('.log-row.open[data-row="1"]').waitFor({ state: 'detached' });
    await keyboard.press('Control+c');
    assert.match(await forge.workbench.clipboard(), /^\d{4}-\d\d-\d\dT[\d:.]+Z (INFO|WARN) +/);
  });

  it('shows hostile lines literally', async () => {
    await showLogsOf('onerror');
    await filter('last:30d');
    await eventually(texts, (lines) => assert.ok(lines.some((line) => line.includes('<'))));
    assert.equal(await frame.locator('.log-text img, .log-text script, .log-text a').count(), 0);
    const shown = (await texts()).join('\n');
    assert.doesNotMatch(shown.replaceAll(/[\n\t\u200d]/g, ''), /[\p{Cc}\p{Cf}]/u);
    await pictures(forge.workbench, 'logs-hostile');
  });

  it('groups lines by invocation and similar errors, for everybody', async () => {
    await showLogsOf('Release Notes Composer');
    await filter('last:30d');
    await button('Group by invocation').click();
    await frame.locator('.log-row.invocation').first().waitFor();
    await pictures(forge.workbench, 'logs-grouped');
    await button('Group similar errors').click();
    await frame.locator('.log-row.errors').first().waitFor();
    await pictures(forge.workbench, 'logs-errors');
    await button('Group similar errors').click();
    await frame.locator('.log-row.line').last().click();
    await frame.locator('.log-facts').waitFor();
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await frame.evaluate(axe);
    assert.deepEqual(await frame.evaluate(findBarriers), []);
  });

  it('is pinned in a tab that comes back as it was after a reload of the window', async () => {
    const own = 'last:7d level:error,fatal';
    await filter(own);
    await button(/^Pin/).click();
    await forge.workbench.page.locator('.tab', { hasText: 'Logs of Release Notes Composer' }).waitFor();
    await filter('');
    await logsFrame(forge.workbench.page, own);
    await forge.workbench.reloadWindow();
    frame = await logsFrame(forge.workbench.page, own);
    await frame.locator('.log-row').first().waitFor();
    await forge.openView();
  });

  it('is in the app’s panel too', async () => {
    await forge.apps.select('Timesheets & Rates for Jira');
    const panel = await appPanel(forge.workbench.page, 'Timesheets & Rates for Jira');
    await panel.tab('Logs');
    await panel.frame.locator('.log-row').first().waitFor();
    await pictures(forge.workbench, 'logs-panel');
  });
});
