import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ForgeError } from '../../../src/core/errors.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { callFailure } from '../../../src/web-triggers/dialogs/test-request.ts';
import { useConsole } from '../../support/editor/console.ts';
import { rowAt } from '../../support/editor/tree-rows.ts';

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

  it('say what went wrong with a call of theirs, which is none of the gateway', () => {
    const said = (error: ForgeError) => callFailure(error, 'hook', 'acme.atlassian.net');
    assert.deepEqual(
      [
        new ForgeError('timeout', 'no response within 60 s'),
        new ForgeError('badReply', 'the response is too large', { tooLarge: true }),
        new ForgeError('offline', 'getaddrinfo ENOTFOUND\n$(bug)', { fault: 'dns' }),
      ].map(said),
      [
        'hook on acme.atlassian.net didn’t answer in time. It may still be running: see its logs.',
        'hook on acme.atlassian.net was called, but its answer is too large to be shown.',
        'Couldn’t call the web trigger hook on acme.atlassian.net: getaddrinfo ENOTFOUND $\u2060(bug).',
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
    forge.prompts.answerMessage('Show Answer');
    await run();
    assert.match(
      forge.prompts.messages.at(-1)?.text ?? '',
      /^publish-hook on mara-dev\.atlassian\.net answered 200 in [\d,]+ ms\.$/,
    );
    const answer = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(answer, /"bytes":11/);
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
    const seen = JSON.stringify([forge.prompts.asked, answer, await (await forge.services.actions.journal()).read()]);
    assert.ok(!seen.includes(secret), 'the URL was shown');
  });

  it('get a URL that takes signed requests only, with a key that is copied once and shown nowhere', async () => {
    await forge.signIn('main');
    let key = '';
    choose('Create URL with a Secret Key…');
    forge.prompts.answerPick('Generate a Key and Copy It');
    forge.prompts.meanwhile(async () => (key = await vscode.env.clipboard.readText()));
    forge.prompts.answerMessage('Learn More');
    forge.prompts.answerMessage('Create URL');
    await run();
    assert.equal(Buffer.from(key, 'base64').length, 32);
    assert.match(forge.prompts.messages[0]?.text ?? '', /expires after 12 months\.$/);
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
    for (const typed of ['', 'short']) forge.prompts.answerInput(typed);
    forge.prompts.giveUp();
    const { length } = forge.sandbox.requests;
    await run();
    const box = forge.prompts.inputs.at(-1);
    assert.deepEqual([box?.options.password, box?.objections.length], [true, 2]);
    assert.ok(!forge.askedSince(length).includes('CreateWebTriggerUrl'));
  });
});
