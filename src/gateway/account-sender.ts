import { stopwatch } from '../core/clock.ts';
import { ForgeError, toForgeError } from '../core/errors.ts';
import { blotOut } from '../core/redaction.ts';
import { isNetworkPage } from './network-page.ts';
import { withoutSecrets } from './quoted-secrets.ts';
import type { HttpAnswer, ParsedAnswer } from './reply.ts';
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

export interface AccountSenderOptions {
  readonly transport: Transport;
  /** Called before each request, so that a renewed token is used at once. */
  readonly credentials: () => Promise<Credentials>;
  /** Name and version sent to the gateway. */
  readonly client: { readonly name: string; readonly version: string };
  /** Timeout of one request, in milliseconds. */
  readonly timeoutMs: number;
  readonly log: (entry: RequestLog) => void;
  /** Decides what a `signedOut` means that a token got. */
  readonly judge: (error: ForgeError, token: string, signal: AbortSignal) => Promise<ForgeError>;
}

/** A request to the gateway, and how its response is read. */
export interface AccountRequest<Reply> extends Pick<Post, 'url' | 'method' | 'headers' | 'body'> {
  /** What it is called in errors and in the log. */
  readonly operation: string;
  readonly parse: (answer: HttpAnswer, now: Date) => ParsedAnswer<Reply>;
  /** What of it must be in no error and no log. */
  readonly secrets?: readonly string[];
  /** Whether the signal cancels it on its way too, as by default. */
  readonly isCancellable?: boolean;
}

/** Sends requests with an account's credentials. */
export interface AccountSender {
  /** Sends a request once, and returns what `parse` makes of the response. Throws a ForgeError that names the operation. */
  send<Reply>(request: AccountRequest<Reply>, signal: AbortSignal): Promise<Reply>;
  /** See `GatewayClient`. */
  clockAheadMs(): number | undefined;
}

/** Creates what sends an account's requests, and logs each of them. */
export function createAccountSender(options: AccountSenderOptions): AccountSender {
  const { transport, credentials, client, timeoutMs, log, judge } = options;
  let aheadMs: number | undefined;
  return {
    clockAheadMs: () => aheadMs,
    async send({ operation, parse, secrets = [], isCancellable = true, ...request }, signal) {
      const { email, token } = await credentials().catch((thrown: unknown) => {
        throw notSent(named(toForgeError(thrown), operation));
      });
      if (signal.aborted) throw new ForgeError('cancelled', 'Cancelled', { operation });
      const basic = Buffer.from(`${email}:${token}`).toString('base64');
      const elapsed = stopwatch();
      try {
        const answer = await transport.post({
          ...request,
          headers: { ...accountHeaders(basic, client), ...request.headers },
          timeoutMs,
          signal: isCancellable ? signal : new AbortController().signal,
        });
        const now = new Date();
        const clean = withoutCredentials(answer, [token, basic]);
        if (!isNetworkPage(clean)) aheadMs = now.getTime() - gatewayTime(clean, now).getTime();
        const { reply, requestId, tolerated } = parse(clean, now);
        log({ operation, ms: elapsed(), requestId, tolerated });
        return reply;
      } catch (thrown) {
        const ms = elapsed();
        const met = withoutSecrets(named(toForgeError(thrown), operation), secrets);
        const error = met.kind === 'signedOut' ? await judge(met, token, signal) : met;
        if (error.kind !== 'cancelled') log({ operation, ms, requestId: error.details.requestId, error });
        throw error;
      }
    },
  };
}

function accountHeaders(basic: string, { name, version }: AccountSenderOptions['client']): Record<string, string> {
  return {
    authorization: `Basic ${basic}`,
    accept: 'application/json',
    'user-agent': `${name}/${version}`,
    'atl-client-name': name,
    'atl-client-version': version,
  };
}

/** A response without credentials: an endpoint that echoes them must not get them into errors, logs or caches. */
function withoutCredentials({ status, header, body }: HttpAnswer, secrets: readonly string[]): HttpAnswer {
  const clean = (text: string) => blotOut(text, secrets);
  return { status, body: clean(body), header: (name) => clean(header(name) ?? '') || undefined };
}

/** The error with the name of the operation that met it, unless it has one. */
export function named(error: ForgeError, operation: string): ForgeError {
  if (error.details.operation !== undefined) return error;
  return new ForgeError(error.kind, error.message, { ...error.details, operation, cause: error.cause });
}

function notSent({ kind, message, details, cause }: ForgeError): ForgeError {
  return new ForgeError(kind, message, { ...details, notSent: true, cause });
}
