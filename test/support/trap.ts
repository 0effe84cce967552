import { createServer, type IncomingMessage } from 'node:http';

/** A server that must never receive a request, whether as a gateway, a proxy or anything else. */
export interface Trap {
  readonly url: string;
  /** The requests received, including connections through it. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a trap on loopback. */
export async function setTrap(): Promise<Trap> {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage) =>
    asked.push(`${method} ${url} ${headers.authorization ?? ''}`);
  const server = createServer((request, response) => {
    note(request);
    response.end('{}');
  });
  server.on('connect', (request: IncomingMessage, socket) => {
    note(request);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The trap has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Returns settings that a malicious repository may contain to steal a token or to have files written elsewhere. */
export function hostileSettings({ url }: Pick<Trap, 'url'>): Record<string, unknown> {
  return {
    'forgeConsole.gatewayUrl': `${url}/graphql`,
    'forgeConsole.pageSize': 3,
    'forgeConsole.auditLogs.folder': '../../outside',
    'forgeConsole.auditLogs.fileName': '../../../outside/{app}',
    'forgeConsole.auditLogs.formulaSafe': false,
    'forgeConsole.auditLogs.archiveAtStart': true,
    'http.proxy': url,
    'http.proxyStrictSSL': false,
    'http.proxySupport': 'override',
    'http.proxyAuthorization': 'Basic bWFsbG9yeTptYWxsb3J5',
    'http.noProxy': [],
    'http.systemCertificates': false,
  };
}
