import assert from 'node:assert/strict';
import { documentation } from '../../../src/core/documentation.ts';
import { appPanel, type AppPanel } from '../../support/workbench/app-panel-page.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { readCells } from '../../support/workbench/in-page.mjs';
import { pictures } from '../../support/workbench/pictures.ts';

const notes = 'Release Notes Composer';

describe('the rules of Atlassian in the panel of an app', () => {
  const forge = useForgeConsole({ viewport: { width: 1440, height: 900 } });
  let panel: AppPanel;

  before(async () => {
    await forge.signIn();
    await forge.allShown();
    await forge.apps.select(notes);
    panel = await appPanel(forge.workbench.page, notes);
  });

  /** Follows the link beside a rule: VS Code asks about its address, of which it leaves out the part after `#`. */
  async function assertLeadsTo(rule: string, address: string): Promise<void> {
    await panel.frame.locator('.rule', { hasText: rule }).getByRole('button', { name: 'Learn more' }).click();
    const question = await forge.workbench.dialog();
    await question.cancel();
    assert.ok(`${question.text} ${question.detail}`.includes(address.replace(/#.*$/, '')), question.detail);
  }

  it('says in Overview which APIs the version in production uses, with their scopes', async () => {
    const card = panel.frame.locator('section.card', {
      has: panel.frame.getByRole('heading', { name: 'Permissions' }),
    });
    await eventually(
      () => card.locator('li').allInnerTexts(),
      (lines) =>
        assert.deepEqual(
          lines.map((line) => line.replaceAll('\n', ' ')),
          ['Forge storage 1 scope', 'Jira API 3 scopes'],
        ),
    );
    await card.getByRole('button', { name: 'View permissions' }).click();
    await becomes(() => panel.shownTab(), 'Permissions');
  });

  it('says in Permissions where scopes are set, when the console shows them, and what they protect', async () => {
    await assertLeadsTo('Scopes are set in the manifest', documentation.scopes);
    await assertLeadsTo('deployed to production', documentation.environmentsAndVersions);
    await assertLeadsTo('limit what an app can reach', documentation.securityOfPermissions);
  });

  it('adds a scope from there', async () => {
    await panel.frame.getByRole('button', { name: 'Add Scope…' }).click();
    const { quickInput } = forge.workbench;
    await quickInput.opened('Add Scopes to release-notes/manifest.yml');
    await quickInput.type('read:issue-type:jira');
    await pictures(forge.workbench, 'add-scope');
    await quickInput.cancel();
  });

  it('says in Environments what a version is', async () => {
    await panel.tab('Environments');
    await assertLeadsTo('Each deployment makes a new version', documentation.environmentsAndVersions);
  });

  it('says in Contributors what each role may do', async () => {
    await panel.tab('Contributors');
    await panel.frame.getByText('What each role may do').first().click();
    const rows = await panel.frame.locator('.roles tbody tr').evaluateAll(readCells);
    assert.equal(rows.length, 6);
    assert.deepEqual(rows.at(-1), ['Delete the app or transfer its ownership', 'The owner alone']);
    assert.deepEqual(rows[2], ['Deploy to production, and set its variables', 'Deployer, Admin']);
    await assertLeadsTo('managed in the developer console', documentation.rolesAndPermissions);
  });
});
