import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeAuthority } from '../test-certificates.ts';

/** Environment variable with the folder of the certificate for the gateway. */
export const editorNetworkFolder = 'FORGE_CONSOLE_TEST_EDITOR_NETWORK';

/** The name of the gateway in this network; it has no address. */
export const editorNetworkHost = 'gateway.test';

/**
 * Starts a network that only VS Code knows, as it knows a PAC script or the system's proxy: a proxy that leads every
 * name to this computer, and an authority that issued `gateway.pem` (with `gateway.key`) in the folder. Returns the
 * environment in which VS Code learns of it.
 */
export async function startEditorNetwork(folder: string): Promise<{ env: Record<string, string>; close(): void }> {
  const authority = makeAuthority('Office CA');
  const gateway = authority.issue({ name: editorNetworkHost, hosts: [editorNetworkHost] });
  const ca = join(folder, 'office-ca.pem');
  await Promise.all([
    writeFile(ca, authority.ca.cert),
    writeFile(join(folder, 'gateway.pem'), gateway.cert),
    writeFile(join(folder, 'gateway.key'), gateway.key),
  ]);
  const proxy = createServer((_, response) => response.writeHead(403).end());
  proxy.on('connect', ({ url = '' }, socket) => {
    const onward = connect(Number(/:(\d+)$/.exec(url)?.[1]), '127.0.0.1', () =>
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    );
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    env: {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      NODE_EXTRA_CA_CERTS: ca,
      [editorNetworkFolder]: folder,
    },
    close: () => proxy.close(),
  };
}
