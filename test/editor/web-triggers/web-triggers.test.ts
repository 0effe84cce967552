import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ForgeError } from '../../../src/core/errors.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { callFailure } from '../../../src/web-triggers/dialogs/call-failure.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';
import { until } from '../../support/editor/until.ts';

/** The files below a folder, with their texts. */
async function textsBelow(folder: string): Promise<(readonly [path: string, text: string])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  assert.ok(paths.length > 0, `nothing is below ${folder}`);
  return Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
}

describe('web triggers', function () {
  this.timeout(40_000);
  const forge = useConsole();
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  const run = async () =>
    vscode.commands.executeCommand(
      'forgeConsole.webTriggers.show',
      (await rowAt(forge.services.tree, 'Release Notes Composer', 'Environments', 'development')).node,
    );

  /** Chooses the site and its web trigger. */
  function choose(action: string): void {
    forge.prompts.answerPick('mara-dev.atlassian.net');
    forge.prompts.answerPick('publish-hook');
    forge.prompts.answerPick(action);
  }

  it('say that a URL was created but not copied where the gateway doesn’t show it', async () => {
    await forge.signIn('main');
    await vscode.env.clipboard.writeText('before');
    const created = () => forge.sandbox.requests.some(({ operation }) => operation === 'CreateWebTriggerUrl');
    let looks = 0;
    const refused = { data: null, errors: [{ message: 'Not allowed', extensions: { statusCode: 403 } }] };
    // The first look after it was created shows that it was; the second is for copying it.
    const change = (body: unknown) => (created() && ++looks > 1 ? refused : body);
    forge.sandbox.faults.set('WebTriggers', { kind: 'reply', change });
    choose('Create URL and Copy It');
    await run();
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'The URL of publish-hook of Release Notes Composer in development on mara-dev.atlassian.net was created. It couldn’t be copied: choose “Copy URL” of the web trigger.',
    );
    assert.equal(await vscode.env.clipboard.readText(), 'before');
    forge.sandbox.faults.clear();
    choose('Delete URL…');
    forge.prompts.choose('Delete URL…');
    forge.prompts.answerInput('development');
    await run();
  });

  it('say that they couldn’t be loaded, and are loaded again', async () => {
    await forge.signIn('main');
    const errors = [{ message: 'Not allowed', statusCode: 400 }];
    forge.sandbox.faults.set('WebTriggers', { kind: 'errors', errors }, 1);
    forge.prompts.answerPick('mara-dev.atlassian.net');
    forge.prompts.answerMessage('Try Again');
    forge.prompts.answerPick('mara-dev.atlassian.net');
    forge.prompts.giveUp();
    await run();
    assert.match(forge.prompts.messages[0]?.text ?? '', /^Couldn’t load the web triggers of Release Notes Composer: /);
    assert.deepEqual(
      forge.prompts.picks.at(-1)?.items.map(({ label }) => label),
      ['publish-hook'],
    );
  });

  it('say what went wrong with a call of theirs, which is none of the gateway', () => {
    const said = (error: ForgeError) => callFailure(error, 'hook', 'acme.atlassian.net');
    assert.deepEqual(
      [
        new ForgeError('timeout', 'no response within 60 s'),
        new ForgeError('badReply', 'the response is too large', { tooLarge: true }),
        new ForgeError('offline', 'getaddrinfo ENOTFOUND\n$(bug)', { fault: 'dns' }),
        new ForgeError('offline', 'other side closed'),
        new ForgeError('offline', 'CERT_HAS_EXPIRED', { fault: 'expired' }),
        new ForgeError('offline', 'ERR_TLS_CERT_ALTNAME_INVALID', { fault: 'wrongHost' }),
      ].map(said),
      [
        'hook on acme.atlassian.net didn’t answer in time. It may still be running: see its logs.',
        'hook on acme.atlassian.net was called, but its answer is too large to be shown.',
        'Couldn’t call the web trigger hook on acme.atlassian.net: getaddrinfo ENOTFOUND $\u2060(bug).',
        'The connection to hook on acme.atlassian.net broke, so it may or may not have run: see its logs.',
        'hook on acme.atlassian.net wasn’t called. The certificate of its server isn’t valid today. Check this computer’s clock.',
        'hook on acme.atlassian.net wasn’t called. The certificate belongs to another server. Check whether your network wants a sign-in first.',
      ],
    );
  });

  it('are none where the app isn’t installed any more, which is said', async () => {
    await forge.signIn('main');
    forge.prompts.answerPick('mara-dev.atlassian.net');
    const change = () => ({ data: { ecosystem: { appInstallationsByApp: { nodes: [] } } } });
    forge.sandbox.faults.set('InstallationVersions', { kind: 'reply', change });
    await run();
    forge.sandbox.faults.clear();
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'Release Notes Composer isn’t installed from development on mara-dev.atlassian.net any more.',
    );
  });

  it('get a URL, are called and lose it, and the URL is shown nowhere', async () => {
    await forge.signIn('main');
    choose('Create URL and Copy It');
    await run();
    const url = await vscode.env.clipboard.readText();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/web-triggers\//);

    choose('Send Test Request…');
    forge.prompts.answerPick('POST');
    forge.prompts.answerInput('{"hello":1}');
    forge.prompts.answerInput('');
    forge.prompts.answerMessage('Send Again');
    forge.prompts.answerMessage('Show Answer');
    const { length } = forge.sandbox.requests;
    // What an app answers may be made to deceive, and may have the address in it.
    const body = `line 1\n\tline 2 \u202E\n[x](command:x) ${url}`;
    forge.sandbox.faults.set('WebTriggerCall', { kind: 'status', status: 500, body });
    await run();
    assert.equal(forge.askedSince(length).filter((operation) => operation === 'WebTriggerCall').length, 2);
    assert.match(forge.prompts.messages.at(-1)?.text ?? '', / answered 500 in [\d,]+ ms\.$/);
    const hostile = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(hostile, /Headers\n-+\ncontent-type /);
    assert.ok(hostile.endsWith('Body\n----\n\nline 1\n\tline 2 ⟨U+202E⟩\n[x](command:x) ***\n'), hostile);
    forge.sandbox.faults.clear();

    choose('Send Test Request…');
    forge.prompts.answerPick('GET');
    forge.prompts.answerInput('');
    forge.prompts.answerMessage('Show Answer');
    await run();
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /^publish-hook on mara-dev\.atlassian\.net answered 200 in [\d,]+ ms\.$/,
    );
    let answer = '';
    await until(
      'the new answer is shown',
      () => (answer = vscode.window.activeTextEditor?.document.getText() ?? '').includes('"bytes":0'),
      vscode.workspace.onDidChangeTextDocument,
    );
    const world = forge.sandbox.world.apps.get(sampleAppIds.releaseNotes);
    assert.ok(world);

    choose('Delete URL…');
    forge.prompts.choose('Delete URL…');
    for (const text of ['publish-hook', 'development']) forge.prompts.answerInput(text);
    await run();
    assert.equal(
      forge.prompts.messages.at(-1)?.text,
      'The URL of publish-hook of Release Notes Composer in development on mara-dev.atlassian.net was deleted.',
    );
    const secret = new URL(url).pathname.split('/').at(-1) ?? assert.fail('no secret');
    const { context } = forge.extension;
    const states = [context.globalState, context.workspaceState].map((one) => one.keys().map((key) => one.get(key)));
    const seen = JSON.stringify([forge.prompts.asked, forge.prompts.reports, answer, hostile, states]);
    assert.ok(!seen.includes(secret), 'the URL was shown');
    assert.match(forge.prompts.reports.join('\n'), /Calling publish-hook on mara-dev\.atlassian\.net/);
    // The journal is a file there, too.
    for (const folder of [context.globalStorageUri, context.logUri])
      for (const [path, text] of await textsBelow(folder.fsPath)) assert.ok(!text.includes(secret), path);
  });

  it('get a URL that takes signed requests only, with a key that is copied once and shown nowhere', async () => {
    await forge.signIn('main');
    let key = '';
    choose('Create URL with a Secret Key…');
    forge.prompts.answerPick('Generate a Key and Copy It');
    forge.prompts.answerPick('After 12 Months');
    forge.prompts.meanwhile(async () => (key = await vscode.env.clipboard.readText()));
    forge.prompts.answerMessage('Learn More');
    forge.prompts.answerMessage('Create URL');
    await run();
    assert.equal(Buffer.from(key, 'base64').length, 32);
    assert.match(await vscode.env.clipboard.readText(), /\/web-triggers\//);

    for (const [typed, status] of [
      ['', 401],
      [key, 200],
    ] as const) {
      choose('Send Test Request…');
      forge.prompts.answerPick('GET');
      forge.prompts.answerInput(typed);
      forge.prompts.giveUp();
      await run();
      assert.match(forge.prompts.messages.at(-1)?.text ?? '', new RegExp(`answered ${status} in`));
    }
    const asked = forge.prompts.asked.map((one) => (one.kind === 'input' ? [one.options, one.objections] : one));
    const seen = JSON.stringify([asked, await (await forge.services.actions.journal()).read()]);
    assert.ok(!seen.includes(key), 'the key was shown');

    choose('Delete URL…');
    forge.prompts.choose('Delete URL…');
    forge.prompts.answerInput('development');
    await run();
    choose('Create URL with a Secret Key…');
    forge.prompts.answerPick('Enter a Key…');
    forge.prompts.answerPick('Never');
    for (const typed of ['', 'short']) forge.prompts.answerInput(typed);
    forge.prompts.giveUp();
    const { length } = forge.sandbox.requests;
    await run();
    const box = forge.prompts.inputs.at(-1);
    assert.deepEqual([box?.options.password, box?.objections.length], [true, 2]);
    assert.ok(!forge.askedSince(length).includes('CreateWebTriggerUrl'));
  });
});
