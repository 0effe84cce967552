import { becomes, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { textEditor } from '../../support/workbench/text-editor.ts';
import { pictures } from '../../support/workbench/pictures.ts';

describe('Show Scope Usage in the workbench', () => {
  const forge = useForgeConsole();

  it('leads from the title of a manifest to the line of a call, by keyboard', async () => {
    const { page, quickInput } = forge.workbench;
    await textEditor(page).open('release-notes/manifest.yml');

    await page.locator('.editor-actions .action-label[aria-label^="Show Scope Usage"]').click();
    await quickInput.opened('Scope Usage of release-notes/manifest.yml');
    await becomes(
      async () => (await quickInput.choices()).map(({ label, description }) => [label, description]).slice(0, 3),
      [
        ['read:jira-work', '5 calls'],
        ['storage:app', '2 calls'],
        ['manage:jira-project', '1 call'],
      ],
    );
    await pictures(forge.workbench, 'scope-usage');

    await quickInput.type('read:jira-work');
    await quickInput.accept();
    await quickInput.opened('read:jira-work');
    await pictures(forge.workbench, 'scope-usage-places');
    await quickInput.accept();
    await quickInput.closed();
    await page.locator('.tab.active[aria-label^="draft.js"]').waitFor();
    await page
      .locator('.statusbar-item')
      .getByText(/^Ln 6, /)
      .waitFor();
  });
});
