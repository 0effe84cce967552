import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../support/editor/console.ts';
import { panelTitlesAre } from '../../support/editor/panel-tabs.ts';
import { until } from '../../support/editor/until.ts';

const app = 'Release Notes Composer';

describe('a link to an app', () => {
  const forge = useConsole();
  const asked = (listener: () => void) => forge.prompts.onDidAsk(listener);
  /** Opens a link to the extension as the system hands it over. */
  const open = (path: string) =>
    vscode.commands.executeCommand(
      'vscode.open',
      vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: 'forge-console.forge-console', path }),
    );
  const openUri = (uri: vscode.Uri) =>
    vscode.commands.executeCommand(
      'vscode.open',
      uri.with({ scheme: vscode.env.uriScheme, authority: 'forge-console.forge-console' }),
    );
  const closeAll = async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await panelTitlesAre();
  };

  /** The first message that comes of a link. */
  async function said(path: string): Promise<string> {
    await open(path);
    await until('something is said', () => forge.prompts.messages.length > 0, asked);
    return forge.prompts.messages[0]?.text ?? '';
  }

  beforeEach(closeAll);
  afterEach(closeAll);

  it('opens its panel', async () => {
    await forge.signIn('main');
    await open(`/app/${sampleAppIds.releaseNotes}`);
    await panelTitlesAre(app);
    assert.deepEqual(forge.prompts.messages, []);
  });

  it('opens it in capitals, and with what follows a question mark or a hash', async () => {
    await forge.signIn('main');
    await openUri(
      vscode.Uri.from({
        scheme: 'x',
        path: `/app/${sampleAppIds.releaseNotes.toUpperCase()}`,
        query: 'command=forgeConsole.account.signOut',
        fragment: 'x',
      }),
    );
    await panelTitlesAre(app);
    assert.equal(forge.services.data.list.length, 1);
  });

  it('opens it under the account that has it', async () => {
    await forge.signIn('main');
    await forge.signIn('alias');
    await open(`/app/${sampleAppIds.maraForgeInvoices}`);
    await panelTitlesAre('Invoice Matcher');
  });

  it('opens the one panel of the app', async () => {
    await forge.signIn('main');
    await open(`/app/${sampleAppIds.releaseNotes}`);
    await panelTitlesAre(app);
    await open(`/app/${sampleAppIds.standupDigest}`);
    await panelTitlesAre(app, 'Standup Digest');
    await open(`/app/${sampleAppIds.releaseNotes}`);
    await until(
      'it is in front',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === app,
      (listener) => vscode.window.tabGroups.onDidChangeTabs(listener),
    );
    await panelTitlesAre(app, 'Standup Digest');
  });

  it('finds an app that came after the list was loaded', async () => {
    const { apps } = forge.sandbox.world;
    const late = apps.get(sampleAppIds.standupDigest);
    assert.ok(late);
    try {
      apps.delete(sampleAppIds.standupDigest);
      await forge.signIn('main');
      await forge.services.data.list[0]?.start();
    } finally {
      apps.set(sampleAppIds.standupDigest, late);
    }
    await open(`/app/${sampleAppIds.standupDigest}`);
    await panelTitlesAre('Standup Digest');
  });

  it('to an app that nobody has says so', async () => {
    await forge.signIn('main');
    assert.equal(
      await said('/app/00000000-0000-4000-8000-000000000000'),
      'None of your accounts has the app that this link leads to.',
    );
    assert.equal(forge.prompts.messages[0]?.options.severity, 'warning');
    assert.equal(
      await said(`/app/${sampleAppIds.maraForgeInvoices}`),
      'None of your accounts has the app that this link leads to.',
    );
    await panelTitlesAre();
  });

  it('says that the apps could not be loaded, where that is so', async () => {
    forge.sandbox.faults.set('AppList', { kind: 'status', status: 403 });
    await forge.signIn('main');
    assert.match(
      await said(`/app/${sampleAppIds.releaseNotes}`),
      /^Couldn’t load the apps of Mara Lindqvist \(mara@example\.com\): your role doesn’t allow this/,
    );
    await panelTitlesAre();
  });

  for (const path of [
    '',
    '/',
    '/app',
    '/app/',
    '/apps/x',
    '/app/x',
    `/app/${sampleAppIds.releaseNotes}/`,
    `/app/${sampleAppIds.releaseNotes}/delete`,
    `/APP/${sampleAppIds.releaseNotes}`,
    `/app/${sampleAppIds.releaseNotes}x`,
    '/app/../../etc/passwd',
    '/app/[x](command:forgeConsole.account.signOut)',
    `//app/${sampleAppIds.releaseNotes}`,
  ]) {
    it(`with the path ${JSON.stringify(path)} names no app`, async () => {
      await forge.signIn('main');
      const before = forge.sandbox.requests.length;
      assert.equal(await said(path), 'This link doesn’t lead to an app.');
      await panelTitlesAre();
      assert.ok(forge.askedSince(before).every((operation) => operation === 'AppList'));
    });
  }

  describe('while nobody is signed in', () => {
    it('asks to sign in, and opens the app then', async () => {
      const { email, token } = forge.sandbox.accounts.main;
      forge.prompts.answerMessage('Sign In…');
      forge.prompts.answerInput(email);
      forge.prompts.answerInput(token);
      assert.equal(await said(`/app/${sampleAppIds.releaseNotes}`), 'Sign in to open this app.');
      await panelTitlesAre(app);
    });

    it('does nothing more when that is given up', async () => {
      forge.prompts.giveUp();
      await said(`/app/${sampleAppIds.releaseNotes}`);
      assert.equal(forge.prompts.messages.length, 1);
      assert.deepEqual(
        forge.sandbox.requests.slice(-1).filter(({ operation }) => operation === 'Me'),
        [],
      );
      await panelTitlesAre();
    });
  });
});
