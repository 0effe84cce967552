// A proxy, and TLS in front of a gateway, as networks have them: for the tests of one suite.
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsSocketServer } from 'node:tls';
import type { Certificate } from './test-certificates.ts';

export interface ProxyOptions {
  /** The value of Proxy-Authorization that it wants. */
  readonly authorization?: string;
  /** Speaks TLS to its clients. */
  readonly certificate?: Certificate;
  /** What it does with a CONNECT instead of making the tunnel. */
  readonly instead?: (socket: Socket) => void;
  /** The port on this computer to which every name leads; default: the port asked for. */
  readonly leadsTo?: number;
}

export interface ConnectProxy {
  readonly port: number;
  /** Its address without credentials. */
  readonly url: string;
  /** The CONNECT requests that arrived. */
  readonly requests: readonly IncomingMessage[];
}

export interface Networks {
  /** A proxy that tunnels to this computer, whatever the name. */
  proxy(options?: ProxyOptions): Promise<ConnectProxy>;
  /**
   * TLS in front of what listens on a port of this computer; gives the port, or ends each connection where `port` is
   * undefined.
   */
  tls(certificate: Certificate, port: number): Promise<number>;
}

/** Starts what the tests of the suite that calls this ask for; all of it ends after each test. */
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
          const port = leadsTo ?? Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
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

/** A server on this computer for raw connections; it has to be closed. */
export async function rawServer(answer: (socket: Socket) => void): Promise<{ readonly port: number; close(): void }> {
  const server = createSocketServer((socket) => answer(socket.on('error', () => socket.destroy())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
