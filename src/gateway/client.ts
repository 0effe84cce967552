import { ForgeError, toForgeError } from '../core/errors.ts';
import { blotOut } from '../core/redaction.ts';
import type { Operation } from './operation.ts';
import { parseAnswer } from './reply.ts';
import { defaultRetryPolicy, withRetry, type RetryPolicy } from './retry.ts';
import { createSharing } from './sharing.ts';
import { mayHaveBeenSent, type Transport } from './transport.ts';

export interface Credentials {
  readonly email: string;
  readonly token: string;
}

/** What happened to one request, for the output channel. Holds no variables and no credentials. */
export interface RequestLog {
  readonly operation: string;
  readonly ms: number;
  readonly requestId?: string | undefined;
  /** Absent when it succeeded. */
  readonly error?: ForgeError;
  /** Set when the request is sent again after so many milliseconds. */
  readonly retryInMs?: number;
  /** Messages of optional fields that failed alone. */
  readonly tolerated?: readonly string[];
}

export interface GatewayClientOptions {
  readonly url: URL;
  readonly transport: Transport;
  /** Asked before each request, so that a renewed token is used at once. */
  readonly credentials: () => Promise<Credentials>;
  /** Name and version that the gateway sees. */
  readonly client: { readonly name: string; readonly version: string };
  readonly log?: (entry: RequestLog) => void;
  /** Hears which token the gateway did not accept. */
  readonly onRejected?: (token: string) => void;
  readonly retry?: RetryPolicy;
  /** Longest time for one try, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Runs operations for one account. */
export interface GatewayClient {
  /**
   * Runs an operation and returns its checked reply. Queries are retried and shared with identical ones in flight;
   * mutations are sent once, and a lost answer is `outcomeUnknown`. Throws a ForgeError.
   */
  run<Variables extends object, Reply>(operation: Operation<Variables, Reply>, variables: Variables, signal?: AbortSignal): Promise<Reply>;
}

/** A client of the gateway for one account at one endpoint. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { url, transport, credentials, client, retry = defaultRetryPolicy, timeoutMs = 30_000, log = () => undefined, onRejected } = options;
  const sharing = createSharing();

  async function send<Variables extends object, Reply>(operation: Operation<Variables, Reply>, variables: Variables, signal: AbortSignal): Promise<Reply> {
    const { email, token } = await credentials();
    if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { operation: operation.name });
    const basic = Buffer.from(`${email}:${token}`).toString('base64');
    const started = performance.now();
    const elapsed = () => Math.round(performance.now() - started);
    try {
      const answer = await transport.post({
        url,
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': `${client.name}/${client.version}`,
          'atl-client-name': client.name,
          'atl-client-version': client.version,
        },
        body: JSON.stringify({ operationName: operation.name, query: operation.document, variables }),
        timeoutMs,
        signal,
      });
      // An endpoint that echoes credentials must not bring them into errors, logs or caches.
      const clean = (text: string) => blotOut(text, [token, basic]);
      const header = (name: string) => clean(answer.header(name) ?? '') || undefined;
      const { reply, requestId, tolerated } = parseAnswer(operation, { status: answer.status, body: clean(answer.body), header }, new Date());
      log({ operation: operation.name, ms: elapsed(), requestId, tolerated });
      return reply;
    } catch (thrown) {
      const error = named(toForgeError(thrown), operation);
      if (error.kind !== 'cancelled') log({ operation: operation.name, ms: elapsed(), requestId: error.details.requestId, error });
      if (error.kind === 'signedOut') onRejected?.(token);
      throw error;
    }
  }

  return {
    async run(operation, variables, signal = new AbortController().signal) {
      if (operation.kind === 'mutation') return send(operation, variables, signal).catch((error: unknown) => { throw unknownOutcome(toForgeError(error)); });
      const key = `${operation.name} ${JSON.stringify(variables)}`;
      return sharing.share(key, signal, (shared) =>
        withRetry(() => send(operation, variables, shared), operation.retriedByCaller ? { ...retry, attempts: 1 } : retry, shared, (error, waitMs) =>
          log({ operation: operation.name, ms: 0, requestId: error.details.requestId, error, retryInMs: Math.round(waitMs) }),
        ),
      );
    },
  };
}

function named<Variables extends object, Reply>(error: ForgeError, operation: Operation<Variables, Reply>): ForgeError {
  if (error.details.operation !== undefined) return error;
  return new ForgeError(error.kind, error.message, { ...error.details, operation: operation.name, cause: error.cause });
}

/** A mutation's failure: where it may have been carried out all the same, that is what the caller must know. */
function unknownOutcome(error: ForgeError): ForgeError {
  const { status = 0 } = error.details;
  const turnedAway = status >= 300 && status < 500;
  const unclear = ['offline', 'timeout', 'serverError', 'badReply', 'cancelled'].includes(error.kind) && !turnedAway && mayHaveBeenSent(error);
  return unclear ? new ForgeError('outcomeUnknown', error.message, { ...error.details, cause: error.cause ?? error }) : error;
}
