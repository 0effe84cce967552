import assert from 'node:assert/strict';
import { sampleAppIds } from '../../src/sandbox/world/world-ids.ts';
import { appPanel } from '../support/workbench/app-panel-page.ts';
import { reviewFrame } from '../support/workbench/review-frame.ts';
import { browserDialogs, eventually, useForgeConsole } from '../support/workbench/forge-console.ts';

/** Ends attributes, tags, scripts, styles, templates and Markdown, and does something that is seen. */
const markup = `"'><img src=x onerror="document.title='got in'"><script>document.title='got in'</script><style>*{display:none}</style><svg/onload=alert(1)>\${alert(1)}{{7*7}}[x](command:forgeConsole.app.delete)<a href="javascript:alert(1)">x</a>`;

/** Texts that people read, in the gateway's spelling of their fields. */
const read = new Set([
  'name',
  'description',
  'publicName',
  'hostName',
  'vendorName',
  'actorName',
  'email',
  'version',
  'type',
  'status',
  'listingStatus',
  'category',
  'addresses',
  'policies',
  'locations',
  'classifications',
  'roles',
  'appKey',
  'action',
  'role',
  'capabilitySet',
  'requiredProducts',
  'primaryProduct',
  'distributionStatus',
]);

/** A reply in which every such text goes on with markup. */
function poisoned(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return read.has(key) ? `${value}${markup}` : value;
  if (Array.isArray(value)) return value.map((item: unknown) => poisoned(item, key));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, poisoned(part, name)]))
    : value;
}

describe('markup in everything that the gateway tells', () => {
  const forge = useForgeConsole({ viewport: { width: 1440, height: 900 } });
  let dialogs: readonly string[];
  before(async () => {
    dialogs = browserDialogs(forge.workbench);
    await forge.signIn();
    // A refresh while the list still loads would ask for nothing.
    await forge.allShown();
    forge.sandbox.faults.set('*', { kind: 'reply', change: (body) => poisoned(body) });
    await forge.workbench.runCommand('Forge Console: Refresh Apps');
  });

  it('is text in the rows and in their tooltips', async () => {
    const { apps, workbench } = forge;
    await eventually(
      async () => (await apps.rows()).map(({ label }) => label),
      (labels) =>
        assert.ok(
          labels.some((label) => label.startsWith(`Release Notes Composer"'><img`)),
          labels[0],
        ),
    );
    const row = workbench.page.locator('.pane .monaco-list-row', { hasText: 'Release Notes Composer' }).first();
    const { text, links, foreign } = await apps.tooltip(`Release Notes Composer${markup}`);
    assert.match(text, /<img src=x onerror=/);
    assert.deepEqual([links, foreign], [0, 0]);
    assert.equal(await row.locator('img, script, style, svg, a[href]').count(), 0);
  });

  it('is text on every tab of the panel', async () => {
    const { workbench } = forge;
    await workbench.page.locator('.pane .monaco-list-row', { hasText: 'Release Notes Composer' }).first().click();
    const panel = await appPanel(workbench.page, `Release Notes Composer${markup}`);
    for (const tab of ['Overview', 'Environments', 'Permissions', 'Installations', 'Contributors']) {
      await panel.tab(tab);
      await eventually(
        () => panel.text(),
        (text) => assert.match(text, /<img src=x onerror=/),
      );
      // The head holds what VS Code puts there.
      const strangers = await panel.frame
        .locator('body')
        .locator(
          'img, style, iframe, object, svg[onload], a[href^="javascript"], a[href^="command"], script:not([nonce]):not(#known), [onerror]',
        )
        .count();
      assert.equal(strangers, 0, `${tab} has elements that are none of ours`);
    }
    // A script that ran would have left nothing else in the title.
    assert.notEqual(await panel.frame.evaluate('document.title'), 'got in');
    assert.notEqual(await workbench.page.title(), 'got in');
    assert.deepEqual(dialogs, []);
    await workbench.screenshot('hostile-texts');
  });

  it('is text in pickers, questions and reports', async () => {
    const { workbench, sandbox } = forge;
    const { quickInput, page } = workbench;
    // A page that had the focus gets it back when the palette closes, which would close the next box.
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Forge Console: Delete App…');
    await quickInput.opened('Delete App');
    await eventually(
      () => quickInput.choices(),
      (choices) => assert.ok(choices.length > 1),
    );
    assert.equal(
      await page.locator('.quick-input-list img, .quick-input-list script, .quick-input-list a[href]').count(),
      0,
    );
    await quickInput.type('Team Poll');
    await eventually(
      () => quickInput.choices(),
      (choices) => assert.ok(choices.length === 1 && choices[0]?.label.includes('Team Poll')),
    );
    await quickInput.accept();
    const review = await reviewFrame(page, /^Delete .*<img src=x/);
    assert.equal(await review.locator('img, main script, main a[href], main style').count(), 0);
    await workbench.runCommand('View: Close All Editors');
    assert.ok(sandbox.world.apps.has(sampleAppIds.teamPoll));
    assert.deepEqual(dialogs, []);
  });
});
