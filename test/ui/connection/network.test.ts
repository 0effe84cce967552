import assert from 'node:assert/strict';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';

describe('the network, as people see it', function () {
  this.timeout(90_000);
  const forge = useForgeConsole({ viewport: { width: 1280, height: 800 } });
  const labels = async () => (await forge.apps.rows()).map(({ label }) => label);

  before(async () => {
    await forge.signIn();
    await eventually(labels, (shown) => assert.equal(shown.length, 16));
  });

  it("waiting for Atlassian's rate limit is counted down in the status bar, above the apps and in panels, and ends on a click", async () => {
    const { apps, sandbox, workbench } = forge;
    const item = workbench.page.locator('.statusbar-item', { hasText: 'rate limit' });
    sandbox.faults.set('AppList', { kind: 'status', status: 429, retryAfter: '50' }, 1);
    await workbench.runCommand('Forge Console: Refresh Apps');
    await item.waitFor();
    const seconds = async () =>
      Number(/Waiting for Atlassian’s rate limit, (\d+) s/.exec((await item.textContent()) ?? '')?.[1] ?? NaN);
    const first = await seconds();
    assert.ok(first > 30 && first <= 50, `${first} s`);
    await eventually(seconds, (now) => assert.ok(now < first));
    await eventually(
      () => apps.message(),
      (text) => assert.match(text, /^Waiting for Atlassian’s rate limit, \d+ s$/),
    );
    assert.equal((await labels()).length, 16);
    await pictures(workbench, 'rate-limit');

    await apps.select('Release Notes Composer');
    const { frame } = await appPanel(workbench.page, 'Release Notes Composer');
    const bar = frame.locator('.waiting');
    await eventually(
      () => bar.innerText(),
      (text) => assert.match(text, /^Waiting for Atlassian’s rate limit, \d+ s\s+Stop Waiting$/),
    );
    await pictures(workbench, 'panel-rate-limit');
    await bar.getByRole('button', { name: 'Stop Waiting' }).click();
    await bar.waitFor({ state: 'detached' });
    await frame.getByText('Rate limit reached').first().waitFor();
    await workbench.runCommand('View: Close All Editors');

    await item.waitFor({ state: 'detached' });
    await eventually(labels, (shown) => assert.equal(shown[0], 'Rate limit reached'));
    await workbench.runCommand('Forge Console: Refresh Apps');
    // The pause lasts; the other requests wait for its end as well.
    await item.waitFor();
    await item.locator('a').click();
    await item.waitFor({ state: 'detached' });
  });

  it('a row that is offline offers to test the connection, whose report says what is wrong', async () => {
    const { sandbox, workbench } = forge;
    const { page } = workbench;
    await sandbox.close();
    await workbench.restart();
    await forge.openView();
    await eventually(labels, (shown) => assert.equal(shown[0], 'Offline'));
    await forge.apps.pressOnRow('Offline', 'Test Connection');
    const report = page.locator('.editor-instance .view-lines');
    await eventually(
      async () => ((await report.textContent()) ?? '').replace(/\s+/g, ' '),
      (text) => assert.match(text, /Not everything works\. Failed: Connection\..*FAILED Connection/),
    );
    await pictures(workbench, 'connection-test');
    assert.ok(!((await report.textContent()) ?? '').includes(forge.sandbox.accounts.main.token));
    await forge.gatewayReturns();
    await becomes(
      async () => {
        const shown = await labels();
        return [shown.includes('Offline'), shown.length];
      },
      [false, 16],
      60_000,
    );
  });
});
