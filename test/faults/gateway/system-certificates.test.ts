import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appAri } from '../../../src/core/ids.ts';
import { defaultNetwork, type NetworkSettings } from '../../../src/gateway/network/network-settings-type.ts';
import { createSystemCertificates } from '../../../src/gateway/network/system-certificates.ts';
import { createTrustStore } from '../../../src/gateway/network/trusted-certificates.ts';
import { deleteApp } from '../../../src/gateway/operations/delete-app.ts';
import { fetchMe } from '../../../src/gateway/operations/fetch-me.ts';
import { sampleAppIds } from '../../../src/sandbox/world/world-ids.ts';
import { useFolder } from '../../support/folder.ts';
import { makeAuthority } from '../../support/test-certificates.ts';
import { useNetworks } from '../../support/test-network.ts';
import { failure, useGateway } from '../../support/use-gateway.ts';

const gatewayUrl = 'https://gateway.test/graphql';
const authority = makeAuthority('Office CA');
const forGateway = authority.issue({ name: 'gateway.test', hosts: ['gateway.test'] });

describe('the operating system’s certificates', () => {
  const gateway = useGateway();
  const networks = useNetworks();
  const folder = useFolder();

  /**
   * What the operating system answers: one reading after another, the last one again and again. Only readings that are
   * meant to be late are given up soon.
   */
  function system(...readings: readonly (() => Promise<readonly string[]>)[]) {
    let count = 0;
    const read = () => (readings[Math.min(count++, readings.length - 1)] ?? (() => Promise.resolve([])))();
    return {
      trusted: createTrustStore(createSystemCertificates(read, readings.includes(never) ? 60_000 : 50)),
      count: () => count,
    };
  }
  const knows = () => Promise.resolve([authority.ca.cert]);
  const nothing = () => Promise.resolve([]);
  const fails = () => Promise.reject(new Error('the keychain is locked'));
  const never = () => new Promise<readonly string[]>(() => undefined);

  /** A gateway behind a proxy, whose certificate the office issued; with `trusts`, a variable names that office. */
  async function office(trusts = false): Promise<{ settings: NetworkSettings; connections: () => number }> {
    const port = await networks.tls(forGateway, Number(new URL(gateway.sandbox.url).port));
    const proxy = await networks.proxy({ leadsTo: port });
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, authority.ca.cert);
    const environment = trusts ? { NODE_EXTRA_CA_CERTS: file } : {};
    return {
      settings: { ...defaultNetwork, proxy: proxy.url, environment },
      connections: () => proxy.requests.length,
    };
  }

  it('are not waited for, nor read, where the gateway is trusted without them', async () => {
    const { settings } = await office(true);
    const { trusted, count } = system(never);
    await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings, trusted }).client);
    assert.equal(count(), 0);
  });

  it('hold up no request while their reading hangs, where the gateway is trusted without them', async () => {
    const { settings } = await office(true);
    const { trusted, count } = system(never);
    trusted.begin(settings);
    await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings, trusted }).client);
    assert.equal(count(), 1);
  });

  it('are used once the gateway turns out untrusted, and from then on at once; a change is sent once', async () => {
    const { settings, connections } = await office();
    const { trusted, count } = system(knows);
    const connect = () => gateway.connect({ url: gatewayUrl, network: () => settings, trusted }).client;
    await deleteApp(connect(), appAri(sampleAppIds.teamPoll));
    assert.deepEqual([gateway.sent('DeleteApp').length, connections(), count()], [1, 2, 1]);
    await fetchMe(connect());
    assert.deepEqual([connections(), count()], [3, 1]);
  });

  it('are used for a proxy that is reached over TLS too', async () => {
    const port = await networks.tls(forGateway, Number(new URL(gateway.sandbox.url).port));
    const certificate = authority.issue({ name: 'localhost', hosts: ['localhost'] });
    const proxy = await networks.proxy({ leadsTo: port, certificate });
    const settings = { ...defaultNetwork, proxy: proxy.url };
    await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings, trusted: system(knows).trusted }).client);
  });

  for (const [what, reading] of [
    ['fail', fails],
    ['are none', nothing],
  ] as const) {
    it(`are read again when they ${what} the first time`, async () => {
      const { settings } = await office();
      const { trusted, count } = system(reading, knows);
      const { client } = gateway.connect({ url: gatewayUrl, network: () => settings, trusted });
      assert.equal((await failure(fetchMe(client))).details.fault, 'untrusted');
      await fetchMe(client);
      assert.equal(count(), 2);
    });

    it(`are read again when they ${what} at the start`, async () => {
      const { settings } = await office();
      const { trusted } = system(reading, knows);
      trusted.begin(settings);
      await new Promise(setImmediate);
      await fetchMe(gateway.connect({ url: gatewayUrl, network: () => settings, trusted }).client);
    });
  }

  it('that come late serve the next request, without being read twice', async () => {
    const { settings } = await office();
    const keychain = Promise.withResolvers<readonly string[]>();
    const { trusted, count } = system(() => keychain.promise);
    const { client } = gateway.connect({ url: gatewayUrl, network: () => settings, trusted });
    assert.equal((await failure(fetchMe(client))).details.fault, 'untrusted');
    assert.match((await trusted.complete(settings)).problems.join(), /within/);
    keychain.resolve([authority.ca.cert]);
    await fetchMe(client);
    assert.equal(count(), 1);
  });

  it('are not read where http.systemCertificates is off', async () => {
    const { settings } = await office();
    const { trusted, count } = system(knows);
    const off = { ...settings, systemCertificates: false };
    trusted.begin(off);
    const { client } = gateway.connect({ url: gatewayUrl, network: () => off, trusted });
    assert.equal((await failure(fetchMe(client))).details.fault, 'untrusted');
    assert.equal(count(), 0);
  });

  it('are read once for many at a time, in a thread', async () => {
    const trusted = createTrustStore();
    trusted.begin(defaultNetwork);
    const all = await Promise.all([1, 2, 3].map(() => trusted.complete(defaultNetwork)));
    assert.deepEqual(all.map(({ problems }) => problems).flat(), []);
    assert.equal(new Set(all).size, 1);
  });

  it('are read again when a variable’s file is there at last', async () => {
    const { settings } = await office();
    const file = join(folder.path, 'later.pem');
    const network = () => ({ ...settings, systemCertificates: false, environment: { NODE_EXTRA_CA_CERTS: file } });
    const { client } = gateway.connect({ url: gatewayUrl, network, trusted: system(nothing).trusted });
    assert.equal((await failure(fetchMe(client))).details.fault, 'untrusted');
    await writeFile(file, authority.ca.cert);
    await fetchMe(client);
  });
});
