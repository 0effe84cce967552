import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { appNames } from '../../support/workbench/sandbox-world.ts';

describe('many apps, and none', () => {
  const forge = useForgeConsole({ sandbox: { apps: 1100 } });
  let other: Sandbox;
  before(async () => {
    other = await startSandbox();
  });
  after(() => other.close());
  const labels = async () => (await forge.apps.rows()).map(({ label }) => label);

  it('1,100 apps arrive, a thousand are shown and then the rest, and are filtered to one', async () => {
    const { apps, sandbox, workbench } = forge;
    const { page, quickInput } = workbench;
    await forge.signIn();
    const names = appNames(sandbox, sandbox.accounts.main);
    assert.equal(names.length, 1100);
    await eventually(labels, (shown) => assert.deepEqual(shown, names.slice(0, shown.length || 1)));
    await forge.focusApps();
    const lastRow = async () => {
      await page.keyboard.press('End');
      return apps.focused();
    };
    // While pages arrive, there are fewer in all.
    await becomes(async () => (await lastRow())?.spoken, 'Show More Apps, 1,000 of 1,100 shown');
    await pictures(workbench, 'more-apps');
    await page.keyboard.press('Enter');
    await becomes(async () => (await apps.focused())?.label, names[1000]);
    // It took the place of the row that was pressed, and shows with some of the others.
    await eventually(labels, (shown) => assert.ok(shown.includes(names[1005] ?? '')));
    await becomes(async () => (await lastRow())?.label, names.at(-1));
    await eventually(labels, (shown) => assert.deepEqual(shown, names.slice(-shown.length)));
    assert.ok((await labels()).length < 100);
    await page.keyboard.press('Home');
    await becomes(async () => (await apps.focused())?.label, names[0]);
    await pictures(workbench, 'thousand');

    const wanted = names.findLast((name) => names.filter((any) => any.includes(name)).length === 1) ?? '';
    await apps.press('Filter Apps');
    await quickInput.opened('Filter Apps');
    await quickInput.type(wanted.toLowerCase());
    await becomes(labels, [wanted]);
    await becomes(() => apps.message(), `Filter “${wanted.toLowerCase()}”: 1 of 1,100`);
    await quickInput.cancel();
    await quickInput.closed();
    // The next test reloads the window, which would come back with the filter if it were still there.
    await becomes(async () => (await labels())[0], names[0]);
  });

  it('an account without apps is told what to do', async () => {
    const { apps, workbench } = forge;
    await workbench.setForUser({ 'forgeConsole.gatewayUrl': other.url });
    await eventually(
      () => apps.welcome(),
      (text) => assert.match(text, /^Sign in to see/),
    );
    await forge.signIn(other.accounts.empty);
    await eventually(
      async () => (await apps.welcome()).split(/\n+/),
      (text) => {
        assert.match(text[0] ?? '', /^This account has no apps yet\./);
        assert.deepEqual(text.slice(1, 3), ['Refresh', 'Sign In with Another Account']);
        assert.match(text.at(-1) ?? '', /^An address such as you\+forge@example\.com is an account of its own/);
      },
    );
    await pictures(workbench, 'no-apps');
  });

  it('several accounts have a branch each, one has none', async () => {
    const { apps, workbench } = forge;
    await forge.signIn(other.accounts.main);
    await forge.signIn(other.accounts.alias);
    const devon = 'Devon Okafor (devon@example.com)';
    const [alias, main] = ['Mara Lindqvist (mara+forge@example.com)', 'Mara Lindqvist (mara@example.com)'];
    const ofMain = appNames(other, other.accounts.main);
    const ofAlias = appNames(other, other.accounts.alias);
    await becomes(
      async () =>
        (await apps.rows()).map(({ level, label, description, spoken }) =>
          level === 1 ? [label, description, spoken] : [label],
        ),
      [
        [devon, '0', `${devon}, 0 apps`],
        ['No apps'],
        [main, '16', `${main}, 16 apps`],
        ...ofMain.map((name) => [name]),
        [alias, '2', `${alias}, 2 apps`],
        ...ofAlias.map((name) => [name]),
      ],
    );
    await pictures(workbench, 'several-accounts');

    await apps.contextMenu(devon, ['Sign Out…']);
    await (await workbench.dialog()).press('Sign Out');
    await eventually(labels, (shown) => assert.equal(shown[0], main));
    await forge.signOut(alias);
    await becomes(labels, ofMain);
  });
});
