import assert from 'node:assert/strict';
import { zipFile } from '../../../src/files/zip-file.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox-server.ts';
import { ariOf, ask, at, withSandbox } from '../../support/sandbox/ask.ts';

// As the Forge CLI 13.3.0 sends them.
const urlOf = `mutation($input: CreateAppDeploymentUrlInput!) { createAppDeploymentUrl(input: $input)
  { success deploymentUrl errors { message extensions { errorType statusCode } } } }`;
const resourceUrlsOf = `mutation($input: CreateHostedResourceUploadUrlInput!) { createHostedResourceUploadUrl(input: $input)
  { success preSignedUrls { uploadUrl uploadFormData } uploadId errors { message extensions { errorType statusCode } } } }`;
const deploy = `mutation($input: CreateAppDeploymentInput!) { createAppDeployment(input: $input)
  { success deployment { id } errors { message extensions { errorType statusCode } } } }`;
const statusOf = `query($appId: ID!, $environmentKey: String!, $id: ID!)
  { appDeployment(appId: $appId, environmentKey: $environmentKey, id: $id) { status buildTag stages { description } } }`;
const builds = `query($appId: ID!, $last: Int) { buildsByApp(appId: $appId, last: $last) { nodes { tag status } } }`;
const version = `query($id: ID!) { app(id: $id) { environmentByKey(key: "production") { versions(first: 1) { nodes
  { version permissions { scopes { key } egress { type addresses } } } } } } }`;

const appId = ariOf('releaseNotes');
const manifest = {
  app: { id: appId },
  permissions: { scopes: ['read:jira-work'], external: { fetch: { backend: ['api.example.com'] } } },
  modules: { 'jira:globalPage': [{ key: 'page', title: 'Tiny' }] },
};
const zip = () => new Uint8Array(zipFile('manifest.yml', JSON.stringify(manifest)));
const put = (url: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: 'PUT', headers: { 'content-type': 'application/zip' }, body });

async function newUrl(sandbox: Sandbox, buildTag?: string): Promise<string> {
  const { body } = await ask(sandbox, urlOf, { input: { appId, buildTag } });
  return String(at(body, 'data.createAppDeploymentUrl.deploymentUrl'));
}

describe('sandbox: uploading an app', () => {
  it('deploys what was uploaded: a deployment, a build, and a version with its permissions', () =>
    withSandbox(async (sandbox) => {
      const artifactUrl = await newUrl(sandbox);
      assert.equal((await put(artifactUrl, zip())).status, 200);
      const environmentKey = 'production';
      const started = await ask(sandbox, deploy, { input: { appId, environmentKey, artifactUrl } });
      const id = at(started.body, 'data.createAppDeployment.deployment.id');
      sandbox.world.clock.advance(15_000);
      const { body } = await ask(sandbox, statusOf, { appId, environmentKey, id });
      assert.equal(at(body, 'data.appDeployment.status'), 'DONE');
      const list = await ask(sandbox, builds, { appId, last: 1 });
      assert.equal(at(list.body, 'data.buildsByApp.nodes.0.tag'), at(body, 'data.appDeployment.buildTag'));
      const deployed = await ask(sandbox, version, { id: appId });
      assert.deepEqual(at(deployed.body, 'data.app.environmentByKey.versions.nodes.0'), {
        version: '5.0.0',
        permissions: [
          {
            scopes: [{ key: 'read:jira-work' }],
            egress: [{ type: 'FETCH_BACKEND_SIDE', addresses: ['api.example.com'] }],
          },
        ],
      });
    }));

  it('makes a build of what is uploaded for a tag, each tag once', () =>
    withSandbox(async (sandbox) => {
      assert.equal((await put(await newUrl(sandbox, 'my-build_1'), zip())).status, 200);
      const list = await ask(sandbox, builds, { appId, last: 1 });
      assert.deepEqual(at(list.body, 'data.buildsByApp.nodes.0'), { tag: 'my-build_1', status: 'READY' });
      const again = await ask(sandbox, urlOf, { input: { appId, buildTag: 'MY-BUILD_1' } });
      assert.equal(at(again.body, 'data.createAppDeploymentUrl.errors.0.extensions.errorType'), 'BUILD_TAG_EXISTS');
      const bad = await ask(sandbox, urlOf, { input: { appId, buildTag: '-a' } });
      assert.equal(at(bad.body, 'data.createAppDeploymentUrl.errors.0.extensions.errorType'), 'INVALID_BUILD_TAG');
    }));

  it('takes only zip files, at addresses that it gave, for five minutes, and resources as forms', () =>
    withSandbox(async (sandbox) => {
      const url = await newUrl(sandbox);
      assert.equal((await put(url, 'no zip')).status, 400);
      assert.equal((await put(url.replace(/[^/]*$/, 'another'), zip())).status, 403);
      const input = { appId, environmentKey: 'default', resourceKeys: ['main', 'other'] };
      const { body } = await ask(sandbox, resourceUrlsOf, { input });
      const form = new FormData();
      form.append('file', new Blob([zip()]));
      const resourceUrl = String(at(body, 'data.createHostedResourceUploadUrl.preSignedUrls.1.uploadUrl'));
      assert.equal((await fetch(resourceUrl, { method: 'POST', body: form })).status, 204);
      sandbox.world.clock.advance(6 * 60_000);
      assert.equal((await put(url, zip())).status, 403);
    }));

  it('gives no address to viewers, and to nobody outside the app', () =>
    withSandbox(async (sandbox) => {
      for (const [other, errorType] of [
        [ariOf('qualityGate'), 'PERMISSION_DENIED'],
        [ariOf('maraForgePlayground'), 'APP_NOT_FOUND'],
      ]) {
        const { body } = await ask(sandbox, urlOf, { input: { appId: other } });
        assert.equal(at(body, 'data.createAppDeploymentUrl.errors.0.extensions.errorType'), errorType);
      }
    }));
});
