import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { canary } from '../../support/canary.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { appNames } from '../../support/workbench/sandbox-world.ts';

const sampleNames = ['Release Notes Composer', 'Sprint Forecast', 'Decision Register'];

describe('signing in', () => {
  const forge = useForgeConsole({ environment: true });
  const labels = async () => (await forge.apps.rows()).map(({ label }) => label);
  const welcome = async () => (await forge.apps.welcome()).split(/\n+/);
  const signedOut = [
    'Sign in to see your Forge apps, Connect apps and OAuth 2.0 (3LO) integrations here.',
    'Sign In',
    'No account at hand? Try everything with sample apps.',
    'Explore with Sample Apps',
  ];

  it('welcomes people who are signed out with two ways in, and takes no credentials from the environment by itself', async () => {
    await becomes(welcome, signedOut);
    assert.deepEqual(await forge.apps.rows(), []);
    assert.equal(forge.sandbox.requests.length, 0);
    await pictures(forge.workbench, 'signed-out');
  });

  it('takes an e-mail address and a token; a wrong one leaves the box open with the reason', async () => {
    const { apps, sandbox, workbench } = forge;
    const { quickInput } = workbench;
    const { main } = sandbox.accounts;
    await apps.pressInWelcome('Sign In');
    await quickInput.opened('Sign In to Atlassian');
    await becomes(
      () => quickInput.choices(),
      [
        {
          label: `Use ${main.email}`,
          description: 'from FORGE_EMAIL and FORGE_API_TOKEN',
          checked: false,
        },
        { label: 'Enter an e-mail address and an API token…', description: '', checked: false },
      ],
    );
    await quickInput.choose('Enter an e-mail address and an API token…');

    await quickInput.opened('Sign In to Atlassian (1/2)');
    assert.equal(await quickInput.masked(), false);
    await quickInput.type('mara at example');
    await quickInput.accept();
    await becomes(() => quickInput.message(), 'This is not an e-mail address.');
    await quickInput.type(main.email);
    await quickInput.accept();

    await quickInput.opened('Sign In to Atlassian (2/2)');
    assert.equal(await quickInput.masked(), true);
    await quickInput.press('Create an API token in the browser');
    const leaving = await workbench.dialog();
    assert.match(
      `${leaving.text} ${leaving.detail}`,
      /https:\/\/id\.atlassian\.com\/manage-profile\/security\/api-tokens/,
    );
    await leaving.cancel();

    await quickInput.type(canary('wrong'));
    await quickInput.accept();
    await becomes(
      () => quickInput.message(),
      `Atlassian doesn’t accept this token for ${main.email}. Check the e-mail address, or create a new token.`,
    );
    assert.equal(await quickInput.masked(), true);
    await pictures(forge.workbench, 'wrong-token');
    assert.deepEqual(await apps.rows(), []);
    await quickInput.type(main.token);
    await quickInput.accept();
    await quickInput.closed();
    await apps.find('Release Notes Composer');
  });

  it('shows the apps of this workspace on top, then all others, newest update first', async () => {
    await becomes(labels, appNames(forge.sandbox, forge.sandbox.accounts.main));
    const [first, , , fourth] = await forge.apps.rows();
    assert.match(first?.description ?? '', /^.+ ago · in this workspace$/);
    assert.match(fourth?.description ?? '', /^2\.4\.0 · 2 days ago$/);
    await pictures(forge.workbench, 'list');
  });

  it('signs out once that is confirmed', async () => {
    const { apps, workbench } = forge;
    await workbench.runCommand('Forge Console: Sign Out…');
    const question = await workbench.dialog();
    assert.equal(question.text, 'Sign out of Mara Lindqvist (mara@example.com)?');
    assert.ok(question.detail.includes(`stored for this account from ${hostname()}.`), question.detail);
    assert.deepEqual(question.buttons.sort(), ['Cancel', 'Sign Out']);
    await question.press('Cancel');
    await apps.find('Release Notes Composer');

    await forge.signOut();
    await becomes(welcome, signedOut);
  });

  it('signs in with the credentials of the environment once they are chosen, and out from the Accounts menu', async () => {
    const { apps, workbench } = forge;
    await apps.pressInWelcome('Sign In');
    await workbench.quickInput.choose('Use mara@example.com');
    await apps.find('Release Notes Composer');

    const account = 'Mara Lindqvist (mara@example.com) (Forge Console)';
    const menu = await workbench.accountsMenu();
    const entries = await menu.entries();
    assert.ok(entries.includes(account), entries.join('\n'));
    await menu.choose(account, 'Sign Out');
    await (await workbench.dialog()).press('Sign Out');
    await becomes(welcome, signedOut);
  });

  it('explores the sample apps, which ask no gateway and are there after a reload', async () => {
    const asked = forge.sandbox.requests.length;
    const { quickInput } = forge.workbench;
    await forge.apps.pressInWelcome('Explore with Sample Apps');
    await quickInput.opened('Explore with Sample Apps');
    await becomes(
      async () => (await quickInput.choices()).map(({ label, checked }) => [label, checked]),
      [
        ['mara@example.com', true],
        ['mara+forge@example.com', false],
        ['devon@example.com', false],
      ],
    );
    await quickInput.accept();
    let before: string[] = [];
    await eventually(
      async () => (before = await labels()),
      (shown) => assert.deepEqual(shown.slice(0, 3), sampleNames),
    );
    assert.ok(before.length > 12);

    await forge.workbench.stored('"exploringSampleApps":["main"]');
    await forge.workbench.reload();
    await forge.openView();
    await becomes(labels, before);
    assert.equal(forge.sandbox.requests.length, asked);

    await forge.signOut();
    await becomes(welcome, signedOut);
  });
});
