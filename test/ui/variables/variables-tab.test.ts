import assert from 'node:assert/strict';
import { appPanel } from '../../support/workbench/app-panel-page.ts';
import { eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';

const notes = 'Release Notes Composer';
/** The width of the activity bar and the editor's borders. */
const around = 58;

describe('the variables of an app', () => {
  const forge = useForgeConsole({ viewport: { width: 1600 + around, height: 900 } });

  it('are side by side on a tab, with plain values once they are to be shown', async () => {
    await forge.signIn();
    await forge.allShown();
    await forge.apps.select(notes);
    const panel = await appPanel(forge.workbench.page, notes);
    await panel.tab('Variables');
    const cell = panel.frame.getByRole('button', { name: 'LOG_LEVEL, development: set, set it' });
    await cell.waitFor();
    assert.equal(await panel.frame.getByText('changelog.example.com').count(), 0);
    await panel.frame.getByText('Show values').click();
    await eventually(
      () => cell.textContent(),
      (text) => assert.match(text ?? '', /debug/),
    );
    await cell.focus();
    await forge.workbench.page.keyboard.press('Enter');
    await forge.workbench.quickInput.opened();
    await forge.workbench.quickInput.cancel();
    await forge.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await pictures(forge.workbench, 'variables-wide');
    await forge.workbench.page.setViewportSize({ width: 400 + around, height: 900 });
    await eventually(
      () => panel.frame.evaluate<number>('innerWidth'),
      (width) => assert.equal(width, 400),
    );
    await pictures(forge.workbench, 'variables-narrow');
  });
});
