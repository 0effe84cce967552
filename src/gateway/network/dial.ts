import type { Socket } from 'node:net';
import { faultOfCode } from './fault.ts';
import { type Trust, trustsMore, type TrustStore } from './trusted-certificates.ts';
import { openProxy, openTcp, openTls, openTunnel } from './connect.ts';
import { chooseRoute, hostOf, portOf } from './route.ts';
import type { NetworkSettings } from './network-settings-type.ts';

/**
 * Connects to a server directly or through a proxy, over TLS if its address says so. The server's certificate must
 * always be trusted: `http.proxyStrictSSL` concerns only the proxy's. Only where a certificate is not trusted at once,
 * the operating system's are waited for, and the connection is made again. Rejects with a ConnectError, or with
 * `misconfigured` if the settings name an unusable proxy.
 */
export async function dial(target: URL, settings: NetworkSettings, trusted: TrustStore): Promise<Socket> {
  const atOnce = () => trusted.atOnce(settings);
  try {
    return await dialTrusting(target, settings, atOnce);
  } catch (error) {
    if (faultOfCode(error) !== 'untrusted') throw error;
    const first = await atOnce();
    const complete = await trusted.complete(settings);
    if (!trustsMore(complete, first)) throw error;
    return dialTrusting(target, settings, () => Promise.resolve(complete));
  }
}

async function dialTrusting(target: URL, settings: NetworkSettings, trusted: () => Promise<Trust>): Promise<Socket> {
  const { proxy } = chooseRoute(target, settings);
  const host = hostOf(target);
  const socket =
    proxy === undefined
      ? await openTcp(host, portOf(target))
      : await openTunnel(await openProxy(proxy, trusted, settings.strictProxyCertificate), proxy, host, portOf(target));
  return target.protocol === 'https:' ? openTls(socket, { host, trust: await trusted(), isStrict: true }) : socket;
}
