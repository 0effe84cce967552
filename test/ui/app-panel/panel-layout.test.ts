import assert from 'node:assert/strict';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { appPanel, type AppPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { readColumns, readEdges, scrollTo } from '../../support/workbench/in-page.mjs';

const notes = 'Release Notes Composer';
const vault = 'Customer Notes Vault';
const height = 900;
const [wide, narrow] = [1600, 400];
/** The width of the activity bar and the editor's borders. */
const around = 58;

describe('the panel of an app, wide and narrow', () => {
  const forge = useForgeConsole({ viewport: { width: wide + around, height } });
  let panel: AppPanel;

  before(async () => {
    await forge.signIn();
    await forge.allShown();
    const app = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes)?.details() ?? assert.fail();
    const [one] = app.installations;
    assert.ok(one);
    const others = Array.from({ length: 300 }, (_, index) => ({
      ...one,
      id: `${one.id.slice(0, -6)}${String(index).padStart(6, '0')}`,
    }));
    Object.assign(app, { installations: [...app.installations, ...others] });
    await forge.apps.select(notes);
    panel = await appPanel(forge.workbench.page, notes);
    await forge.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  async function resize(width: number): Promise<void> {
    await forge.workbench.page.setViewportSize({ width: width + around, height });
    await eventually(
      () => panel.frame.evaluate<number>('innerWidth'),
      (shown) => assert.equal(shown, width),
    );
  }

  for (const [name, width] of [
    ['wide', wide],
    ['narrow', narrow],
  ] as const) {
    it(`has the heads of installations over their cells: ${name}`, async () => {
      await resize(width);
      await panel.tab('Installations');
      await eventually(() => panel.frame.evaluate(readColumns), assertAligned);
      await panel.frame.evaluate(scrollTo, { left: 150, top: 2000 });
      await eventually(() => panel.frame.evaluate(readColumns), assertAligned);
    });
  }

  it('shows the top of the list once a filter is set', async () => {
    await panel.frame.evaluate(scrollTo, { left: 0, top: 3000 });
    await eventually(
      () => panel.frame.evaluate<number>("document.querySelector('.scroller').scrollTop"),
      (top) => assert.ok(top > 2000),
    );
    await panel.frame.locator('vscode-text-field.filter input').fill('atlassian');
    await eventually(
      () => panel.frame.evaluate<number>("document.querySelector('.scroller').scrollTop"),
      (top) => assert.equal(top, 0),
    );
  });

  it('keeps the first column of the permissions in view, and cuts no state', async () => {
    await panel.tab('Permissions');
    await panel.frame.locator('table.permissions tbody td').first().waitFor();
    await panel.frame.locator('table.permissions tbody').nth(1).hover();
    let before = -1;
    for (const by of [0, 130, 60, 100, 2000]) {
      await forge.workbench.page.mouse.wheel(by, 0);
      await eventually(
        () => panel.frame.evaluate(readEdges),
        ({ first, cut, whole, from }) => {
          assert.ok(from > before, `scrolled to ${from}`);
          assert.equal(first, 0, 'the first column is at the edge');
          assert.deepEqual(cut, []);
          assert.ok(whole >= 2, `${whole} whole columns`);
        },
      );
      before = (await panel.frame.evaluate(readEdges)).from;
    }
  });

  it('has a menu for the tabs that don’t fit, which the keyboard works', async () => {
    const { page } = forge.workbench;
    await panel.tab('Environments');
    const more = panel.frame.getByRole('button', { name: 'More tabs' });
    assert.equal(await more.getAttribute('aria-haspopup'), 'menu');
    await more.focus();
    await page.keyboard.press('Enter');
    const entries = panel.frame.getByRole('menuitem');
    const names = async () => (await entries.allInnerTexts()).map((text) => text.replace(/\s*\d+$/, ''));
    await eventually(names, (shown) =>
      assert.deepEqual(shown, ['Deployments', 'Permissions', 'Installations', 'Contributors', 'Logs', 'Audit logs']),
    );
    const focused = () => panel.frame.evaluate<string>('document.activeElement.textContent.trim()');
    await eventually(focused, (text) => assert.match(text, /^Deployments/));
    await page.keyboard.press('ArrowUp');
    await eventually(focused, (text) => assert.equal(text, 'Audit logs'));
    await page.keyboard.press('Escape');
    await eventually(names, (shown) => assert.deepEqual(shown, []));
    await eventually(focused, (text) => assert.equal(text, ''));
    await page.keyboard.press('Enter');
    await eventually(focused, (text) => assert.match(text, /^Deployments/));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(
      () => panel.shownTab(),
      (tab) => assert.equal(tab, 'Permissions'),
    );
    const selected = panel.frame.locator('[role="tab"][aria-selected="true"]');
    assert.ok(await selected.isVisible(), 'the selected tab is in the row');
    await eventually(focused, (text) => assert.match(text, /^Permissions/));
    await page.keyboard.press('ArrowLeft');
    await eventually(
      () => panel.shownTab(),
      (tab) => assert.equal(tab, 'Deployments'),
    );
    await eventually(focused, (text) => assert.match(text, /^Deployments/));
    await resize(wide);
    await more.waitFor({ state: 'hidden' });
  });

  it('has the heads of the audit events over their cells', async () => {
    await forge.openView();
    await forge.apps.select(vault);
    panel = await appPanel(forge.workbench.page, vault);
    await panel.tab('Audit logs');
    await panel.frame.locator('.grid .body .row').first().waitFor();
    await eventually(() => panel.frame.evaluate(readColumns), assertAligned);
  });
});

/** Each head begins and ends where its cells do. */
function assertAligned(columns: readonly { readonly head: readonly number[]; readonly cell: readonly number[] }[]) {
  assert.ok(columns.length >= 8);
  for (const { head, cell } of columns) assert.deepEqual(head, cell);
}
