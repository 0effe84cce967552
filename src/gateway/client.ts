import { type ForgeError, toForgeError } from '../core/errors.ts';
import { type AccountSenderOptions, createAccountSender, named, type RequestLog } from './account-sender.ts';
import { judgeToken } from './judge-token.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { mutationError } from './mutation-outcome.ts';
import type { Operation } from './operation.ts';
import { Me } from './operations/fetch-me.ts';
import { presentPriority } from './priority.ts';
import { type HttpAnswer, parseAnswer } from './reply.ts';
import { parseRestAnswer, type RestEndpoint, type RestRequest, restUrl } from './rest.ts';
import { defaultRetryPolicy, type RetryPolicy, waitBefore, withRetry } from './retry.ts';
import { createSharing } from './sharing.ts';

export interface GatewayClientOptions extends Pick<AccountSenderOptions, 'transport' | 'credentials' | 'client'> {
  readonly url: URL;
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
  const askWho = (signal: AbortSignal) =>
    sharing.share('Who does the token belong to?', signal, (shared) => send(Me, {}, shared)).then(({ me }) => me.user);
  const sender = createAccountSender({
    transport,
    credentials,
    client,
    timeoutMs,
    log,
    judge: (error, token, signal) => judgeToken(error, token, { credentials, askWho, onRejected }, signal),
  });

  function send<Variables extends object, Reply>(
    operation: Operation<Variables, Reply>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Reply> {
    const request = {
      operation: operation.name,
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operationName: operation.name, query: operation.document, variables }),
      parse: (answer: HttpAnswer, now: Date) => parseAnswer(operation, answer, now),
      secrets: operation.secretsOf?.(variables) ?? [],
      isCancellable: operation.kind === 'query',
    };
    return sender.send(request, signal);
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
      const error = named(toForgeError(thrown), operation.name);
      if (error.kind === 'rateLimited' && !error.details.notSent) limiter.pause(waitBefore(error, 1, retry));
      throw error;
    }
  }

  const logRetryOf = (operation: string) => (error: ForgeError, waitMs: number) =>
    log({ operation, ms: 0, requestId: error.details.requestId, error, retryInMs: Math.round(waitMs) });

  return {
    clockAheadMs: () => sender.clockAheadMs(),
    async read(endpoint, { path, parameters }, signal = new AbortController().signal) {
      const request = {
        operation: endpoint.name,
        url: restUrl(url, path, parameters),
        method: 'GET' as const,
        headers: {},
        body: '',
        parse: (answer: HttpAnswer, now: Date) => parseRestAnswer(endpoint, answer, now),
      };
      return sender.send(request, signal);
    },
    async run(operation, variables, signal = new AbortController().signal) {
      if (operation.kind === 'mutation')
        return sendInTurn(operation, variables, signal).catch((error: unknown) => {
          throw mutationError(toForgeError(error));
        });
      const key = `${presentPriority()} ${operation.name} ${JSON.stringify(variables)}`;
      const policy = operation.retriedByCaller ? { ...retry, attempts: 1 } : retry;
      return sharing.share(key, signal, (shared) =>
        withRetry(
          (delayMs) => sendInTurn(operation, variables, shared, delayMs),
          policy,
          shared,
          logRetryOf(operation.name),
        ),
      );
    },
  };
}
