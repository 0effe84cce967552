import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { canaryIn } from '../../support/canary.ts';
import type { Outcome } from './ring.ts';

/** Sent by the extension host: a line to print, or how it ended. */
export type HostMessage = { line: string } | { outcome: Outcome };

/** Listens on a free local port for one test run inside an extension host, and passes its lines on as they arrive. */
export async function listenForReport(print: (line: string) => void): Promise<{
  port: number;
  outcome(): Outcome | undefined;
  /** Returns the form in which a token was printed; undefined if none was. */ leak(): string | undefined;
  close(): void;
}> {
  let outcome: Outcome | undefined;
  let leak: string | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    createInterface({ input: socket }).on('line', (text) => {
      leak ??= canaryIn(text);
      const message = JSON.parse(text) as HostMessage;
      if ('line' in message) print(message.line);
      else outcome = message.outcome;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No local port for the test report.');
  return {
    port: address.port,
    outcome: () => outcome,
    leak: () => leak,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
