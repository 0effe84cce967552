import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appAri } from '../../../src/core/ids.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { appPanel, type AppPanel } from '../../support/workbench/app-panel-page.ts';
import { scrollByRows } from '../../support/workbench/in-page.mjs';
import { becomes, browserDialogs, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { chooseFromMenu, menuEntries } from '../../support/workbench/menu.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { reviewFrame } from '../../support/workbench/review-frame.ts';
import { appOf, environmentsOf, installationsOf } from '../../support/workbench/sandbox-world.ts';

const notes = 'Release Notes Composer';
const hostile = `<img src=x onerror=alert(1)> "Quoted" & 'Co' [link](command:x)`;

describe('the panel of an app', () => {
  const forge = useForgeConsole({ viewport: { width: 1440, height: 900 }, settings: { 'files.autoSave': 'off' } });
  let panel: AppPanel;
  let dialogs: readonly string[];

  before(async () => {
    dialogs = browserDialogs(forge.workbench);
    await forge.signIn();
    await forge.allShown();
  });

  async function open(name: string): Promise<AppPanel> {
    await forge.apps.select(name);
    return appPanel(forge.workbench.page, name);
  }

  it('opens by a click on the app, with the overview as in the world', async () => {
    panel = await open(notes);
    const app = appOf(forge.sandbox, 'releaseNotes');
    await becomes(() => panel.shownTab(), 'Overview');
    await eventually(
      () => panel.facts('App details'),
      (facts) => {
        assert.equal(facts['App ID'], appAri(sampleAppIds.releaseNotes));
        assert.equal(
          facts.Environments,
          environmentsOf(app)
            .map(({ key }) => key)
            .join(', '),
        );
        assert.equal(facts.Type, 'Forge');
        assert.equal(facts.Description, app.description);
        assert.equal(facts['Compatible with'], 'Jira');
        for (const { key, latest } of environmentsOf(app))
          if (latest) assert.ok(facts['Currently deployed to']?.includes(`${key} ${latest.version}`), key);
      },
    );
    // Each part of the page arrives by itself.
    await eventually(
      () => panel.facts('Contributors'),
      (contributors) => {
        assert.equal(contributors['Your role'], 'Owner, Admin');
        assert.equal(contributors.Owner, 'Mara Lindqvist');
        assert.equal(contributors.Total, String(app.contributors.length));
      },
    );
    await becomes(async () => (await panel.facts('Monitoring')).Installations, String(installationsOf(app).length));
    const sharing = installationsOf(app).filter(({ config }) => config.ALLOW_LOGS_ACCESS === true);
    const sites = new Set(sharing.map(({ site }) => site?.hostName)).size;
    assert.ok(sites > 0);
    await eventually(
      () => panel.facts('Monitoring'),
      (monitoring) => assert.match(monitoring['Sites sharing logs'] ?? '', new RegExp(`^${sites} of \\d+ sites$`)),
    );
    await becomes(async () => (await panel.facts('Distribution')).Status, 'Not distributed');
  });

  it('copies the app id with one click', async () => {
    await panel.frame.locator('button.copyable').filter({ hasText: 'ari:cloud:ecosystem' }).first().click();
    await becomes(() => forge.workbench.clipboard(), appAri(sampleAppIds.releaseNotes));
  });

  it('leaves open a pick that it takes the focus from', async () => {
    const { quickInput } = forge.workbench;
    await forge.workbench.runCommand('Forge Console: Web Triggers…');
    await quickInput.opened('Web Triggers');
    await panel.frame.getByText('Your role').click();
    await quickInput.choose(notes);
    await quickInput.opened(`Web Triggers of ${notes}`);
    await quickInput.cancel();
    await quickInput.closed();
  });

  it('has VS Code’s own menu, which copies what was right-clicked', async () => {
    const { page } = forge.workbench;
    const id = panel.frame.locator('button.copyable').filter({ hasText: 'ari:cloud:ecosystem' }).first();
    await id.click({ button: 'right' });
    const entries = await menuEntries(page);
    const expected = ['Copy', 'Copy App ID', 'Open in the Developer Console', 'Reveal Manifest', 'Refresh App…'];
    assert.deepEqual(
      entries.filter((entry) => expected.includes(entry)),
      expected,
    );
    assert.ok(!entries.includes('Uninstall…'), 'nothing is uninstalled from here');
    await chooseFromMenu(page, 'Copy');
    await becomes(() => forge.workbench.clipboard(), appAri(sampleAppIds.releaseNotes));
  });

  it('tells the title that users see in Jira, and goes to its line', async () => {
    const manifest = await readFile(join(forge.workbench.workspace, 'release-notes/manifest.yml'), 'utf8');
    const line = manifest.split('\n').findIndex((text) => text.includes('title:')) + 1;
    await panel.frame.locator(`button[title="Open line ${line} of the manifest"]`).first().click();
    const { page } = forge.workbench;
    await page.locator('.tab.active[aria-label^="manifest.yml"]').waitFor();
    await page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
  });

  it('has each environment with its version, and the versions before it', async () => {
    panel = await open(notes);
    await panel.tab('Environments');
    const cards = panel.frame.locator('article.environment');
    const expected = environmentsOf(appOf(forge.sandbox, 'releaseNotes'));
    await becomes(() => cards.count(), expected.length);
    for (const [index, { key, latest }] of expected.entries()) {
      await eventually(
        () => cards.nth(index).innerText(),
        (text) =>
          assert.ok(
            text.includes(key) && text.includes(latest?.version ?? 'Nothing deployed yet'),
            `${key} in ${text}`,
          ),
      );
    }
    await cards.first().getByRole('button', { name: 'Versions', exact: true }).click();
    const rows = cards.first().locator('.versions-table tbody tr');
    const versions = expected[0]?.environment.versions.map(({ version }) => version) ?? [];
    await becomes(
      async () => (await rows.locator('th').allInnerTexts()).map((text) => text.trim().split(/\s/)[0]),
      versions,
    );
    assert.match(await rows.first().innerText(), /major version/);
  });

  it('compares the manifest with what is deployed, and goes to a scope’s line', async () => {
    await panel.tab('Permissions');
    const row = (scope: string) =>
      panel.frame.locator('table.permissions tr').filter({ has: panel.frame.locator('th', { hasText: scope }) });
    // The manifest asks for a scope that production (version 4) does not have.
    await eventually(
      () => row('manage:jira-project').innerText(),
      (text) => assert.match(text, /to be added/),
    );
    await eventually(
      () => row('read:jira-work').innerText(),
      (text) => assert.match(text, /present/),
    );
    await panel.frame.locator('.consequences, [class*="consequence"]').first().waitFor();
    await eventually(
      () => panel.text(),
      (text) => assert.match(text, /makes a major version \(scopes added\): admins must approve it/),
    );
    await row('manage:jira-project')
      .getByRole('button', { name: /open line/ })
      .click();
    const manifest = await readFile(join(forge.workbench.workspace, 'release-notes/manifest.yml'), 'utf8');
    const line = manifest.split('\n').findIndex((text) => text.includes('manage:jira-project')) + 1;
    await forge.workbench.page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
  });

  it('follows the manifest as it is typed', async () => {
    const { page } = forge.workbench;
    // The editor stands at the scope's line, from the test before; it has the keys only once it has the focus.
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('- delete:issue:jira');
    await page.locator('.tab.dirty').first().waitFor();
    panel = await open(notes);
    await panel.frame.locator('table.permissions th', { hasText: 'delete:issue:jira' }).waitFor();
  });

  it('lists the installations; filtering, sorting and saving them as CSV agree', async () => {
    await panel.tab('Installations');
    const grid = panel.frame.locator('[role="grid"]');
    const app = appOf(forge.sandbox, 'releaseNotes');
    await becomes(() => grid.getAttribute('aria-rowcount'), String(installationsOf(app).length + 1));
    await grid.getByRole('button', { name: 'Site' }).click();
    const sites = async () => (await grid.locator('[role="rowheader"]').allInnerTexts()).map((text) => text.trim());
    await eventually(sites, (shown) =>
      assert.deepEqual(
        shown,
        shown.toSorted((a, b) => a.localeCompare(b)),
      ),
    );
    await panel.frame.locator('vscode-text-field.filter input').fill('northwind');
    const expected = installationsOf(app).filter(({ site }) => site?.hostName.includes('northwind')).length;
    assert.ok(expected > 0);
    await becomes(() => grid.getAttribute('aria-rowcount'), String(expected + 1));

    await panel.frame.getByRole('button', { name: 'Save as CSV…' }).click();
    // The dialog proposes a name in the workspace folder.
    const target = join(forge.workbench.workspace, 'release-notes-composer_installations.csv');
    await becomes(() => forge.workbench.quickInput.value(), target);
    await forge.workbench.quickInput.accept();
    const csv = await fileText(target);
    const [head, ...lines] = csv.trim().split('\r\n');
    assert.match(head ?? '', /^Installation ID,Site,Atlassian apps,/);
    assert.deepEqual(
      lines.map((line) => line.split(',')[1]),
      await sites(),
    );
  });

  it('draws only the rows that come into view when a long list is scrolled', async () => {
    const vault = forge.sandbox.world.apps.get(sampleAppIds.customerVault)?.details() ?? assert.fail();
    const [one] = vault.installations;
    assert.ok(one);
    Object.assign(vault, {
      installations: Array.from({ length: 300 }, (_, index) => ({
        ...one,
        id: `${one.id.slice(0, -6)}${String(index).padStart(6, '0')}`,
      })),
    });
    const shown = await open('Customer Notes Vault');
    await shown.tab('Installations');
    await shown.frame.locator('[role="grid"][aria-rowcount="301"]').waitFor();
    const { before, after, touched } = await shown.frame.evaluate(scrollByRows, { to: 100, by: 8 });
    const last = before.at(-1) ?? 0;
    assert.ok(before.length < 80 && last < 200, `${before.length} of 300 rows are drawn, to ${last}`);
    assert.deepEqual(
      after,
      before.map((index) => index + 8),
    );
    assert.ok(touched.length > 0);
    assert.deepEqual(
      touched.filter((index) => index <= last),
      [],
      'rows that were there already',
    );
    await forge.workbench.runCommand('View: Close Editor');
    panel = await open(notes);
  });

  it('lists the contributors and what happened to them', async () => {
    await panel.tab('Contributors');
    const { contributors } = appOf(forge.sandbox, 'releaseNotes');
    for (const { person } of contributors)
      await panel.frame.locator('tbody th, tbody td').filter({ hasText: person.name }).first().waitFor();
    await panel.frame.getByRole('button', { name: 'Contributor history' }).click();
    const history = panel.frame.locator('#contributor-history');
    for (const what of ['Ownership transferred', 'Contributor removed', 'Role changed'])
      await history.locator('td, th, li').filter({ hasText: what }).first().waitFor();
  });

  it('keeps tab and filter when it was hidden, and across a reload of the window', async () => {
    await panel.tab('Installations');
    await open('Sprint Forecast');
    panel = await open(notes);
    await becomes(() => panel.shownTab(), 'Installations');
    await becomes(() => panel.frame.locator('vscode-text-field.filter input').inputValue(), 'northwind');
    await forge.workbench.reloadWindow();
    await forge.openView();
    panel = await appPanel(forge.workbench.page, notes);
    await becomes(() => panel.shownTab(), 'Installations');
  });

  it('is worked by the keyboard: arrows between tabs, Enter on the button to refresh', async () => {
    await panel.tab('Overview');
    await panel.frame.locator('vscode-panel-tab[aria-selected="true"]').focus();
    await forge.workbench.page.keyboard.press('ArrowRight');
    await becomes(() => panel.shownTab(), 'Environments');
    const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'EnvironmentList').length;
    const before = asked();
    await panel.frame.getByRole('button', { name: 'Refresh' }).focus();
    await forge.workbench.page.keyboard.press('Enter');
    await eventually(
      () => Promise.resolve(asked()),
      (now) => assert.ok(now > before),
    );
  });

  it('shows a hostile name letter by letter on every tab, and runs nothing of it', async () => {
    panel = await open(hostile);
    assert.equal(await panel.heading.innerText(), hostile);
    for (const tab of ['Environments', 'Permissions', 'Installations', 'Contributors', 'Overview']) {
      await panel.tab(tab);
      assert.equal(await panel.frame.locator('img, iframe, object, embed').count(), 0);
      assert.equal(await panel.frame.locator('a[href^="command:"], [onerror], [onclick]').count(), 0);
    }
    assert.deepEqual(dialogs, []);
  });

  it('says what failed in the place where it failed, and loads it on Retry', async () => {
    forge.sandbox.faults.set('ContributorActivity', { kind: 'status', status: 403 });
    forge.sandbox.faults.set('ContributorList', { kind: 'status', status: 403 });
    panel = await open('Timesheets & Rates for Jira');
    const failure = panel.frame.locator('.failed').first();
    await failure.waitFor();
    assert.match(await failure.innerText(), /Not allowed/);
    // What a role doesn’t allow is told apart from what went wrong.
    assert.equal(await failure.locator('.codicon-lock').count(), 1);
    await becomes(async () => (await panel.facts('App details')).Type, 'Forge');
    forge.sandbox.faults.clear();
    await failure.getByRole('button', { name: 'Retry' }).click();
    await eventually(
      () => panel.facts('Contributors'),
      (facts) => assert.equal(facts.Owner, 'Mara Lindqvist'),
    );
  });

  it('leads to deleting the app, which is checked before anything is asked', async () => {
    panel = await open('Approval Buttons');
    await panel.tab('Overview');
    await panel.frame.getByRole('button', { name: 'Delete App…' }).click();
    // It is installed, so that nothing can be typed yet: the page says what stands in the way.
    const review = await reviewFrame(forge.workbench.page, 'Delete Approval Buttons');
    await review.getByText('This app can’t be deleted yet.').waitFor();
    await forge.workbench.runCommand('View: Close Editor');
    assert.equal(forge.sandbox.requests.filter(({ operation }) => operation === 'DeleteApp').length, 0);
    assert.ok(forge.sandbox.world.apps.has(sampleAppIds.approvalButtons));
  });

  for (const [name, id, tabs, callback] of [
    ['Asset Bridge Cloud', 'assetBridge', ['Overview', 'Installations', 'Contributors'], undefined],
    [
      'Report Exporter integration',
      'reportExporter',
      ['Overview', 'Contributors'],
      'https://warehouse.example.com/oauth/callback',
    ],
  ] as const) {
    it(`has what there is of ${name}, and nothing of Forge`, async () => {
      panel = await open(name);
      const heads = panel.frame.locator('vscode-panel-tab');
      await becomes(async () => (await heads.allInnerTexts()).map((text) => text.replace(/[\d,.\s]+$/, '')), [...tabs]);
      const [environment] = appOf(forge.sandbox, id).details().environments;
      await eventually(
        () => panel.facts('Access to Atlassian’s APIs'),
        (facts) => {
          assert.equal(facts['Client ID'], environment?.clientId);
          assert.equal(facts['Callback URLs'], callback);
          for (const scope of environment?.versions[0]?.manifest.scopes ?? [])
            assert.ok(facts['Scopes granted']?.includes(scope), scope);
        },
      );
      const text = await panel.text();
      for (const word of ['manifest', 'newest', 'Forge CLI', 'forge ']) assert.ok(!text.includes(word), word);
      assert.equal(text.includes('Cloud Fortified'), id === 'assetBridge');
      await panel.frame.getByText('Delete App…').waitFor();
      assert.match(text, /can be deleted only in the developer console/);
      await panel.frame.getByText(environment?.clientId ?? '').click();
      await becomes(() => forge.workbench.clipboard(), environment?.clientId);
      await pictures(forge.workbench, `panel-${id}`);
    });
  }

  it('explains the kinds of apps', async () => {
    await panel.frame.getByRole('button', { name: 'What kinds of apps are there?' }).click();
    const dialog = forge.workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Connect apps run on a server of their developer').waitFor();
    await dialog.getByText('Learn More').waitFor();
    await pictures(forge.workbench, 'kinds-of-apps');
    await forge.workbench.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('becomes a notice when its app was deleted elsewhere', async () => {
    panel = await open('Field Guard');
    forge.sandbox.world.apps.delete(sampleAppIds.fieldGuard);
    await forge.workbench.runCommand('Forge Console: Refresh Apps');
    await panel.frame.getByText('This app is gone').waitFor();
  });

  it('looks good', async () => {
    panel = await open(notes);
    for (const tab of ['Overview', 'Permissions', 'Installations']) {
      await panel.tab(tab);
      await pictures(forge.workbench, `panel-${tab.toLowerCase()}`);
    }
  });

  it('closes when its account signs out', async () => {
    await forge.signOut();
    await becomes(() => forge.workbench.page.locator('.editor-group-container .tab', { hasText: notes }).count(), 0);
  });
});

/** The text of a file once it is there and whole. */
async function fileText(path: string): Promise<string> {
  let text = '';
  await eventually(
    async () => (text = await readFile(path, 'utf8').catch(() => '')),
    (read) => assert.notEqual(read, ''),
  );
  return text;
}
