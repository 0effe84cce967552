import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { canary } from '../../support/canary.ts';
import { setGateway, useConsole } from '../../support/editor/console.ts';
import { labelsOf, settledRows } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

const tokenPage = 'https://id.atlassian.com/manage-profile/security/api-tokens';

describe('signing in', () => {
  const forge = useConsole();
  const signIn = () => vscode.commands.executeCommand('forgeConsole.account.signIn');
  const stored = () => forge.extension.context.secrets.keys();

  async function assertNobodySignedIn(): Promise<void> {
    assert.deepEqual(await stored(), []);
    assert.deepEqual(forge.services.data.list, []);
    assert.deepEqual(await vscode.authentication.getAccounts('forge-console'), []);
  }

  it('asks for the address and the token, asks the gateway who that is, and only then keeps the token', async () => {
    const { main } = forge.sandbox.accounts;
    const storedWhenChecked: Promise<string[]>[] = [];
    forge.sandbox.faults.set('Me', {
      kind: 'reply',
      change(body) {
        storedWhenChecked.push(Promise.resolve(stored()));
        return body;
      },
    });
    const before = forge.sandbox.requests.length;
    forge.prompts.answerInput(main.email);
    forge.prompts.answerInput(main.token);
    await signIn();

    assert.equal(forge.sandbox.requests[before]?.operation, 'Me');
    assert.deepEqual(await Promise.all(storedWhenChecked), [[]]);
    assert.deepEqual(await stored(), [`account:${forge.sandbox.url}#${main.accountId}`]);
    assert.deepEqual(
      forge.services.data.list.map(({ account }) => account.email),
      [main.email],
    );
    assert.equal(labelsOf(await settledRows(forge.services.tree))[0], 'Release Notes Composer');
  });

  it('masks the token and counts the steps', async () => {
    await forge.signIn('main');
    const [address, token] = forge.prompts.inputs;
    assert.equal(address?.options.password ?? false, false);
    assert.deepEqual(address?.options.step, { current: 1, total: 2 });
    assert.equal(token?.options.password, true);
    assert.deepEqual(token.options.step, { current: 2, total: 2 });
    assert.ok(token.options.prompt.includes(new URL(forge.sandbox.url).host), 'says where the token goes');
  });

  it('opens the page that makes tokens from a button of the token box', async () => {
    forge.prompts.answerInput(forge.sandbox.accounts.main.email);
    forge.prompts.pressButton();
    forge.prompts.giveUp();
    await signIn();
    assert.deepEqual(forge.prompts.opened, [tokenPage]);
    assert.ok(forge.prompts.inputs[1]?.options.button?.tooltip);
    await assertNobodySignedIn();
  });

  it('objects to what is no address and to an empty token without asking the gateway', async () => {
    const before = forge.sandbox.requests.length;
    for (const text of ['', 'mara', 'mara@', 'mara @example.com']) forge.prompts.answerInput(text);
    forge.prompts.answerInput(` ${forge.sandbox.accounts.main.email} `);
    forge.prompts.answerInput('');
    forge.prompts.answerInput('   ');
    forge.prompts.giveUp();
    await signIn();
    const [address, token] = forge.prompts.inputs;
    assert.deepEqual(
      address?.objections,
      Array.from({ length: 4 }, () => 'This is not an e-mail address.'),
    );
    assert.equal(token?.objections.length, 2);
    assert.match(token.objections[0] ?? '', /^Paste an API token/);
    assert.equal(forge.sandbox.requests.length, before);
    await assertNobodySignedIn();
  });

  it('keeps the box open over a wrong token, and takes the right one in it', async () => {
    const { main } = forge.sandbox.accounts;
    forge.prompts.answerInput(main.email);
    forge.prompts.answerInput(canary('of-somebody-else'));
    forge.prompts.meanwhile(assertNobodySignedIn);
    forge.prompts.answerInput(`  ${main.token}\n`);
    await signIn();
    assert.deepEqual(forge.prompts.inputs[1]?.objections, [
      `Atlassian doesn’t accept this token for ${main.email}. Check the e-mail address, or create a new token.`,
    ]);
    assert.equal(forge.services.data.list.length, 1);
  });

  it('does not let an inactive account in', async () => {
    const { inactive } = forge.sandbox.accounts;
    forge.prompts.answerInput(inactive.email);
    forge.prompts.answerInput(inactive.token);
    forge.prompts.giveUp();
    await signIn();
    assert.deepEqual(forge.prompts.inputs[1]?.objections, [
      `The account of ${inactive.email} is not active. Ask an admin of your organization, or use another account.`,
    ]);
    await assertNobodySignedIn();
  });

  it('says that the gateway is unreachable', async () => {
    const gone = await startSandbox();
    await gone.close();
    await setGateway(gone.url);
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.answerInput(canary('some'));
    forge.prompts.giveUp();
    await signIn();
    const [objection = ''] = forge.prompts.inputs[1]?.objections ?? [];
    assert.ok(objection.startsWith(`Couldn’t reach ${new URL(gone.url).host} (`), objection);
    assert.match(objection, /ECONNREFUSED/);
    await assertNobodySignedIn();
  });

  it('says that something else than a gateway answers', async () => {
    forge.sandbox.faults.set('*', { kind: 'garbage' });
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.answerInput(canary('some'));
    forge.prompts.giveUp();
    await signIn();
    assert.match(
      forge.prompts.inputs[1]?.objections[0] ?? '',
      /^Couldn’t check the token: a web page answered instead of the gateway; open a browser and sign in to the network/,
    );
    await assertNobodySignedIn();
  });

  for (const [what, url, why] of [
    ['no URL', 'the gateway', '"the gateway" is not a URL'],
    [
      'a plain HTTP address elsewhere',
      'http://example.com/graphql',
      '"http://example.com/graphql" is neither HTTPS nor on the computer where the extensions run',
    ],
    [
      'credentials in the URL',
      'https://mara:secret@example.com/graphql',
      'the gateway URL must not contain credentials',
    ],
  ] as const) {
    it(`asks nothing while the gateway setting holds ${what}`, async () => {
      await setGateway(url);
      forge.prompts.giveUp();
      await signIn();
      assert.deepEqual(
        forge.prompts.asked.map(({ kind }) => kind),
        ['message'],
      );
      assert.equal(forge.prompts.messages[0]?.text, `Can’t sign in: a setting is wrong: ${why}.`);
      await assertNobodySignedIn();
    });
  }

  it('leads from a wrong gateway setting to the setting', async () => {
    await setGateway('nonsense');
    forge.prompts.answerMessage('Open Setting');
    await signIn();
    const { tabGroups } = vscode.window;
    await until(
      'the settings are open',
      () => tabGroups.activeTabGroup.activeTab?.label === 'Settings',
      tabGroups.onDidChangeTabs,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('can be given up at the address and at the token', async () => {
    forge.prompts.giveUp();
    await signIn();
    assert.equal(forge.prompts.inputs.length, 1);
    forge.prompts.answerInput('mara@example.com');
    forge.prompts.giveUp();
    await signIn();
    assert.equal(forge.prompts.inputs.length, 3);
    await assertNobodySignedIn();
  });

  it('can be given up while the token is being checked', async () => {
    const { main } = forge.sandbox.accounts;
    const checking = Promise.withResolvers<undefined>();
    forge.sandbox.faults.set('Me', {
      kind: 'reply',
      change(body) {
        checking.resolve(undefined);
        return body;
      },
    });
    forge.prompts.answerInput(main.email);
    forge.prompts.closeWhileChecking(main.token, checking.promise);
    await signIn();
    assert.deepEqual(forge.prompts.messages, []);
    await assertNobodySignedIn();
  });

  it('replaces the token of an account that is signed in already', async () => {
    await forge.signIn('main');
    await forge.signIn('main');
    assert.equal((await stored()).length, 1);
    assert.equal(forge.services.data.list.length, 1);
  });

  describe('with credentials in the environment', () => {
    function setEnvironment(email: string, token: string): void {
      process.env.FORGE_EMAIL = email;
      process.env.FORGE_API_TOKEN = token;
    }

    it('never takes them by itself', async () => {
      const { main } = forge.sandbox.accounts;
      setEnvironment(main.email, main.token);
      const before = forge.sandbox.requests.length;
      await forge.restart();
      await settledRows(forge.services.tree, 2);
      assert.equal(forge.sandbox.requests.length, before);
      await assertNobodySignedIn();
    });

    it('offers them first', async () => {
      const { main } = forge.sandbox.accounts;
      setEnvironment(main.email, main.token);
      forge.prompts.answerPick(`Use ${main.email}`);
      await signIn();
      assert.deepEqual(
        forge.prompts.picks[0]?.items.map(({ label }) => label),
        [`Use ${main.email}`, 'Enter an e-mail address and an API token…'],
      );
      assert.deepEqual(forge.prompts.inputs, []);
      assert.equal(forge.services.data.list[0]?.account.email, main.email);
    });

    it('says where the token goes before it goes there', async () => {
      const { main } = forge.sandbox.accounts;
      setEnvironment(main.email, main.token);
      forge.prompts.giveUp();
      await signIn();
      assert.equal(
        forge.prompts.picks[0]?.items[0]?.detail,
        `Sends the token of FORGE_API_TOKEN to ${new URL(forge.sandbox.url).host}`,
      );
    });

    it('takes them from a file with Windows line ends', async () => {
      const { main } = forge.sandbox.accounts;
      setEnvironment(`${main.email}\r`, ` ${main.token}\r`);
      forge.prompts.answerPick(`Use ${main.email}`);
      await signIn();
      assert.equal(forge.services.data.list[0]?.account.email, main.email);
    });

    it('lets another account in all the same', async () => {
      const { main, alias } = forge.sandbox.accounts;
      setEnvironment(main.email, main.token);
      forge.prompts.answerPick('Enter an e-mail address and an API token…');
      forge.prompts.answerInput(alias.email);
      forge.prompts.answerInput(alias.token);
      await signIn();
      assert.deepEqual(
        forge.services.data.list.map(({ account }) => account.email),
        [alias.email],
      );
    });

    it('does nothing when the choice is given up', async () => {
      setEnvironment(forge.sandbox.accounts.main.email, forge.sandbox.accounts.main.token);
      forge.prompts.giveUp();
      await signIn();
      await assertNobodySignedIn();
    });

    it('asks for another token where theirs is wrong', async () => {
      const { main } = forge.sandbox.accounts;
      setEnvironment(main.email, canary('old'));
      forge.prompts.answerPick(`Use ${main.email}`);
      forge.prompts.answerMessage('Enter Another Token');
      forge.prompts.answerInput(main.email);
      forge.prompts.answerInput(main.token);
      await signIn();
      assert.match(forge.prompts.messages[0]?.text ?? '', /^Atlassian doesn’t accept this token for mara@example\.com/);
      assert.equal(forge.prompts.inputs[0]?.options.value, main.email);
      assert.equal(forge.services.data.list.length, 1);
    });

    it('does not offer one without the other', async () => {
      process.env.FORGE_EMAIL = forge.sandbox.accounts.main.email;
      forge.prompts.giveUp();
      await signIn();
      assert.deepEqual(
        forge.prompts.asked.map(({ kind }) => kind),
        ['input'],
      );
    });
  });
});
