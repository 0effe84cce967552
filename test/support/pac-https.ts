import * as https from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { EditorHttps } from '../../src/gateway/network/editor-request.ts';

export interface EditorKnowledge {
  /** What a PAC script answers for the gateway: the local port of a proxy. Asked for each connection. */
  readonly proxyPort: () => number;
  /** The authorities that the editor trusts, as PEM. */
  readonly ca: string;
}

/**
 * An `https` as an editor gives it to extensions: over a proxy that nobody else knows, with certificates of its own,
 * and asynchronously, as a PAC script is asked. As in VS Code, a proxy that opens no tunnel answers in the gateway's
 * place. Connections are used again.
 */
export function pacHttps({ proxyPort, ca }: EditorKnowledge): EditorHttps {
  class PacAgent extends https.Agent {
    override createConnection(
      { host, port, servername }: https.RequestOptions & { servername?: string },
      done?: (error: Error | null, stream: Duplex) => void,
    ): Duplex | null | undefined {
      const socket = connect(proxyPort(), '127.0.0.1', () =>
        socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`),
      );
      socket.once('error', (error) => done?.(error, socket));
      socket.once('data', (head: Buffer) => {
        if (head.toString('latin1').startsWith('HTTP/1.1 200')) done?.(null, secured(socket, servername ?? ''));
        else done?.(null, replayed(socket, head));
      });
      return undefined;
    }
  }
  const secured = (socket: Socket, servername: string) => connectTls({ socket, servername, ca, host: servername });
  const agent = new PacAgent({ keepAlive: true });
  return {
    request: ((url: URL, options: https.RequestOptions) =>
      https.request(url, { ...options, agent })) as EditorHttps['request'],
  };
}

/** Gives a request the proxy's own answer, as VS Code's agent does. */
function replayed(socket: Socket, head: Buffer): Socket {
  socket.pause();
  setImmediate(() => {
    socket.unshift(head);
    socket.resume();
  });
  return socket;
}
