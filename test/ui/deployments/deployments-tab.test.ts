import assert from 'node:assert/strict';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';

const notes = 'Release Notes Composer';
/** The width of the activity bar and the editor's borders. */
const around = 58;
/** How many pixels of the tables of deployments and of builds can only be scrolled to. */
const hiddenWidths = `[...document.querySelectorAll('.scroll-x')].map((box) => box.scrollWidth - box.clientWidth)`;

describe('the deployments of an app', () => {
  const forge = useForgeConsole({ viewport: { width: 1600 + around, height: 900 } });

  it('are on a tab, with the running one by its stages and why one failed', async () => {
    await forge.signIn();
    await forge.allShown();
    await forge.apps.select(notes);
    const panel = await appPanel(forge.workbench.page, notes);
    await panel.frame.getByRole('button', { name: 'View deployments' }).click();
    const running = panel.frame.getByRole('article', { name: 'Deploying to staging' });
    await running.getByText('Validating manifest').waitFor();
    assert.equal(await running.getByRole('progressbar').count(), 3);
    await panel.frame.getByText('The permissions in the manifest aren’t valid. Fix them and deploy again.').waitFor();
    await panel.frame.getByText('release_candidate-7').waitFor();
    await panel.frame.getByRole('button', { name: 'Deploy the build', disabled: false }).first().focus();
    await forge.workbench.page.keyboard.press('Enter');
    await forge.workbench.quickInput.opened();
    await forge.workbench.quickInput.cancel();
    await forge.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await pictures(forge.workbench, 'deployments-wide');
    await forge.workbench.page.setViewportSize({ width: 400 + around, height: 900 });
    await eventually(
      () => panel.frame.evaluate<number>('innerWidth'),
      (width) => assert.equal(width, 400),
    );
    // Rows fold, so that what can be done with a build is never out of view.
    await eventually(
      () => panel.frame.evaluate<number[]>(hiddenWidths),
      (widths) => assert.deepEqual(widths, [0, 0]),
    );
    await pictures(forge.workbench, 'deployments-narrow');
  });
});
