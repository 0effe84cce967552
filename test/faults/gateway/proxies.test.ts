import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { NetworkFault } from '../../../src/core/errors.ts';
import { appAri } from '../../../src/core/ids.ts';
import { fetchAppPage } from '../../../src/gateway/operations/fetch-app-list.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { mayHaveBeenSent } from '../../../src/gateway/transport.ts';
import { defaultNetwork, type NetworkSettings } from '../../../src/gateway/network/network-settings-type.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { makeAuthority, makeCertificate } from '../../support/test-certificates.ts';
import { useFolder } from '../../support/folder.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';
import { type ProxyOptions, useNetworks } from '../../support/test-network.ts';

const gatewayUrl = 'https://gateway.test/graphql';
const authority = makeAuthority('Corporate CA');
const forGateway = authority.issue({ name: 'gateway.test', hosts: ['gateway.test'] });

describe('a network with a proxy', () => {
  const gateway = useGateway();
  const networks = useNetworks();
  const folder = useFolder();

  const sandboxPort = () => Number(new URL(gateway.sandbox.url).port);

  /** Settings that trust the test's authority. */
  async function trusting(settings: Partial<NetworkSettings> = {}): Promise<NetworkSettings> {
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, `# a comment\n${authority.ca.cert}`);
    return {
      ...defaultNetwork,
      systemCertificates: false,
      ...settings,
      environment: { ...settings.environment, NODE_EXTRA_CA_CERTS: file },
    };
  }

  /** A gateway behind TLS, and a proxy that leads to it. */
  const behind = async (options: ProxyOptions = {}, certificate = forGateway) =>
    networks.proxy({ leadsTo: await networks.tls(certificate, sandboxPort()), ...options });

  it('reaches the gateway through it, and asks it for the name, not for an address', async () => {
    const proxy = await behind();
    const settings = await trusting({ proxy: proxy.url });
    const { client } = gateway.connect({ url: gatewayUrl, network: () => settings });
    assert.equal((await fetchMe(client)).accountId, gateway.sandbox.accounts.main.accountId);
    for (let request = 0; request < 5; request++) await fetchAppPage(client, 5, undefined);
    assert.deepEqual([...new Set(proxy.requests.map(({ url }) => url))], ['gateway.test:443']);
    // undici looks at a connection once more before it uses it again, and takes a second one meanwhile.
    assert.ok(proxy.requests.length <= 2, 'connections are not used again');
  });

  it('reaches the gateway through a proxy that speaks TLS', async () => {
    const certificate = authority.issue({ name: 'localhost', hosts: ['localhost'] });
    const proxy = await behind({ certificate });
    const settings = await trusting({ proxy: proxy.url });
    await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings }).client);
    assert.equal(proxy.requests.length, 1);
  });

  describe('that wants credentials', () => {
    const authorization = `Basic ${Buffer.from('dana:pr0xy-secret').toString('base64')}`;

    for (const [where, settingsOf] of [
      ['its address', (url: string) => ({ proxy: url.replace('//', '//dana:pr0xy-secret@') })],
      ['http.proxyAuthorization', (url: string) => ({ proxy: url, proxyAuthorization: authorization })],
      [
        'the environment',
        (url: string) => ({ environment: { https_proxy: url.replace('//', '//dana:pr0xy-secret@') } }),
      ],
    ] as const) {
      it(`gets those of ${where}`, async () => {
        const proxy = await behind({ authorization });
        const settings = await trusting(settingsOf(proxy.url));
        const { client, log } = gateway.connect({ url: gatewayUrl, network: () => settings });
        await fetchMe(client);
        assert.ok(!inspect(log, { depth: 9 }).includes('secret'));
        for (const { headers } of gateway.sent('Me'))
          assert.equal(headers['proxy-authorization'], undefined, 'the gateway sees them');
        for (const { headers } of proxy.requests)
          assert.equal(headers.authorization, undefined, 'the proxy sees the token');
      });
    }

    it('and gets none or others: says so, and what it got appears nowhere', async () => {
      const proxy = await behind({ authorization });
      for (const url of [proxy.url, proxy.url.replace('//', '//dana:wr0ng-secret@')]) {
        const settings = await trusting({ proxy: url });
        const { client, log } = gateway.connect({ url: gatewayUrl, network: () => settings });
        const error = await failure(fetchMe(client));
        assert.equal(error.kind, 'offline');
        assert.equal(error.details.fault, 'proxyAuthentication');
        assert.ok(!`${inspect(error, { depth: 9 })}${inspect(log, { depth: 9 })}`.includes('secret'));
        assert.ok(!inspect(error, { depth: 9 }).includes(Buffer.from('dana:wr0ng-secret').toString('base64')));
      }
      assert.equal(gateway.sandbox.requests.length, 0);
    });
  });

  for (const [headers, fault] of [
    ['Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate', 'proxyMethod'],
    ['Proxy-Authenticate: Negotiate abc==', 'proxyMethod'],
    ['proxy-authenticate: Digest realm="a", nonce="b"', 'proxyMethod'],
    ['Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm="a"', 'proxyAuthentication'],
    ['X: y', 'proxyAuthentication'],
  ] as const) {
    it(`that wants a sign-in by ${headers.replace('\r\n', ', ')} is ${fault}, asked once`, async () => {
      const proxy = await behind({ instead: (socket) => socket.end(`HTTP/1.1 407 No\r\n${headers}\r\n\r\n`) });
      const settings = await trusting({ proxy: proxy.url });
      const error = await failure(fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings }).client));
      assert.deepEqual([error.kind, error.details.fault], ['offline', fault]);
      assert.equal(proxy.requests.length, 1);
    });
  }

  describe('that fails', () => {
    const cases: readonly [what: string, options: ProxyOptions, fault: NetworkFault][] = [
      ['resets the connection', { instead: (socket) => socket.resetAndDestroy() }, 'proxyUnreachable'],
      ['closes the connection', { instead: (socket) => socket.end() }, 'proxyUnreachable'],
      [
        'does not reach the gateway',
        { instead: (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n') },
        'proxyRefused',
      ],
      [
        'forbids the gateway',
        { instead: (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html>') },
        'proxyRefused',
      ],
      ['speaks something else', { instead: (socket) => socket.end('220 mail.example ESMTP\r\n\r\n') }, 'proxyRefused'],
      [
        'never comes to an end',
        { instead: (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`) },
        'proxyRefused',
      ],
    ];
    for (const [what, options, fault] of cases) {
      it(`${what}: ${fault}, and a change was surely not made`, async () => {
        const proxy = await behind(options);
        const settings = await trusting({ proxy: proxy.url });
        const { client } = gateway.connect({ url: gatewayUrl, network: () => settings });
        for (const error of [
          await failure(fetchMe(client)),
          await failure(deleteApp(client, appAri(sampleAppIds.teamPoll))),
        ]) {
          assert.equal(error.kind, 'offline');
          assert.equal(error.details.fault, fault);
          assert.ok(!mayHaveBeenSent(error));
        }
        assert.equal(gateway.sandbox.requests.length, 0);
      });
    }

    it('hangs: ends when the time for a request does', async () => {
      const proxy = await behind({ instead: () => undefined });
      const settings = await trusting({ proxy: proxy.url });
      const { client } = gateway.connect({
        url: gatewayUrl,
        network: () => settings,
        timeoutMs: 100,
        retry: { attempts: 1, baseMs: 1, maxWaitMs: 1 },
      });
      assert.equal((await failure(fetchMe(client))).kind, 'timeout');
    });

    it('hangs: is left at once where the request is cancelled', async () => {
      const proxy = await behind({ instead: () => giveUp.abort() });
      const settings = await trusting({ proxy: proxy.url });
      const giveUp = new AbortController();
      assert.equal(
        (await failure(fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings }).client, giveUp.signal)))
          .kind,
        'cancelled',
      );
    });

    it('is not there', async () => {
      const settings = await trusting({ proxy: 'http://127.0.0.1:1' });
      const error = await failure(fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings }).client));
      assert.equal(error.details.fault, 'proxyUnreachable');
      assert.match(error.message, /ECONNREFUSED/);
    });

    it('is a SOCKS proxy: nothing is sent, and that is said', async () => {
      const { client } = gateway.connect({
        url: gatewayUrl,
        network: () => ({ ...defaultNetwork, proxy: 'socks5://127.0.0.1:1080' }),
      });
      const error = await failure(fetchMe(client));
      assert.equal(error.kind, 'misconfigured');
      assert.match(error.message, /SOCKS/);
    });
  });

  it('takes changed settings with the next request, and lets what runs end where it began', async () => {
    const [first, second] = [await behind(), await behind()];
    let settings = await trusting({ proxy: first.url });
    const { client } = gateway.connect({ url: gatewayUrl, network: () => settings });
    await fetchMe(client);
    gateway.sandbox.faults.set('Me', { kind: 'latency', ms: 50 }, 1);
    const running = fetchMe(client);
    while (gateway.sent('Me').length < 2) await new Promise(setImmediate);
    settings = { ...settings, proxy: second.url };
    const before = first.requests.length;
    await Promise.all([running, fetchAppPage(client, 5, undefined)]);
    assert.deepEqual([first.requests.length, second.requests.length], [before, 1]);
    settings = { ...settings, proxy: 'http://127.0.0.1:1' };
    assert.equal((await failure(fetchMe(client))).details.fault, 'proxyUnreachable');
    settings = { ...settings, proxy: first.url };
    await fetchMe(client);
  });

  it('is left out for what NO_PROXY names', async () => {
    const certificate = authority.issue({ name: 'localhost', hosts: ['localhost'] });
    const port = await networks.tls(certificate, sandboxPort());
    const proxy = await networks.proxy();
    let settings = await trusting({ proxy: proxy.url, noProxy: ['<-loopback>'] });
    const { client } = gateway.connect({ url: `https://localhost:${port}/graphql`, network: () => settings });
    await fetchMe(client);
    assert.equal(proxy.requests.length, 1);
    settings = { ...settings, noProxy: ['<-loopback>', 'localhost'] };
    await fetchMe(client);
    settings = { ...settings, noProxy: [] };
    await fetchMe(client);
    assert.equal(proxy.requests.length, 1);
  });

  describe('and certificates', () => {
    const other = makeAuthority('Somebody Else');
    const cases: readonly [what: string, certificate: ReturnType<typeof makeCertificate>, fault: NetworkFault][] = [
      ['of an unknown authority', other.issue({ name: 'gateway.test', hosts: ['gateway.test'] }), 'untrusted'],
      ['signed by itself', makeCertificate({ name: 'gateway.test', hosts: ['gateway.test'] }), 'untrusted'],
      [
        'that has expired',
        authority.issue({ name: 'gateway.test', hosts: ['gateway.test'], from: -30, to: -1 }),
        'expired',
      ],
      [
        'that is not valid yet',
        authority.issue({ name: 'gateway.test', hosts: ['gateway.test'], from: 1, to: 30 }),
        'notYetValid',
      ],
      ['of another server', authority.issue({ name: 'login.test', hosts: ['login.test'] }), 'wrongHost'],
    ];
    for (const [what, certificate, fault] of cases) {
      it(`${what}: ${fault}, whatever http.proxyStrictSSL says`, async () => {
        const proxy = await behind({}, certificate);
        for (const strictProxyCertificate of [true, false]) {
          const settings = await trusting({ proxy: proxy.url, strictProxyCertificate });
          const error = await failure(fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings }).client));
          assert.equal(error.kind, 'offline');
          assert.equal(error.details.fault, fault);
          assert.ok(!mayHaveBeenSent(error));
        }
        assert.equal(gateway.sandbox.requests.length, 0);
      });
    }

    it('of the proxy itself: have to be trusted unless http.proxyStrictSSL is off', async () => {
      const proxy = await behind({ certificate: makeCertificate({ name: 'localhost', hosts: ['localhost'] }) });
      let settings = await trusting({ proxy: proxy.url });
      const { client } = gateway.connect({ url: gatewayUrl, network: () => settings });
      assert.equal((await failure(fetchMe(client))).details.fault, 'proxyUntrusted');
      settings = { ...settings, strictProxyCertificate: false };
      await fetchMe(client);
    });

    it('are read anew when the setting names another file; a missing or broken one costs only itself', async () => {
      const proxy = await behind();
      const good = await trusting({ proxy: proxy.url });
      const broken = join(folder.path, 'broken.pem');
      await writeFile(broken, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
      let settings: NetworkSettings = good;
      const { client } = gateway.connect({ url: gatewayUrl, network: () => settings });
      for (const file of [join(folder.path, 'missing.pem'), broken, undefined]) {
        settings = { ...good, environment: { NODE_EXTRA_CA_CERTS: file } };
        assert.equal((await failure(fetchMe(client))).details.fault, 'untrusted', file);
      }
      settings = good;
      await fetchMe(client);
    });

    it('of a port that does not speak TLS', async () => {
      const settings = await trusting();
      const error = await failure(
        fetchMe(gateway.connect({ url: `https://127.0.0.1:${sandboxPort()}/graphql`, network: () => settings }).client),
      );
      assert.equal(error.details.fault, 'noTls');
    });
  });
});
