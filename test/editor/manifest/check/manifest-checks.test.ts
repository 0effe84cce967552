import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { appAri } from '../../../../src/core/ids.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { useConsole } from '../../../support/editor/console.ts';
import { useManifests } from '../../../support/editor/manifest-editing.ts';

const id = appAri(sampleAppIds.releaseNotes);
const manifest = (...scopes: readonly string[]) =>
  `app:\n  id: ${id}\npermissions:\n  scopes:\n${scopes.map((scope) => `    - ${scope}\n`).join('')}`;

describe('Check with Atlassian', () => {
  const forge = useConsole();
  const open = useManifests();
  const check = (uri: vscode.Uri) => vscode.commands.executeCommand('forgeConsole.manifest.check', uri);
  let before = 0;
  beforeEach(() => void (before = forge.sandbox.requests.length));
  const sent = (operation: string) =>
    forge.sandbox.requests.slice(before).filter((request) => request.operation === operation);
  const report = () =>
    vscode.workspace.textDocuments
      .find(({ uri }) => uri.scheme === 'forge-console-report' && uri.path.includes('Atlassian'))
      ?.getText() ?? '';
  const found = (uri: vscode.Uri) =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'Atlassian')
      .map(({ range, message }) => `${range.start.line} ${message}`);

  it('asks first, and sends nothing where the answer is no', async () => {
    await forge.signIn('main');
    const { document } = await open(manifest('read:jira-work'));
    forge.prompts.answerPick('production');
    forge.prompts.giveUp();
    await check(document.uri);
    const [question] = forge.prompts.messages;
    assert.equal(question?.text, 'Upload release-notes/manifest.yml to have Atlassian check it?');
    assert.equal(question.options.modal, true);
    const { host } = new URL(forge.sandbox.url);
    for (const words of [host, 'mara@example.com', 'Release Notes Composer to production', 'none of your code is sent'])
      assert.ok(question.options.detail?.includes(words), words);
    assert.deepEqual([sent('CreateAppManifestUploadUrl').length, sent('ManifestUpload').length], [0, 0]);
  });

  it('shows what Atlassian says beside our own judgement, and errors at their lines until they are changed', async () => {
    await forge.signIn('main');
    const { document, type } = await open(manifest('read:jira-work', 'raed:jira-work'));
    await type('read:jira-work\n', 'read:jira-work # why\n');
    forge.prompts.answerPick('production');
    forge.prompts.answerMessage('Upload and Check');
    forge.prompts.giveUp();
    await check(document.uri);
    assert.match(forge.prompts.messages[0]?.options.detail ?? '', /changes that aren’t saved/);
    assert.equal(forge.prompts.messages[1]?.text, 'Atlassian found 1 error in release-notes/manifest.yml.');
    assert.deepEqual(forge.prompts.messages[1].actions, ['Show Problems']);
    const text = report();
    assert.match(text, /^Major version +Yes +Yes$/m);
    assert.match(text, /^Errors +1 +0$/m);
    assert.match(text, /Needs approval: Major version[^]*permissions\.scopes\n {4}\+ raed:jira-work\n {4}- /);
    assert.match(text, /^Line 6, permissions\.scopes: Unknown scope raed:jira-work$/m);
    assert.doesNotMatch(text, /system user/i);
    assert.deepEqual(found(document.uri), ['5 Unknown scope raed:jira-work']);
    assert.equal(sent('ManifestUpload')[0]?.headers.authorization, undefined);

    await type('raed:jira-work', 'write:jira-work');
    assert.deepEqual(found(document.uri), []);
  });

  it('says what went wrong, with a way to try again', async () => {
    await forge.signIn('main');
    const { document } = await open(manifest('read:jira-work'));
    const expired = { kind: 'status', status: 403, body: '<Error><Code>AccessDenied</Code></Error>' } as const;
    forge.sandbox.faults.set('ManifestUpload', expired, 1);
    forge.prompts.answerPick('production');
    forge.prompts.answerMessage('Upload and Check');
    forge.prompts.answerMessage('Try Again');
    forge.prompts.answerMessage('Upload and Check');
    await check(document.uri);
    assert.equal(
      forge.prompts.messages[1]?.text,
      'Couldn’t check release-notes/manifest.yml with Atlassian: the gateway refused: the address for the upload is not valid any more.',
    );
    assert.match(
      forge.prompts.messages[3]?.text ?? '',
      /deploying release-notes\/manifest\.yml to production makes a major/,
    );
    assert.equal(sent('CreateAppManifestUploadUrl').length, 2);
  });

  it('is told by the gateway that the manifest is none, or that the role does not allow it', async () => {
    await forge.signIn('main');
    const { document } = await open(manifest('read:jira-work'));
    const change = () => ({ data: { appPreDeploymentCheck: { outcome: null } } });
    forge.sandbox.faults.set('AppPreDeploymentCheck', { kind: 'reply', change }, 1);
    forge.prompts.answerPick('production');
    forge.prompts.answerMessage('Upload and Check');
    await check(document.uri);
    assert.match(
      forge.prompts.messages[1]?.text ?? '',
      /^Atlassian says that release-notes\/manifest\.yml isn’t a valid manifest, but not why\.$/,
    );

    const errors = [{ message: 'Not allowed.', errorType: 'PERMISSION_DENIED', statusCode: 403 }];
    forge.sandbox.faults.set('CreateAppManifestUploadUrl', { kind: 'errors', errors }, 1);
    forge.prompts.answerPick('production');
    forge.prompts.answerMessage('Upload and Check');
    forge.prompts.giveUp();
    await check(document.uri);
    assert.match(forge.prompts.messages[3]?.text ?? '', /your role doesn’t allow this/);
  });

  it('can be cancelled while it waits, without a word', async () => {
    await forge.signIn('main');
    const { document } = await open(manifest('read:jira-work'));
    forge.sandbox.faults.set('AppPreDeploymentCheck', { kind: 'hang' }, 1);
    forge.prompts.answerPick('production');
    forge.prompts.answerMessage('Upload and Check');
    const running = check(document.uri);
    while (sent('AppPreDeploymentCheck').length === 0) await new Promise(setImmediate);
    forge.prompts.cancelProgress();
    await running;
    assert.equal(forge.prompts.messages.length, 1);
  });

  it('needs an account, and one that has the app', async () => {
    const { document } = await open(manifest('read:jira-work'));
    forge.prompts.giveUp();
    await check(document.uri);
    assert.equal(forge.prompts.messages[0]?.text, 'Sign in to have Atlassian check release-notes/manifest.yml.');
    await forge.signIn('empty');
    forge.prompts.giveUp();
    await check(document.uri);
    assert.deepEqual(
      [forge.prompts.messages[1]?.text, forge.prompts.messages[1]?.actions],
      [
        'None of your accounts has the app of release-notes/manifest.yml, so it wasn’t checked. Sign in with one that may deploy it.',
        ['Sign In'],
      ],
    );
  });
});
