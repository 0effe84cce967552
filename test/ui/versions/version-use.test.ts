import assert from 'node:assert/strict';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';

/** The width of the activity bar and the editor's borders. */
const around = 58;

describe('the versions in use', () => {
  const forge = useForgeConsole({ viewport: { width: 1600 + around, height: 1000 } });

  it('show who is on which, what holds them back, and what can be started', async () => {
    await forge.signIn();
    await forge.allShown();
    await forge.apps.select('Decision Register');
    const panel = await appPanel(forge.workbench.page, 'Decision Register');
    await panel.tab('Environments');
    const production = panel.frame.getByRole('article', { name: 'production' });
    await production.getByRole('button', { name: 'Versions', exact: true }).click();
    await production.getByText('Admins must approve 3.2.0: scopes added').waitFor();
    await production.getByText('1 installation would get 3.2.0').waitFor();
    assert.equal(await production.locator('.upgrades-table tbody tr').count(), 5);
    await forge.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await pictures(forge.workbench, 'versions-wide');
    await forge.workbench.page.setViewportSize({ width: 400 + around, height: 1000 });
    await eventually(
      () => panel.frame.evaluate<number>('innerWidth'),
      (width) => assert.equal(width, 400),
    );
    await pictures(forge.workbench, 'versions-narrow');
  });
});
