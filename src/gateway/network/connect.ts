import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { NetworkFault } from '../../core/errors.ts';
import { codeOf, type ConnectError, connectError, faultOf, faultOfCode, isCertificateFault } from './fault.ts';
import type { Proxy } from './route.ts';
import type { Trust } from './trusted-certificates.ts';

/** Timeout of each step of establishing a connection (TCP, the proxy's response, TLS), in milliseconds. */
export const stepTimeoutMs = 10_000;

/** Connects to a server over TCP. Rejects with a ConnectError. */
export async function openTcp(host: string, port: number): Promise<Socket> {
  const socket = connectTcp({ host, port });
  await settled(socket, 'connect', (error) =>
    connectError(faultOfCode(error), `${host}:${port}${reasonOf(error)}`, codeOf(error)),
  );
  return socket.setNoDelay(true).setKeepAlive(true, 30_000);
}

export interface TlsOptions {
  readonly host: string;
  readonly trust: Trust;
  /** False accepts any certificate: for diagnosing it, and if the settings ask for that. */
  readonly isStrict: boolean;
}

/**
 * Makes a TLS handshake over a connection. Rejects with a ConnectError, whose fault says whether the certificate was
 * the reason.
 */
export async function openTls(socket: Socket, { host, trust, isStrict }: TlsOptions): Promise<TLSSocket> {
  const secure = connectTls({
    socket,
    // Only for names: SNI does not allow IP addresses.
    ...(isIP(host) === 0 && { servername: host }),
    host,
    secureContext: trust.context,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: isStrict,
  });
  await settled(secure, 'secureConnect', (error) =>
    connectError(faultOfCode(error), `${host}${reasonOf(error)}`, codeOf(error)),
  );
  return secure;
}

/** Connects to a proxy, over TLS if its address says so; only then is `trusted` called. Rejects with a ConnectError. */
export async function openProxy(
  { host, port, isSecure }: Proxy,
  trusted: () => Promise<Trust>,
  isStrict: boolean,
): Promise<Socket> {
  try {
    const socket = await openTcp(host, port);
    return isSecure ? await openTls(socket, { host, trust: await trusted(), isStrict }) : socket;
  } catch (thrown) {
    const fault = faultOf(thrown) ?? 'unreachable';
    const isUntrusted = isCertificateFault(fault) || fault === 'noTls';
    throw connectError(
      isUntrusted ? 'proxyUntrusted' : 'proxyUnreachable',
      thrown instanceof Error ? thrown.message : String(thrown),
      codeOf(thrown),
    );
  }
}

/**
 * Requests a tunnel to a server from a proxy; returns the connection, which then leads to the server. Rejects with a
 * ConnectError with the fault `proxyAuthentication`, `proxyMethod`, `proxyRefused` or `proxyUnreachable`.
 */
export async function openTunnel(
  socket: Socket,
  { authorization }: Proxy,
  host: string,
  port: number,
): Promise<Socket> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const lines = [
    `CONNECT ${target} HTTP/1.1`,
    `Host: ${target}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
  ];
  const answered = answerHead(socket);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const head = await answered;
  const status = statusOf(head);
  if (status >= 200 && status < 300) return socket;
  socket.destroy();
  if (status === 407) throw signInError(head);
  throw connectError(
    'proxyRefused',
    status === 0
      ? 'the proxy doesn’t respond like a proxy'
      : `the proxy refuses to connect to the gateway (HTTP ${status})`,
    `HTTP_${status}`,
  );
}

function signInError(head: string): ConnectError {
  const methods = [...head.matchAll(/^proxy-authenticate:[ \t]*([\w-]{1,30})/gim)].map(([, method = '']) => method);
  const others = methods.filter((method) => !/^(basic|bearer)$/i.test(method));
  if (others.length > 0 && others.length === methods.length)
    return connectError('proxyMethod', [...new Set(others)].slice(0, 5).join(', '), 'HTTP_407');
  return connectError(
    'proxyAuthentication',
    'the proxy requires a user name and password, or rejected them (HTTP 407)',
    'HTTP_407',
  );
}

/** Returns the status from a response's first line; 0 if that is not a status line. */
function statusOf(head: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})[ \r\n]/.exec(head)?.[1] ?? 0);
}

/** Longest response head accepted from a proxy, in bytes. */
const longestHead = 64 * 1024;

/** Reads a proxy's response up to the empty line; the rest stays in the socket. */
async function answerHead(socket: Socket): Promise<string> {
  let head = Buffer.alloc(0);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (message: string, fault: NetworkFault = 'proxyUnreachable') => reject(connectError(fault, message));
  const read = () => {
    for (let chunk: unknown = socket.read(); Buffer.isBuffer(chunk); chunk = socket.read()) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        // What is put back would be emitted again.
        socket.off('readable', read);
        if (end + 4 < head.length) socket.unshift(head.subarray(end + 4));
        resolve(head.subarray(0, end + 2).toString('latin1'));
        return;
      }
      if (head.length > longestHead) {
        fail('the proxy doesn’t respond like a proxy', 'proxyRefused');
        return;
      }
    }
  };
  const closed = () => fail('the proxy closed the connection');
  const deadline = setTimeout(() => fail(`the proxy didn’t respond within ${stepTimeoutMs / 1000} s`), stepTimeoutMs);
  socket.on('readable', read).on('error', closed).on('close', closed).on('end', closed);
  try {
    return await promise;
  } catch (error) {
    // Nobody listens from here on; a late error of the socket must not end the process.
    socket.on('error', () => undefined).destroy();
    throw error;
  } finally {
    clearTimeout(deadline);
    socket.off('readable', read).off('error', closed).off('close', closed).off('end', closed);
  }
}

/** Waits for a socket's event, its error, or the timeout; on failure the socket is destroyed. */
async function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  describe: (error: unknown) => ConnectError,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const done = () => resolve(undefined);
  const closed = () => reject(connectError('unreachable', 'the connection was closed before it was established'));
  const deadline = setTimeout(
    () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
    stepTimeoutMs,
  );
  socket.once(event, done).once('error', reject).once('close', closed);
  try {
    await promise;
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw describe(error);
  } finally {
    clearTimeout(deadline);
    socket.off(event, done).off('error', reject).off('close', closed);
  }
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return code === '' ? '' : `, ${code}`;
}
