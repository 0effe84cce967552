// A proxy, and TLS in front of a gateway, as in real networks: for the tests of one suite.
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsSocketServer } from 'node:tls';
import type { Certificate } from './test-certificates.ts';

export interface ProxyOptions {
  /** The required value of Proxy-Authorization. */
  readonly authorization?: string;
  /** If set, clients connect over TLS. */
  readonly certificate?: Certificate;
  /** Handles a CONNECT instead of opening the tunnel. */
  readonly instead?: (socket: Socket) => void;
  /** The local port to which all tunnels lead, or those of some `host:port`; by default the requested port. */
  readonly leadsTo?: number | Readonly<Record<string, number>>;
}

export interface ConnectProxy {
  readonly port: number;
  /** Its address without credentials. */
  readonly url: string;
  /** The CONNECT requests received. */
  readonly requests: readonly IncomingMessage[];
}

export interface Networks {
  /** Starts a proxy that tunnels every name to this computer. */
  proxy(options?: ProxyOptions): Promise<ConnectProxy>;
  /** Starts TLS in front of a local port; returns its own port. Ends each connection if `port` is undefined. */
  tls(certificate: Pick<Certificate, 'cert' | 'key'>, port: number): Promise<number>;
}

/** Starts proxies and TLS servers for the tests of the calling suite; all are stopped after each test. */
export function useNetworks(): Networks {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });

  async function listen(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const socket of sockets) socket.destroy();
        }),
    );
    return (server.address() as AddressInfo).port;
  }

  return {
    async proxy({ authorization, certificate, instead, leadsTo } = {}) {
      const requests: IncomingMessage[] = [];
      const server = certificate ? createTlsServer({ cert: certificate.cert, key: certificate.key }) : createServer();
      server.on('connect', (request: IncomingMessage, socket: Socket) => {
        requests.push(request);
        socket.on('error', () => socket.destroy());
        if (instead) {
          instead(socket);
        } else if (authorization !== undefined && request.headers['proxy-authorization'] !== authorization) {
          socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\n\r\n');
        } else {
          const target = request.url ?? '';
          const port = (typeof leadsTo === 'object' ? leadsTo[target] : leadsTo) ?? Number(/:(\d+)$/.exec(target)?.[1]);
          const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
          onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
          socket.on('close', () => onward.destroy());
          socket.pipe(onward).pipe(socket);
        }
      });
      const port = await listen(server);
      return {
        port,
        url: `${certificate ? 'https' : 'http'}://${certificate ? 'localhost' : '127.0.0.1'}:${port}`,
        requests,
      };
    },
    tls: ({ cert, key }, port) =>
      listen(
        createTlsSocketServer({ cert, key }, (socket) => {
          const onward = connect(port, '127.0.0.1');
          onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
          socket.on('error', () => socket.destroy()).on('close', () => onward.destroy());
          socket.pipe(onward).pipe(socket);
        }),
      ),
  };
}

/** Starts a local server for raw connections; the caller must close it. */
export async function rawServer(answer: (socket: Socket) => void): Promise<{ readonly port: number; close(): void }> {
  const server = createSocketServer((socket) => answer(socket.on('error', () => socket.destroy())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
