import assert from 'node:assert/strict';
import { canary } from '../../support/canary.ts';
import { becomes, eventually, useForgeConsole } from '../../support/workbench/forge-console.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { appNames, appOf } from '../../support/workbench/sandbox-world.ts';

describe('when something fails', () => {
  const forge = useForgeConsole();
  afterEach(() => forge.sandbox.faults.clear());
  const labels = async () => (await forge.apps.rows()).map(({ label }) => label);
  const allNames = () => appNames(forge.sandbox, forge.sandbox.accounts.main);

  it('a gateway that is out of reach, with no earlier list, has a welcome view of its own', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'drop' });
    await forge.signIn();
    forge.sandbox.faults.set('*', { kind: 'drop' });
    await eventually(
      async () => (await forge.apps.welcome()).split(/\n+/),
      (text) =>
        assert.deepEqual(text, [
          'Couldn’t reach the Atlassian gateway, and there is no saved list of apps to show.',
          'Try Again',
          'Test Connection',
          'Forge Console tries again when the network is back. Show the output.',
          'Is the gateway’s address right? Open the setting.',
        ]),
    );
    await pictures(forge.workbench, 'offline');
    const asked = () => forge.sandbox.requests.filter(({ operation }) => operation === 'AppList').length;
    const before = asked();
    await forge.apps.pressInWelcome('Try Again');
    await eventually(
      () => Promise.resolve(asked()),
      (count) => assert.ok(count > before, 'Try Again asks for nothing'),
    );
    forge.sandbox.faults.clear();
    // By a retry of that, or by itself.
    await becomes(labels, allNames());
  });

  it('what is no answer of a gateway becomes a failed row, in the place of what is missing', async () => {
    const { apps, sandbox, workbench } = forge;
    await apps.expand('Quality Gate for Compass');
    sandbox.faults.set('*', { kind: 'malformed' });
    await apps.expand('Installations', 'Quality Gate for Compass');
    await apps.find('Unexpected answer', 'Installations');
    await workbench.runCommand('Forge Console: Refresh Apps');
    await eventually(
      () => apps.rows(),
      (rows) => {
        assert.deepEqual(
          rows.slice(0, 2).map(({ label }) => label),
          ['Unexpected answer', 'Release Notes Composer'],
        );
        assert.equal(rows[0]?.description, 'Couldn’t load the apps');
        assert.equal(rows.filter(({ level }) => level === 1).length, allNames().length + 1);
      },
    );
    await eventually(
      () => apps.message(),
      (text) => assert.match(text, /^Last refreshed /),
    );
    assert.deepEqual(await workbench.notifications(), []);
    const { text } = await apps.tooltip('Unexpected answer');
    assert.match(
      text,
      /^Couldn’t load the apps\nWhy: the gateway sent an unexpected answer; check the gateway setting, or update this extension\n/,
    );
    await pictures(workbench, 'failed');

    sandbox.faults.clear();
    await apps.pressOnRow('Unexpected answer', 'Retry', 'Installations');
    await apps.find('northwind.atlassian.net', 'Installations');
    await apps.pressOnRow('Unexpected answer', 'Retry');
    await eventually(labels, (shown) => assert.ok(!shown.includes('Unexpected answer'), shown.join('\n')));
    await apps.collapse('Quality Gate for Compass');
    await becomes(labels, allNames());
  });

  it('an app that was deleted elsewhere disappears, also when it is open', async () => {
    const { apps, sandbox, workbench } = forge;
    const approval = appOf(sandbox, 'approvalButtons');
    const exporter = appOf(sandbox, 'reportExporter');
    await apps.expand(approval.name);
    sandbox.world.apps.delete(approval.uuid);
    await apps.select('Environments', approval.name);
    await becomes(labels, allNames());
    assert.ok(!allNames().includes(approval.name));

    sandbox.world.apps.delete(exporter.uuid);
    await workbench.runCommand('Forge Console: Refresh Apps');
    await becomes(labels, allNames());
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('a token that expired is told of once, and the account is signed in again from a failed row', async () => {
    const { apps, sandbox, workbench } = forge;
    await apps.expand('Customer Notes Vault');
    await apps.expand('Environments', 'Customer Notes Vault');
    await apps.find('production', 'Customer Notes Vault');
    sandbox.faults.set('*', { kind: 'status', status: 401 });
    await workbench.runCommand('Forge Console: Refresh Apps');
    await apps.find('Sign in again', 'Environments');
    await eventually(labels, (shown) => assert.equal(shown[0], 'Sign in again'));
    await apps.expand('Contributors', 'Customer Notes Vault');
    await apps.find('Sign in again', 'Contributors');
    await eventually(
      () => apps.rows(),
      (rows) => {
        const described = (part: string) => rows.find(({ label }) => label === part)?.description;
        assert.deepEqual([described('Environments'), described('Contributors')], ['3 · not refreshed', 'not loaded']);
      },
    );
    const told = await workbench.notification(
      'Atlassian no longer accepts the API token of Mara Lindqvist (mara@example.com).',
    );
    assert.equal(told.severity, 'error');
    assert.deepEqual(told.buttons, ['Sign In Again', 'Sign Out', 'Show Details']);
    assert.equal((await workbench.notifications()).length, 1);
    await pictures(workbench, 'expired');

    // VS Code shows equal messages as one: another one would only be seen once the first is closed.
    await told.close();
    const asked = sandbox.requests.length;
    await workbench.runCommand('Forge Console: Refresh Apps');
    await eventually(
      () => Promise.resolve(sandbox.requests.length),
      (now) => assert.ok(now >= asked + 3),
    );
    await apps.select('Sign in again', 'Contributors');
    await workbench.quickInput.opened('Sign In to Atlassian (1/2)');
    assert.deepEqual(await workbench.notifications(), []);
    sandbox.faults.clear();
    await becomes(() => workbench.quickInput.value(), 'mara@example.com');
    await workbench.quickInput.accept();
    await workbench.quickInput.opened('Sign In to Atlassian (2/2)');
    await workbench.quickInput.type(sandbox.accounts.main.token);
    await workbench.quickInput.accept();
    await workbench.quickInput.closed();
    await eventually(labels, (shown) => assert.equal(shown[0], 'Release Notes Composer'));
    await workbench.runCommand('Forge Console: Refresh Apps');
    await eventually(labels, (shown) => assert.ok(!shown.includes('Sign in again'), shown.join('\n')));
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('a wrong address in the setting is named when one signs in, with the way to the setting', async () => {
    const { apps, workbench } = forge;
    const { page, quickInput } = workbench;
    await workbench.setForUser({ 'forgeConsole.gatewayUrl': 'http://127.0.0.1:1/graphql' });
    await eventually(
      () => apps.welcome(),
      (text) => assert.match(text, /^Sign in to see/),
    );
    await apps.pressInWelcome('Sign In');
    await quickInput.opened('Sign In to Atlassian (1/2)');
    await quickInput.type('mara@example.com');
    await quickInput.accept();
    await quickInput.opened('Sign In to Atlassian (2/2)');
    await quickInput.type(canary('a'));
    await quickInput.accept();
    await eventually(
      () => quickInput.message(),
      (text) =>
        assert.match(
          text,
          /^Couldn’t reach 127\.0\.0\.1:1 \(.*\)\. Check your connection, your proxy and the gateway setting\.$/,
        ),
    );
    await quickInput.cancel();
    await quickInput.closed();

    // The account belongs to the gateway that it signed in to: it is back with its address.
    await workbench.setForUser({ 'forgeConsole.gatewayUrl': forge.sandbox.url });
    await becomes(
      async () => (await apps.rows()).filter(({ level }) => level === 1).map(({ label }) => label),
      allNames(),
    );

    await workbench.setForUser({ 'forgeConsole.gatewayUrl': 'http://gateway.example.com/graphql' });
    await eventually(
      () => apps.welcome(),
      (text) => assert.match(text, /^Sign in to see/),
    );
    await apps.pressInWelcome('Sign In');
    const told = await workbench.notification('Can’t sign in');
    assert.equal(
      told.text,
      'Can’t sign in: a setting is wrong: "http://gateway.example.com/graphql" is neither HTTPS nor on the computer where the extensions run.',
    );
    await told.press('Open Setting');
    await page.locator('.settings-editor .setting-item-label', { hasText: 'Gateway Url' }).waitFor();
    await page.keyboard.press('Escape');
  });
});
