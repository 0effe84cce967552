// Small HTTP servers that behave as no gateway should.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer, type Socket } from 'node:net';

/** A server on this machine, created by a test. */
export interface Origin {
  /** An address on the server, to be used as a gateway's. */
  readonly url: string;
  /** The requests received; empty for a raw socket server. */
  readonly requests: readonly IncomingMessage[];
}

/** Starts servers for the tests of the calling suite; they are closed after each test. */
export function useOrigins(): {
  http(answer: RequestListener): Promise<Origin>;
  socket(answer: (socket: Socket) => void): Promise<Origin>;
  unused(): Promise<string>;
} {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
  });

  return {
    async http(answer) {
      const requests: IncomingMessage[] = [];
      const server = createServer((request, response) => {
        requests.push(request);
        answer(request, response);
      });
      open.push(() => closed(server, () => server.closeAllConnections()));
      return { url: await listening(server), requests };
    },
    async socket(answer) {
      const sockets = new Set<Socket>();
      const server = createSocketServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        answer(socket);
      });
      open.push(() => closed(server, () => sockets.forEach((socket) => socket.destroy())));
      return { url: await listening(server), requests: [] };
    },
    /** Returns an address where nothing listens. */
    async unused() {
      const server = createSocketServer();
      const url = await listening(server);
      await closed(server, () => undefined);
      return url;
    },
  };
}

async function listening(server: Server | SocketServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}/graphql`;
}

function closed(server: Server | SocketServer, endConnections: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    endConnections();
  });
}
