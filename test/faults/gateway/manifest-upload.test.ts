import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appAri } from '../../../src/core/ids.ts';
import { zipFile } from '../../../src/files/zip-file.ts';
import { defaultNetwork } from '../../../src/gateway/network/network-settings-type.ts';
import { createManifestUploadUrl } from '../../../src/gateway/operations/create-app-manifest-upload-url.ts';
import { fetchPreDeploymentCheck } from '../../../src/gateway/operations/fetch-app-pre-deployment-check.ts';
import { createTransport, type TransportOptions } from '../../../src/gateway/transport.ts';
import { parseUploadUrl, uploadZip } from '../../../src/gateway/upload.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { pacHttps } from '../../support/pac-https.ts';
import { useFolder } from '../../support/folder.ts';
import { makeAuthority } from '../../support/test-certificates.ts';
import { useNetworks } from '../../support/test-network.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

const app = appAri(sampleAppIds.releaseNotes);
const manifest = `app:\n  id: ${app}\npermissions:\n  scopes:\n    - read:jira-work\n# ${'ü'.repeat(5000)}\n`;
const authority = makeAuthority('Office CA');

describe('uploading a manifest', () => {
  const gateway = useGateway();
  const networks = useNetworks();
  const folder = useFolder();
  const { signal } = new AbortController();

  async function upload(url: string, options: TransportOptions = {}, giveUp = signal): Promise<void> {
    const transport = createTransport(options);
    try {
      await uploadZip(new URL(url), zipFile('manifest.yml', manifest), transport, giveUp);
    } finally {
      await transport.close();
    }
  }

  const newUrl = () => createManifestUploadUrl(gateway.connect().client, app, 'production');
  const check = (manifestUrl: string) =>
    fetchPreDeploymentCheck(gateway.connect().client, app, { environmentKey: 'production', manifestUrl });

  it('sends it whole, without credentials, and the gateway judges it', async () => {
    const url = await newUrl();
    await upload(url);
    const [sent] = gateway.sent('ManifestUpload');
    assert.equal(sent?.headers.authorization, undefined);
    assert.equal(sent?.headers['content-type'], 'application/zip');
    assert.equal(gateway.sandbox.world.uploads.at(url), manifest);
    assert.deepEqual(
      (await check(url))?.map(({ rule, value }) => `${rule} ${value}`),
      ['MAJOR_VERSION_RULE true', 'MANIFEST_INVALID_RULE false', 'SYSTEM_USER_CHANGE_RULE false'],
    );
  });

  it('goes over the network that only the editor knows, and with its certificates', async () => {
    const port = await networks.tls(
      authority.issue({ name: 'uploads.test', hosts: ['uploads.test'] }),
      Number(new URL(gateway.sandbox.url).port),
    );
    const proxy = await networks.proxy({ leadsTo: port });
    const editorHttps = pacHttps({ proxyPort: () => proxy.port, ca: authority.ca.cert });
    const network = () => ({ ...defaultNetwork, systemCertificates: false });
    const url = await newUrl();
    await upload(url.replace(/^http:\/\/[^/]+/, 'https://uploads.test'), { network, editorHttps: () => editorHttps });
    assert.equal(gateway.sandbox.world.uploads.at(url), manifest);
    assert.equal(gateway.sent('ManifestUpload').length, 1);
  });

  it('goes nowhere without a trusted certificate', async () => {
    const other = makeAuthority('Somebody Else');
    const port = await networks.tls(
      other.issue({ name: 'uploads.test', hosts: ['uploads.test'] }),
      Number(new URL(gateway.sandbox.url).port),
    );
    const proxy = await networks.proxy({ leadsTo: port });
    const ca = join(folder.path, 'ca.pem');
    await writeFile(ca, authority.ca.cert);
    const network = () => ({
      ...defaultNetwork,
      systemCertificates: false,
      proxy: proxy.url,
      environment: { NODE_EXTRA_CA_CERTS: ca },
    });
    const error = await failure(upload('https://uploads.test/manifest-uploads/x', { network }));
    assert.equal(error.details.fault, 'untrusted');
    assert.equal(gateway.sent('ManifestUpload').length, 0);
  });

  it('says that the address has expired', async () => {
    const url = await newUrl();
    gateway.sandbox.world.clock.advance(6 * 60_000);
    const error = await failure(upload(url));
    assert.deepEqual([error.kind, error.details.status], ['refused', 403]);
    assert.match((await failure(check(url))).message, /uploaded manifest was not found/);
  });

  it('tells other refusals, failures and broken connections apart', async () => {
    for (const [fault, kind] of [
      [{ kind: 'status', status: 413 }, 'refused'],
      [{ kind: 'status', status: 503 }, 'serverError'],
      [{ kind: 'drop' }, 'offline'],
      [{ kind: 'garbage' }, 'badReply'],
    ] as const) {
      const url = await newUrl();
      gateway.sandbox.faults.set('ManifestUpload', fault, 1);
      assert.equal((await failure(upload(url))).kind, kind);
    }
  });

  it('can be cancelled', async () => {
    const url = await newUrl();
    gateway.sandbox.faults.set('ManifestUpload', { kind: 'hang' }, 1);
    const giveUp = new AbortController();
    const running = failure(upload(url, {}, giveUp.signal));
    while (gateway.sent('ManifestUpload').length === 0) await new Promise(setImmediate);
    giveUp.abort();
    assert.equal((await running).kind, 'cancelled');
  });

  it('takes an address on this computer only from a gateway on this computer, and never quotes one', () => {
    const [cloud, sandbox] = [new URL('https://api.atlassian.com/graphql'), new URL('http://127.0.0.1:1/graphql')];
    assert.equal(parseUploadUrl('https://s3.example.com/x?y=z', cloud).host, 's3.example.com');
    assert.equal(parseUploadUrl('http://127.0.0.1:2/x', sandbox).port, '2');
    for (const text of ['http://127.0.0.1:2/secret', 'http://s3.example.com/secret', 'file:///secret', 'secret'])
      assert.throws(
        () => parseUploadUrl(text, cloud),
        (error: Error) => !error.message.includes('secret') && !error.message.includes('127'),
      );
  });

  it('is in no doubt where the answer with the address is lost: nothing was done', async () => {
    gateway.sandbox.faults.set('CreateAppManifestUploadUrl', { kind: 'dropAfterSending' }, 1);
    assert.equal((await failure(newUrl())).kind, 'offline');
    gateway.sandbox.faults.set('CreateAppManifestUploadUrl', { kind: 'garbage' }, 1);
    assert.equal((await failure(newUrl())).kind, 'badReply');
    gateway.sandbox.faults.set(
      'CreateAppManifestUploadUrl',
      { kind: 'reply', change: () => ({ data: { createAppManifestUploadUrl: { success: true, errors: null } } }) },
      1,
    );
    assert.equal((await failure(newUrl())).kind, 'badReply');
  });

  it('says that the gateway takes the manifest for none', async () => {
    const url = await newUrl();
    await upload(url);
    const change = () => ({ data: { appPreDeploymentCheck: { outcome: null } } });
    gateway.sandbox.faults.set('AppPreDeploymentCheck', { kind: 'reply', change }, 1);
    assert.equal(await check(url), null);
  });
});
