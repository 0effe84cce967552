import type { Dispatcher } from 'undici';
import { ForgeError, toForgeError } from '../core/errors.ts';
import { longestSilenceMs, maxAnswerBytes } from './network/answer-limits.ts';
import type { EditorHttps } from './network/editor-request.ts';
import { createTrustStore, type TrustStore } from './network/trusted-certificates.ts';
import { codeOf, faultOf } from './network/fault.ts';
import { chooseRoute } from './network/route.ts';
import { defaultNetwork, type NetworkSettings } from './network/network-settings-type.ts';
import { createWayChoice, mayLeadElsewhere } from './network/two-ways.ts';
import { unlessAborted } from './network/unless-aborted.ts';
import type { HttpAnswer } from './reply.ts';

export interface Post {
  readonly url: URL;
  /** `GET` for one without a body. */
  readonly method?: 'GET';
  readonly headers: Record<string, string>;
  /** Empty for a GET. */
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends a POST, or a GET, and returns the complete response. */
export interface Transport {
  /**
   * Throws ForgeErrors: `offline` if no connection was established (its `fault` says why) or the connection broke,
   * `timeout`, `cancelled`, `badReply`, and `misconfigured` for an unusable proxy.
   */
  post(request: Post): Promise<HttpAnswer>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

/** An upload to an address that the gateway gave for it. */
export type Put = Omit<Post, 'method' | 'body'> & { readonly body: Uint8Array };

/** Sends uploads too, by the same ways. */
export interface UploadTransport extends Transport {
  /** Throws as `post` does. */
  put(request: Put): Promise<HttpAnswer>;
}

type Sent = Omit<Post, 'method' | 'body'> & {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly body: string | Uint8Array;
};

/** Whether a failed request may have reached the gateway. */
export function mayHaveBeenSent(error: ForgeError): boolean {
  if (error.kind === 'cancelled') return error.cause !== undefined;
  return !(error.kind === 'offline' && error.details.fault !== undefined);
}

export interface TransportOptions {
  /** Called before each request, so that a changed setting applies at once. */
  readonly network?: () => NetworkSettings;
  /** The trusted certificates. */
  readonly trusted?: TrustStore;
  /** The editor's `https`, for where our own way does not connect; without it, there is only that. */
  readonly editorHttps?: () => EditorHttps;
}

/**
 * Creates a transport over undici, which is loaded with the first request. Redirects are not followed: a token is sent
 * nowhere else.
 */
export function createTransport({
  network = () => defaultNetwork,
  trusted = createTrustStore(),
  editorHttps,
}: TransportOptions = {}): UploadTransport {
  const sendByEither = createWayChoice();
  /** The connections for the current settings. */
  let current: { readonly key: string; readonly dispatcher: Dispatcher } | undefined;

  async function dispatcherFor(settings: NetworkSettings): Promise<Dispatcher> {
    const [{ Agent }, { dial }] = await Promise.all([import('./undici.ts'), import('./network/dial.ts')]);
    const key = JSON.stringify(settings);
    if (current?.key === key) return current.dispatcher;
    // Requests in flight finish on their old connections.
    current?.dispatcher.close().catch(() => undefined);
    const dispatcher = new Agent({
      maxResponseSize: maxAnswerBytes,
      bodyTimeout: longestSilenceMs,
      connect({ protocol, host = '' }, callback) {
        dial(new URL(`${protocol}//${host}`), settings, trusted).then(
          (socket) => callback(null, socket),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
        );
      },
    });
    current = { key, dispatcher };
    return dispatcher;
  }

  /** Sends over connections of our own, which are used again. */
  async function sendOurselves({ url, method, headers, body }: Sent, settings: NetworkSettings, signal: AbortSignal) {
    chooseRoute(url, settings);
    const { request } = await import('./undici.ts');
    const sent = method === 'GET' ? { method } : { method, body };
    const dispatcher = await dispatcherFor(settings);
    const answer = await unlessAborted(request(url, { ...sent, headers, dispatcher, signal }), signal);
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      body: text,
      headers: answer.headers,
      header(name: string) {
        const value = answer.headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
    };
  }

  async function send(sent: Sent): Promise<HttpAnswer> {
    const { url, timeoutMs, signal } = sent;
    const settings = network();
    const deadline = AbortSignal.timeout(timeoutMs);
    const ended = AbortSignal.any([signal, deadline]);
    const own = () => sendOurselves(sent, settings, ended);
    try {
      if (editorHttps === undefined || !mayLeadElsewhere(url, settings)) return await own();
      return await sendByEither<HttpAnswer>(settings, {
        own,
        async editor() {
          const { sendThroughEditor } = await import('./network/editor-request.ts');
          return unlessAborted(sendThroughEditor(editorHttps(), { ...sent, signal: ended }), ended);
        },
      });
    } catch (thrown) {
      const cause = bare(thrown);
      if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { cause });
      if (deadline.aborted)
        throw new ForgeError('timeout', `no response within ${Math.round(timeoutMs / 1000)} s`, { cause });
      throw transportError(thrown, cause);
    }
  }

  return {
    post: (post) => send({ ...post, method: post.method ?? 'POST' }),
    put: (put) => send({ ...put, method: 'PUT' }),
    async close() {
      await current?.dispatcher.destroy();
      current = undefined;
    },
  };
}

function transportError(thrown: unknown, cause: Error): ForgeError {
  // A setting became invalid while connecting.
  if (thrown instanceof ForgeError) return toForgeError(thrown);
  const code = codeOf(cause);
  const fault = faultOf(thrown);
  if (fault !== undefined) return new ForgeError('offline', cause.message, { cause, fault });
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new ForgeError('timeout', 'the response stopped', { cause });
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return new ForgeError('badReply', 'the response is too large', { cause, tooLarge: true });
  if (cause.name === 'HTTPParserError') return new ForgeError('badReply', 'the response is not HTTP', { cause });
  return new ForgeError('offline', `${cause.message || 'no connection'}${code === '' ? '' : ` (${code})`}`, { cause });
}

/**
 * Returns an error of the HTTP client without its attached data: a parser's error holds the response, which may contain
 * anything.
 */
function bare(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const { name, message, stack = message } = thrown;
  return Object.assign(new Error(message), { name, stack, ...(codeOf(thrown) !== '' && { code: codeOf(thrown) }) });
}
