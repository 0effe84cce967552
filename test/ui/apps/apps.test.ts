import assert from 'node:assert/strict';
import { scopes } from '../../../src/sandbox/world/world-scopes.ts';
import { becomes, browserDialogs, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures, dragSideBarTo } from '../../support/workbench/pictures.ts';
import { appOf, environmentsOf, installationsOf, permissionsOf } from '../../support/workbench/sandbox-world.ts';

describe('the apps', () => {
  const forge = useForgeConsole();
  before(async () => {
    await forge.signIn();
    await forge.allShown();
  });

  /** What is shown below an app's row, or below one of the rows there. */
  async function below(app: string, part?: string): Promise<{ label: string; description: string; spoken: string }[]> {
    const rows = await forge.apps.rows();
    const top = rows.findIndex(({ label }) => label === app);
    const start = part === undefined ? top : rows.findIndex(({ label }, index) => index > top && label === part);
    const level = rows[start]?.level ?? 0;
    const end = rows.findIndex((row, index) => index > start && row.level <= level);
    return rows.slice(start + 1, end < 0 ? undefined : end).filter((row) => row.level === level + 1);
  }

  it('have their environments as in the world, with version and installations', async () => {
    const app = appOf(forge.sandbox, 'releaseNotes');
    await forge.apps.expand(app.name);
    await forge.apps.expand('Environments', app.name);
    await forge.apps.find('production', 'Environments');
    const expected = environmentsOf(app).map(({ key, latest, installations }) => {
      const installed =
        installations === 0 ? 'not installed' : `${installations} installation${installations === 1 ? '' : 's'}`;
      return [key, `${latest?.version} · … · ${installed}`];
    });
    assert.equal(expected.length, 5);
    const shown = async () =>
      (await below(app.name, 'Environments')).map(({ label, description }) => [
        label,
        description.replace(/ · .* · /, ' · … · '),
      ]);
    await becomes(shown, expected);
    const [production] = await below(app.name, 'Environments');
    assert.equal(production?.spoken, `Environment production, ${production?.description}`);
  });

  it('have their permissions by API, with the scopes of production', async () => {
    const app = appOf(forge.sandbox, 'releaseNotes');
    await forge.apps.expand(app.name);
    await forge.apps.expand('Permissions', app.name);
    const expected = [...permissionsOf(app)].sort(([a], [b]) => a.localeCompare(b));
    assert.ok(expected.length >= 2);
    const count = (keys: string[]) => (keys.length === 1 ? '1 scope' : `${keys.length} scopes`);
    await becomes(
      async () => (await below(app.name, 'Permissions')).map(({ label, description }) => [label, description]),
      expected.map(([api, keys]) => [api, count(keys)]),
    );
    for (const [api, keys] of expected) {
      await forge.apps.expand(api, 'Permissions');
      await becomes(
        async () => (await below(app.name, api)).map(({ label, description }) => [label, description]),
        keys.map((key) => [key, scopes.get(key)?.name ?? '']),
      );
    }
  });

  it('have their installations and contributors as in the world', async () => {
    const app = appOf(forge.sandbox, 'releaseNotes');
    await forge.apps.expand(app.name);
    await forge.apps.collapse('Environments', app.name);
    await forge.apps.collapse('Permissions', app.name);
    await forge.apps.expand('Installations', app.name);
    const expected = installationsOf(app).map(
      ({ site, environment, version }) =>
        `${site?.hostName} ${environment.key === 'default' ? 'development' : environment.key} · ${version.version} · Jira`,
    );
    const shown = async () =>
      (await below(app.name, 'Installations')).map(
        ({ label, description }) => `${label} ${description.replace(/ · [^·]+$/, '')}`,
      );
    await eventually(shown, (rows) => assert.deepEqual(rows.toSorted(), expected.toSorted()));
    await eventually(
      () => below(app.name, 'Installations'),
      (rows) => assert.ok(rows.every(({ description }) => /(up to date|outdated)$/.test(description))),
    );

    await forge.apps.expand('Contributors', app.name);
    const people = app.contributors.map(({ person, owner, roles }) => [person.name, owner, roles[0]] as const);
    await eventually(
      () => below(app.name, 'Contributors'),
      (rows) => {
        assert.equal(rows[0]?.label, people.find(([, owner]) => owner)?.[0]);
        assert.equal(rows[0]?.description, 'Owner · Admin');
        assert.deepEqual(rows.map(({ label }) => label).sort(), people.map(([name]) => name).sort());
      },
    );
  });

  it('look good expanded', async () => {
    await forge.apps.expand('Release Notes Composer');
    await forge.apps.expand('Environments', 'Release Notes Composer');
    await forge.apps.expand('Installations', 'Release Notes Composer');
    await forge.apps.find('mara-dev.atlassian.net', 'Installations');
    await pictures(forge.workbench, 'expanded');
    await dragSideBarTo(forge.workbench, 200);
    await pictures(forge.workbench, 'narrow');
    await dragSideBarTo(forge.workbench, 560);
    await pictures(forge.workbench, 'wide');
    await dragSideBarTo(forge.workbench, 300);
    await forge.apps.collapse('Release Notes Composer');
  });

  it('say so where they were never deployed, and where not to production', async () => {
    await forge.apps.expand('Standup Digest');
    await forge.apps.expand('Permissions', 'Standup Digest');
    await becomes(
      async () => (await below('Standup Digest', 'Permissions')).map(({ label }) => label),
      ['Permissions appear here after the first deployment to production'],
    );
    await becomes(
      async () => (await below('Standup Digest')).find(({ label }) => label === 'Permissions')?.description,
      'not deployed to production',
    );
    await forge.apps.expand('Environments', 'Standup Digest');
    await becomes(
      async () => (await below('Standup Digest', 'Environments')).map(({ label, description }) => [label, description]),
      ['production', 'staging', 'development'].map((key) => [key, 'never deployed · not installed']),
    );
    await forge.apps.collapse('Standup Digest');

    await forge.apps.expand('Merge Gatekeeper');
    await forge.apps.expand('Permissions', 'Merge Gatekeeper');
    await becomes(
      async () => (await below('Merge Gatekeeper', 'Permissions')).map(({ label }) => label),
      ['Permissions appear here after the first deployment to production', 'Deployed to development (2 scopes)'],
    );
    await forge.apps.collapse('Merge Gatekeeper');
  });

  it('show names with markup letter by letter wherever they appear, and run nothing', async () => {
    const { apps, workbench } = forge;
    const { page, quickInput } = workbench;
    const { name, description } = appOf(forge.sandbox, 'hostileName');
    const literal = (text: string) => text.replaceAll('\u2060', '');
    const dialogs = browserDialogs(workbench);

    await apps.find(name);
    const row = (await apps.rows()).find(({ label }) => label === name);
    assert.ok(row?.spoken.startsWith(`${name}, Forge, `), row?.spoken);
    const { text, links } = await apps.tooltip(name);
    assert.equal(text.split('\n')[0], name);
    assert.equal(text.split('\n')[2], `Description: ${description.replace('\n', ' ')}`);
    assert.equal(links, 0);

    await workbench.runCommand('Forge Console: Reveal Manifest');
    await quickInput.opened('Reveal Manifest');
    await quickInput.type('onerror');
    await becomes(async () => (await quickInput.choices()).map(({ label }) => literal(label)), [name]);
    await quickInput.accept();
    const told = await workbench.notification('isn’t in this workspace');
    assert.equal(
      literal(told.text),
      `The manifest of ${name} isn’t in this workspace. Open the app’s folder to see it here.`,
    );
    assert.equal(await page.locator('.notification-list-item-message a').count(), 0);
    await told.close();

    await apps.press('Filter Apps');
    await quickInput.opened('Filter Apps');
    await quickInput.type(name);
    await becomes(
      async () => literal(await apps.message()),
      `Filter “${name}”: 1 of ${forge.sandbox.world.appsOf(forge.sandbox.world.accounts.main.person).length}`,
    );
    await quickInput.type('');
    await quickInput.accept();

    for (const frame of page.frames()) {
      assert.equal(await frame.locator('img[src="x"]').count(), 0);
      assert.equal(await frame.locator('[href^="command:x"], [data-href^="command:x"]').count(), 0);
    }
    assert.deepEqual(dialogs, []);
  });

  it('have tooltips with all that is known of them', async () => {
    const { name, description } = appOf(forge.sandbox, 'releaseNotes');
    const { text } = await forge.apps.tooltip(name);
    assert.ok(text.includes(`\nDescription: ${description}\n`), text);
    assert.match(
      (await forge.apps.tooltip('議事録アシスタント')).text,
      /^議事録アシスタント\nType: Forge\nDescription: 会議のメモから議事録を作成し、関係者に共有します。\n/,
    );
  });

  it('give their ids to the clipboard, from a row or from a choice', async () => {
    const { apps, workbench } = forge;
    const { quickInput } = workbench;
    const ari = (key: Parameters<typeof appOf>[1]) => `ari:cloud:ecosystem::app/${appOf(forge.sandbox, key).uuid}`;
    await apps.contextMenu('Timesheets & Rates for Jira', ['Copy', 'Copy App ID']);
    assert.equal(await workbench.clipboard(), ari('timesheets'));

    await apps.expand('Release Notes Composer');
    await apps.expand('Environments', 'Release Notes Composer');
    await apps.contextMenu('staging', ['Copy', 'Copy Environment ID'], 'Release Notes Composer');
    assert.equal(
      await workbench.clipboard(),
      environmentsOf(appOf(forge.sandbox, 'releaseNotes')).find(({ key }) => key === 'staging')?.environment.id,
    );
    await apps.collapse('Release Notes Composer');

    await workbench.runCommand('Forge Console: Copy App ID');
    await quickInput.opened('Copy App ID');
    await quickInput.type('議事録');
    await becomes(async () => (await quickInput.choices()).map(({ label }) => label), ['議事録アシスタント']);
    await quickInput.accept();
    assert.equal(await workbench.clipboard(), ari('minutesJapanese'));
  });

  it('can be worked with by keyboard alone, and say what they are', async () => {
    const { apps, sandbox, workbench } = forge;
    const { page } = workbench;
    const focus = async (label: string) => becomes(async () => (await apps.focused())?.label, label);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    sandbox.faults.set('*', { kind: 'malformed' });
    await forge.focusApps();
    await press('Home');
    await focus('Release Notes Composer');
    await press('ArrowDown');
    await eventually(
      async () => (await apps.focused())?.spoken ?? '',
      (spoken) =>
        assert.match(
          spoken,
          /^Sprint Forecast, Forge, version 2\.1\.0 in production, updated .+ ago, Not distributed, in this workspace$/,
        ),
    );
    await press('ArrowRight');
    await becomes(async () => (await below('Sprint Forecast')).length, 6);
    await press('ArrowRight');
    await focus('Environments');
    await press(...Array<string>(5).fill('ArrowDown'));
    await focus('Contributors');

    await press('ArrowRight');
    await apps.find('Unexpected answer', 'Contributors');
    await press('ArrowDown');
    await eventually(
      async () => (await apps.focused())?.spoken ?? '',
      (spoken) => assert.match(spoken, /^Couldn’t load the contributors: the gateway sent an unexpected answer/),
    );
    sandbox.faults.clear();
    await press('Enter');
    await becomes(
      async () => (await below('Sprint Forecast', 'Contributors')).map(({ label }) => label),
      ['Aiko Tanaka', 'Chloé Martin', 'Mara Lindqvist'],
    );

    await forge.focusApps();
    await press('Home', 'ArrowDown');
    await focus('Sprint Forecast');
    await press('Shift+F10');
    // Before the menu is there, the tree would take the keys.
    await page.locator('.monaco-menu').waitFor();
    const entry = () =>
      page.locator('.monaco-menu .action-item.focused > .action-menu-item .action-label').last().innerText();
    await becomes(async () => {
      await press('ArrowDown');
      return entry();
    }, 'Copy');
    await press('ArrowRight');
    await becomes(entry, 'Copy App ID');
    await press('Enter');
    assert.equal(await workbench.clipboard(), `ari:cloud:ecosystem::app/${appOf(sandbox, 'sprintForecast').uuid}`);
  });
});
