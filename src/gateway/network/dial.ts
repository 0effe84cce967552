import type { Socket } from 'node:net';
import type { Trust } from './trusted-certificates.ts';
import { openProxy, openTcp, openTls, openTunnel } from './connect.ts';
import { chooseRoute, hostOf, portOf } from './route.ts';
import type { NetworkSettings } from './network-settings-type.ts';

/**
 * Connects to a server directly or through a proxy, over TLS if its address says so. The server's certificate must
 * always be trusted: `http.proxyStrictSSL` concerns only the proxy's. Rejects with a ConnectError, or with
 * `misconfigured` if the settings name an unusable proxy.
 */
export async function dial(
  target: URL,
  settings: NetworkSettings,
  trusted: (settings: NetworkSettings) => Promise<Trust>,
): Promise<Socket> {
  const { proxy } = chooseRoute(target, settings);
  const host = hostOf(target);
  const socket =
    proxy === undefined
      ? await openTcp(host, portOf(target))
      : await openTunnel(
          await openProxy(proxy, () => trusted(settings), settings.strictProxyCertificate),
          proxy,
          host,
          portOf(target),
        );
  return target.protocol === 'https:'
    ? openTls(socket, { host, trust: await trusted(settings), isStrict: true })
    : socket;
}
