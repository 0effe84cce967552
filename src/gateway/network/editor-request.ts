import type { ClientRequest, IncomingMessage } from 'node:http';
import type * as https from 'node:https';
import { TLSSocket } from 'node:tls';
import { ForgeError } from '../../core/errors.ts';
import type { HttpAnswer } from '../reply.ts';
import { stepTimeoutMs } from './connect.ts';
import { codeOf, connectError, faultOfCode } from './fault.ts';
import { longestSilenceMs, maxAnswerBytes } from './answer-limits.ts';

/** The `https` module that the editor gives its extensions: it knows the system's proxy, PAC scripts, Kerberos, SOCKS. */
export type EditorHttps = Pick<typeof https, 'request'>;

/** A request for the editor's `https`. */
export interface EditorRequest {
  readonly url: URL;
  /** POST by default. The body of a GET is empty. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
}

/**
 * Sends a request with the editor's `https`, and returns the complete response. The headers and the body are written only
 * once the gateway's certificate is verified. Rejects with a ConnectError if it did not come to that: then nothing was
 * sent. Any other error means that the gateway may have the request; a response that is too large or stops is a
 * ForgeError.
 */
export async function sendThroughEditor(
  { request }: EditorHttps,
  { url, method = 'POST', headers, body, signal }: EditorRequest,
): Promise<HttpAnswer> {
  const sent = request(url, {
    method,
    headers: { ...headers, ...(method !== 'GET' && { 'content-length': String(Buffer.byteLength(body)) }) },
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    signal,
  });
  // A late error must not end the process.
  sent.on('error', () => undefined);
  try {
    await verified(sent, url.hostname);
    const response = await answerTo(sent, body);
    return {
      status: response.statusCode ?? 0,
      body: await readWhole(response),
      headers: response.headers,
      header(name) {
        const value = response.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
    };
  } catch (error) {
    sent.destroy();
    throw error;
  }
}

/** Waits until a request has a connection to a server with a verified certificate; rejects with a ConnectError. */
async function verified(sent: ClientRequest, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const check = (socket: unknown) => {
    if (socket instanceof TLSSocket && socket.authorized) resolve(undefined);
    else reject(connectError('untrusted', host));
  };
  const failed = (error: unknown) => {
    // An error without a code comes from the editor's agent, and may quote a proxy's address with its credentials.
    const code = codeOf(error);
    reject(connectError(code === '' ? 'proxyUnreachable' : faultOfCode(error), `${host}, ${code || 'no proxy'}`, code));
  };
  // Without a verified connection, a response is that of a proxy which does not open a tunnel.
  const refused = (response: IncomingMessage) => {
    const status = response.statusCode ?? 0;
    response.destroy();
    reject(
      connectError(
        status === 407 ? 'proxyAuthentication' : 'proxyRefused',
        `the editor’s proxy refuses to connect to the gateway (HTTP ${status})`,
        `HTTP_${status}`,
      ),
    );
  };
  const deadline = setTimeout(
    () => reject(connectError('unreachable', `${host}, ETIMEDOUT`, 'ETIMEDOUT')),
    stepTimeoutMs,
  );
  sent
    .once('socket', (socket) => {
      if (sent.reusedSocket) check(socket);
      else socket.once('secureConnect', () => check(socket));
    })
    .once('error', failed)
    .once('response', refused);
  try {
    await promise;
  } finally {
    clearTimeout(deadline);
    sent.off('error', failed).off('response', refused);
  }
}

/** Sends the body, and waits for the head of the response. */
function answerTo(sent: ClientRequest, body: string | Uint8Array): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  sent.once('response', resolve).once('error', reject).end(body);
  return promise;
}

/** Reads a response within the limits of size and silence. */
async function readWhole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const silence = setTimeout(
    () => response.destroy(new ForgeError('timeout', 'the response stopped')),
    longestSilenceMs,
  );
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      silence.refresh();
      bytes += chunk.length;
      if (bytes > maxAnswerBytes) throw new ForgeError('badReply', 'the response is too large', { tooLarge: true });
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(silence);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
