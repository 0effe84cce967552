import assert from 'node:assert/strict';
import { zipFile } from '../../../src/files/zip-file.ts';
import type { Sandbox, SandboxAccount } from '../../../src/sandbox/sandbox-server.ts';
import { ariOf, ask, at, withSandbox } from '../../support/sandbox/ask.ts';

const urlOf = `mutation($input: CreateAppManifestUploadUrlInput!) { createAppManifestUploadUrl(input: $input)
  { success preSignedUrl errors { message extensions { errorType statusCode } } } }`;
const check = `query($input: AppPreDeploymentCheckInput!) { appPreDeploymentCheck(input: $input)
  { outcome { rule category value reason changes { key added removed } errors { key message line column } } } }`;
const environment = { appId: ariOf('releaseNotes'), environmentKey: 'production' };
const manifest = (...scopes: readonly string[]) =>
  `app:\n  id: ${environment.appId}\npermissions:\n  scopes:\n${scopes.map((scope) => `    - ${scope}\n`).join('')}`;

async function newUrl(sandbox: Sandbox, account?: SandboxAccount): Promise<string> {
  const { body } = await ask(sandbox, urlOf, { input: environment }, account);
  return String(at(body, 'data.createAppManifestUploadUrl.preSignedUrl'));
}

const put = (url: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/zip') =>
  fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });

const zip = (text: string) => new Uint8Array(zipFile('manifest.yml', text));

async function judged(sandbox: Sandbox, text: string): Promise<unknown> {
  const manifestUrl = await newUrl(sandbox);
  assert.equal((await put(manifestUrl, zip(text))).status, 200);
  const { body } = await ask(sandbox, check, { input: { ...environment, manifestUrl } });
  return at(body, 'data.appPreDeploymentCheck.outcome');
}

describe('sandbox: checking a manifest', () => {
  it('judges what is uploaded: changed permissions, unknown scopes with their lines, and a rule that does not apply', () =>
    withSandbox(async (sandbox) => {
      const outcome = await judged(sandbox, manifest('read:jira-work', 'raed:jira-work'));
      assert.deepEqual(at(outcome, '*.rule'), [
        'MAJOR_VERSION_RULE',
        'MANIFEST_INVALID_RULE',
        'SYSTEM_USER_CHANGE_RULE',
      ]);
      assert.deepEqual(at(outcome, '*.value'), [true, true, false]);
      const [major, invalid] = outcome as { changes: { added: string[] }[]; errors: unknown[] }[];
      assert.ok(major?.changes[0]?.added.includes('raed:jira-work'));
      assert.deepEqual(invalid?.errors, [
        { key: 'permissions.scopes', message: 'Unknown scope raed:jira-work', line: 6, column: 7 },
      ]);
    }));

  it('has no outcome for what is no manifest of an app, and no answer where nothing was uploaded', () =>
    withSandbox(async (sandbox) => {
      assert.equal(await judged(sandbox, 'modules: {}\n'), null);
      const manifestUrl = await newUrl(sandbox);
      const { body } = await ask(sandbox, check, { input: { ...environment, manifestUrl } });
      assert.equal(at(body, 'data.appPreDeploymentCheck'), null);
    }));

  it('takes only a zip with a manifest, at an address that it gave, for five minutes', () =>
    withSandbox(async (sandbox) => {
      const url = await newUrl(sandbox);
      const good = zip(manifest());
      assert.equal((await put(url, good, 'text/plain')).status, 400);
      assert.equal((await put(url, 'no zip')).status, 400);
      assert.equal((await put(url, new Uint8Array(zipFile('package.json', '{}')))).status, 400);
      assert.equal((await put(url.replace(/[^/]*$/, 'another'), good)).status, 403);
      assert.equal((await fetch(url)).status, 400);
      assert.equal((await put(url, new Uint8Array(2 * 1024 * 1024))).status, 400);
      sandbox.world.clock.advance(6 * 60_000);
      const late = await put(url, good);
      assert.equal(late.status, 403);
      assert.match(await late.text(), /Request has expired/);
    }));

  it('gives an address to nobody who may not deploy', () =>
    withSandbox(async (sandbox) => {
      const { body } = await ask(sandbox, urlOf, { input: environment }, sandbox.accounts.empty);
      assert.equal(at(body, 'data.createAppManifestUploadUrl.success'), false);
      assert.deepEqual(at(body, 'data.createAppManifestUploadUrl.errors.*.extensions.statusCode'), [404]);
    }));
});
