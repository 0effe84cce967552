import { stopwatch } from '../core/clock.ts';
import { ForgeError, toForgeError } from '../core/errors.ts';
import { blotOut } from '../core/redaction.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { Me } from './operations/fetch-me.ts';
import { mutationError } from './mutation-outcome.ts';
import { isNetworkPage } from './network-page.ts';
import type { Operation } from './operation.ts';
import { presentPriority } from './priority.ts';
import { withoutSecrets } from './quoted-secrets.ts';
import { type HttpAnswer, parseAnswer, type ParsedAnswer } from './reply.ts';
import { parseRestAnswer, type RestEndpoint, type RestRequest, restUrl } from './rest.ts';
import { defaultRetryPolicy, waitBefore, withRetry, type RetryPolicy } from './retry.ts';
import { createSharing } from './sharing.ts';
import { gatewayTime } from './status-error.ts';
import type { Post, Transport } from './transport.ts';

export interface Credentials {
  readonly email: string;
  readonly token: string;
}

/** What happened to one request, for the output channel. Contains no variables and no credentials. */
export interface RequestLog {
  readonly operation: string;
  readonly ms: number;
  readonly requestId?: string | undefined;
  /** Absent if it succeeded. */
  readonly error?: ForgeError;
  /** Set if the request is sent again after this many milliseconds. */
  readonly retryInMs?: number;
  /** Messages of optional fields that failed. */
  readonly tolerated?: readonly string[];
}

export interface GatewayClientOptions {
  readonly url: URL;
  readonly transport: Transport;
  /** Called before each request, so that a renewed token is used at once. */
  readonly credentials: () => Promise<Credentials>;
  /** Name and version sent to the gateway. */
  readonly client: { readonly name: string; readonly version: string };
  readonly log?: (entry: RequestLog) => void;
  /** Called with a token that the gateway did not accept, even to say who it belongs to. */
  readonly onRejected?: (token: string) => void;
  readonly retry?: RetryPolicy;
  /** The account's limiter; a new one by default. */
  readonly limiter?: Limiter;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Runs operations for one account. */
export interface GatewayClient {
  /**
   * Runs an operation and returns its validated reply. Queries are retried, and shared with identical ones in flight;
   * mutations are sent once, and any failure but a refusal is `outcomeUnknown`; the signal cancels one only until it is
   * sent. While the account's rate limit is reached, each request waits for its turn, in the order described at
   * `inBackground`. Throws a ForgeError.
   */
  run<Variables extends object, Reply>(
    operation: Operation<Variables, Reply>,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Reply>;
  /**
   * Reads once from a REST endpoint of the gateway's own origin: the token goes nowhere else. Neither retried nor held up
   * by the account's rate limit, which is another one. Throws a ForgeError.
   */
  read<Reply>(endpoint: RestEndpoint<Reply>, request: RestRequest, signal?: AbortSignal): Promise<Reply>;
  /**
   * By how many milliseconds this computer's clock was ahead of the gateway's at its last reply, 0 if that is about
   * right or not known from it; undefined before the first reply.
   */
  clockAheadMs(): number | undefined;
}

/** Creates a gateway client for one account at one endpoint. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const {
    url,
    transport,
    credentials,
    client,
    retry = defaultRetryPolicy,
    limiter = createLimiter(),
    timeoutMs = 30_000,
    log = () => undefined,
    onRejected,
  } = options;
  const sharing = createSharing();
  let aheadMs: number | undefined;

  function send<Variables extends object, Reply>(
    operation: Operation<Variables, Reply>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Reply> {
    const body = JSON.stringify({ operationName: operation.name, query: operation.document, variables });
    const parse = (answer: HttpAnswer, now: Date) => parseAnswer(operation, answer, now);
    const secrets = operation.secretsOf?.(variables) ?? [];
    const headers = { 'content-type': 'application/json' };
    const request = { url, body, headers, secrets, isCancellable: operation.kind === 'query' };
    return exchange(operation, request, parse, signal);
  }

  /** Sends a request with the account's credentials, and returns what `parse` makes of the response. */
  async function exchange<Reply>(
    operation: Named,
    { secrets = [], isCancellable = true, ...request }: Exchanged,
    parse: (answer: HttpAnswer, now: Date) => ParsedAnswer<Reply>,
    signal: AbortSignal,
  ): Promise<Reply> {
    const { email, token } = await credentials().catch((thrown: unknown) => {
      throw notSent(named(toForgeError(thrown), operation));
    });
    if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { operation: operation.name });
    const basic = Buffer.from(`${email}:${token}`).toString('base64');
    const elapsed = stopwatch();
    try {
      const answer = await transport.post({
        ...request,
        headers: {
          authorization: `Basic ${basic}`,
          accept: 'application/json',
          'user-agent': `${client.name}/${client.version}`,
          'atl-client-name': client.name,
          'atl-client-version': client.version,
          ...request.headers,
        },
        timeoutMs,
        signal: isCancellable ? signal : new AbortController().signal,
      });
      // An endpoint that echoes credentials must not get them into errors, logs or caches.
      const clean = (text: string) => blotOut(text, [token, basic]);
      const header = (name: string) => clean(answer.header(name) ?? '') || undefined;
      const now = new Date();
      const cleaned = { status: answer.status, body: clean(answer.body), header };
      if (!isNetworkPage(cleaned)) aheadMs = now.getTime() - gatewayTime(cleaned, now).getTime();
      const { reply, requestId, tolerated } = parse(cleaned, now);
      log({ operation: operation.name, ms: elapsed(), requestId, tolerated });
      return reply;
    } catch (thrown) {
      const ms = elapsed();
      const met = withoutSecrets(named(toForgeError(thrown), operation), secrets);
      const error = met.kind === 'signedOut' ? await judged(met, token, signal) : met;
      if (error.kind !== 'cancelled') log({ operation: operation.name, ms, requestId: error.details.requestId, error });
      throw error;
    }
  }

