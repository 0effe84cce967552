import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appAri } from '../../../src/core/ids.ts';
import { defaultNetwork, type NetworkSettings } from '../../../src/gateway/network/network-settings-type.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { mayHaveBeenSent } from '../../../src/gateway/transport.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { pacHttps } from '../../support/pac-https.ts';
import { useFolder } from '../../support/folder.ts';
import { makeAuthority, type Certificate } from '../../support/test-certificates.ts';
import { type ProxyOptions, useNetworks } from '../../support/test-network.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

const gatewayUrl = 'https://gateway.test/graphql';
const authority = makeAuthority('Corporate CA');
const forGateway = authority.issue({ name: 'gateway.test', hosts: ['gateway.test'] });
const app = appAri(sampleAppIds.teamPoll);

describe('a network that only the editor knows', () => {
  const gateway = useGateway();
  const networks = useNetworks();
  const folder = useFolder();
  const unknown: NetworkSettings = { ...defaultNetwork, systemCertificates: false };
  const trusting = async (settings: Partial<NetworkSettings> = {}): Promise<NetworkSettings> => {
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, authority.ca.cert);
    return { ...unknown, ...settings, environment: { NODE_EXTRA_CA_CERTS: file } };
  };

  /** A gateway behind TLS, a proxy that leads to it, and an editor that knows both. */
  async function office(certificate: Certificate = forGateway, options: ProxyOptions = {}) {
    const port = await networks.tls(certificate, Number(new URL(gateway.sandbox.url).port));
    const proxy = await networks.proxy({ leadsTo: port, ...options });
    return { proxy, editorHttps: pacHttps({ proxyPort: () => proxy.port, ca: authority.ca.cert }) };
  }

  it('is reached as the editor reaches it, with connections that are used again', async () => {
    const { proxy, editorHttps } = await office();
    const { client } = gateway.connect({ url: gatewayUrl, network: () => unknown, editorHttps });
    assert.equal((await fetchMe(client)).accountId, gateway.sandbox.accounts.main.accountId);
    for (let request = 0; request < 5; request++) await fetchAppPage(client, 5, undefined);
    assert.equal(proxy.requests.length, 1);
  });

  it('gets a change once', async () => {
    const { editorHttps } = await office();
    const { client } = gateway.connect({ url: gatewayUrl, network: () => unknown, editorHttps });
    await deleteApp(client, app);
    assert.equal(gateway.sent('DeleteApp').length, 1);
  });

  it('gets a change once too where its answer is lost: the outcome is unknown, and the other way is not tried', async () => {
    const { editorHttps } = await office();
    const { client } = gateway.connect({ url: gatewayUrl, network: () => unknown, editorHttps });
    await fetchMe(client);
    gateway.sandbox.faults.set('DeleteApp', { kind: 'dropAfterSending' }, 1);
    assert.equal((await failure(deleteApp(client, app))).kind, 'outcomeUnknown');
    assert.equal(gateway.sent('DeleteApp').length, 1);
  });

  for (const [what, settingsOf] of [
    ['a SOCKS proxy', () => trusting({ proxy: 'socks5://127.0.0.1:1' })],
    ['a proxy that is not there', () => trusting({ proxy: 'http://127.0.0.1:1' })],
    [
      'a proxy that wants credentials',
      async () => trusting({ proxy: (await networks.proxy({ authorization: `Basic ${btoa('dana:secret')}` })).url }),
    ],
    [
      'a proxy that refuses',
      async () =>
        trusting({
          proxy: (await networks.proxy({ instead: (socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n') })).url,
        }),
    ],
    ['certificates that only the editor trusts', async () => ({ ...unknown, proxy: (await office()).proxy.url })],
  ] as const) {
    it(`is reached where our own way meets ${what}`, async () => {
      const { editorHttps } = await office();
      const settings = await settingsOf();
      const { client } = gateway.connect({ url: gatewayUrl, network: () => settings, editorHttps });
      await fetchMe(client);
      assert.equal(gateway.sent('Me').length, 1);
    });
  }

  it('is not asked where our own way connects', async () => {
    const { proxy: own } = await office();
    const { proxy, editorHttps } = await office();
    const settings = await trusting({ proxy: own.url });
    await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings, editorHttps }).client);
    assert.deepEqual([own.requests.length, proxy.requests.length], [1, 0]);
  });

  it('never gets a token without a trusted certificate', async () => {
    const other = makeAuthority('Somebody Else');
    for (const certificate of [
      other.issue({ name: 'gateway.test', hosts: ['gateway.test'] }),
      authority.issue({ name: 'login.test', hosts: ['login.test'] }),
      authority.issue({ name: 'gateway.test', hosts: ['gateway.test'], from: -30, to: -1 }),
    ]) {
      const { proxy, editorHttps } = await office(certificate);
      const { client } = gateway.connect({ url: gatewayUrl, network: () => unknown, editorHttps });
      const error = await failure(deleteApp(client, app));
      assert.equal(error.kind, 'offline');
      assert.ok(!mayHaveBeenSent(error));
      assert.equal(proxy.requests.length, 1);
    }
    assert.equal(gateway.sandbox.requests.length, 0);
  });

  it('never gets a token where the editor’s proxy answers in its place; the error of our own way is told', async () => {
    const got: string[] = [];
    const left = Promise.withResolvers<unknown>();
    const { editorHttps } = await office(forGateway, {
      instead(socket) {
        socket.on('data', (data: Buffer) => got.push(data.toString())).on('end', left.resolve);
        socket.write('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      },
    });
    const settings = await trusting({ proxy: 'http://127.0.0.1:1' });
    const { client } = gateway.connect({ url: gatewayUrl, network: () => settings, editorHttps });
    const error = await failure(deleteApp(client, app));
    assert.equal(error.details.fault, 'proxyUnreachable');
    assert.ok(!mayHaveBeenSent(error));
    await left.promise;
    assert.deepEqual(got, []);
  });

  it('is tried first once it connected where our own way did not: a silent network costs its time once', async () => {
    const { editorHttps } = await office();
    const own = await networks.proxy({ instead: (socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n') });
    let settings = await trusting({ proxy: own.url });
    const { client } = gateway.connect({ url: gatewayUrl, network: () => settings, editorHttps });
    for (let request = 0; request < 3; request++) await fetchMe(client);
    assert.equal(own.requests.length, 1);
    // Other settings may have made our own way right.
    settings = { ...settings, noProxy: ['another.test'] };
    await fetchMe(client);
    assert.equal(own.requests.length, 2);
  });

  it('keeps the limits of time and the cancelling of a request', async () => {
    const { editorHttps } = await office();
    const options = {
      url: gatewayUrl,
      network: () => unknown,
      editorHttps,
      retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 },
    };
    const patient = gateway.connect(options).client;
    await fetchMe(patient);
    gateway.sandbox.faults.set('Me', { kind: 'hang' }, 1);
    const giveUp = new AbortController();
    const running = failure(fetchMe(patient, giveUp.signal));
    while (gateway.sent('Me').length < 2) await new Promise(setImmediate);
    giveUp.abort();
    assert.equal((await running).kind, 'cancelled');
    const { client } = gateway.connect({ ...options, isImpatient: true });
    gateway.sandbox.faults.set('Me', { kind: 'hang' }, 1);
    assert.equal((await failure(fetchMe(client))).kind, 'timeout');
  });

  it('keeps the limit of size', async () => {
    const { editorHttps } = await office();
    const { client } = gateway.connect({ url: gatewayUrl, network: () => unknown, editorHttps });
    const change = (body: unknown) => ({ ...(body as object), filler: 'x'.repeat(17 * 1024 * 1024) });
    gateway.sandbox.faults.set('Me', { kind: 'reply', change }, 1);
    const error = await failure(fetchMe(client));
    assert.deepEqual([error.kind, error.details.tooLarge], ['badReply', true]);
  });
});
