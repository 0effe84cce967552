import type { Dispatcher } from 'undici';
import { ForgeError } from '../core/errors.ts';
import type { HttpAnswer } from './reply.ts';

/** Largest answer that is read, in bytes; a page of the gateway's largest list stays far below. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Failures before anything was sent: the connection was never made. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export interface Post {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Sends a POST and hands back the whole answer. */
export interface Transport {
  /** Throws ForgeErrors: `offline` where nothing was sent or the connection broke, `timeout`, `cancelled`, `badReply`. */
  post(request: Post): Promise<HttpAnswer>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

/** Whether a failed request may have reached the gateway all the same. */
export function mayHaveBeenSent(error: ForgeError): boolean {
  if (error.kind === 'cancelled') return error.cause !== undefined;
  return !(error.kind === 'offline' && error.cause instanceof Error && neverSent.has(codeOf(error.cause)));
}

/** A transport over undici, which is loaded with the first request. Redirects are not followed: a token goes nowhere else. */
export function createTransport(): Transport {
  let dispatcher: Dispatcher | undefined;
  return {
    async post({ url, headers, body, timeoutMs, signal }) {
      const { Agent, request } = await import('./undici.ts');
      dispatcher ??= new Agent({ connect: { timeout: 10_000 }, maxResponseSize: maxAnswerBytes });
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await request(url, { method: 'POST', headers, body, dispatcher, signal: AbortSignal.any([signal, deadline]) });
        const text = await answer.body.text();
        return {
          status: answer.statusCode,
          body: text,
          header(name) {
            const value = answer.headers[name];
            return Array.isArray(value) ? value[0] : value;
          },
        };
      } catch (thrown) {
        const cause = bare(thrown);
        if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { cause });
        if (deadline.aborted) throw new ForgeError('timeout', `no answer within ${Math.round(timeoutMs / 1000)} s`, { cause });
        if (codeOf(cause) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') throw new ForgeError('badReply', 'the answer is too large', { cause, tooLarge: true });
        if (cause.name === 'HTTPParserError') throw new ForgeError('badReply', 'the answer is not HTTP', { cause });
        throw new ForgeError('offline', `${cause.message || 'no connection'}${codeOf(cause) === '' ? '' : ` (${codeOf(cause)})`}`, { cause });
      }
    },
    async close() {
      await dispatcher?.destroy();
      dispatcher = undefined;
    },
  };
}

/** What an error of the HTTP client says, without what it carries: a parser's error holds the answer, in which anything may stand. */
function bare(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  const { name, message, stack = message } = thrown;
  return Object.assign(new Error(message), { name, stack, ...(codeOf(thrown) !== '' && { code: codeOf(thrown) }) });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