  /**
   * Decides what a 401 means: the gateway answers so to a bad token, and to one that lacks a scope for the operation.
   * Who the token belongs to, every good token may ask.
   */
  async function judged(error: ForgeError, token: string, signal: AbortSignal): Promise<ForgeError> {
    if (error.details.operation === Me.name) {
      onRejected?.(token);
      return error;
    }
    const isCurrent = await credentials().then(
      (current) => current.token === token,
      () => false,
    );
    if (!isCurrent) return error;
    const user = await sharing
      .share('Who does the token belong to?', signal, (shared) => send(Me, {}, shared))
      .then(({ me }) => me.user)
      .catch(() => undefined);
    if (user === null) onRejected?.(token);
    if (!user) return error;
    return new ForgeError('forbidden', error.message, { ...error.details, lacksScope: true, cause: error });
  }

  /** Sends when it is the account's turn; a rate-limit response also holds up the account's other requests. */
  async function sendInTurn<Variables extends object, Reply>(
    operation: Operation<Variables, Reply>,
    variables: Variables,
    signal: AbortSignal,
    delayMs = 0,
  ): Promise<Reply> {
    const priority = operation.isPolling ? 'background' : presentPriority();
    try {
      return await limiter.turn({ priority, signal, delayMs }, () => send(operation, variables, signal));
    } catch (thrown) {
      const error = named(toForgeError(thrown), operation);
      if (error.kind === 'rateLimited' && !error.details.notSent) limiter.pause(waitBefore(error, 1, retry));
      throw error;
    }
  }

  return {
    clockAheadMs: () => aheadMs,
    async read(endpoint, { path, parameters }, signal = new AbortController().signal) {
      const target = restUrl(url, path, parameters);
      const parse = (answer: HttpAnswer, now: Date) => parseRestAnswer(endpoint, answer, now);
      return exchange(endpoint, { url: target, method: 'GET', headers: {}, body: '' }, parse, signal);
    },
    async run(operation, variables, signal = new AbortController().signal) {
      if (operation.kind === 'mutation')
        return sendInTurn(operation, variables, signal).catch((error: unknown) => {
          throw mutationError(toForgeError(error));
        });
      const key = `${presentPriority()} ${operation.name} ${JSON.stringify(variables)}`;
      return sharing.share(key, signal, (shared) =>
        withRetry(
          (delayMs) => sendInTurn(operation, variables, shared, delayMs),
          operation.retriedByCaller ? { ...retry, attempts: 1 } : retry,
          shared,
          (error, waitMs) =>
            log({
              operation: operation.name,
              ms: 0,
              requestId: error.details.requestId,
              error,
              retryInMs: Math.round(waitMs),
            }),
        ),
      );
    },
  };
}

interface Named {
  readonly name: string;
}

/** A request as it is sent, and what of it must be in no error and no log. */
interface Exchanged extends Pick<Post, 'url' | 'method' | 'headers' | 'body'> {
  readonly secrets?: readonly string[];
  /** Whether it can be cancelled on its way too, as by default. */
  readonly isCancellable?: boolean;
}

function named(error: ForgeError, operation: Named): ForgeError {
  if (error.details.operation !== undefined) return error;
  return new ForgeError(error.kind, error.message, { ...error.details, operation: operation.name, cause: error.cause });
}

function notSent({ kind, message, details, cause }: ForgeError): ForgeError {
  return new ForgeError(kind, message, { ...details, notSent: true, cause });
}
