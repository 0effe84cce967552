/**
 * What went wrong, in the terms in which a caller reacts to it. Code branches on this, never on message text.
 * - `signedOut`: the gateway did not accept the token (HTTP 401)
 * - `forbidden`: known, but not allowed
 * - `notFound`: the gateway knows no such thing, or does not show it to this account
 * - `rateLimited`: over Atlassian's limit; `retryAt` says when to come back, where known
 * - `offline`: no connection; nothing was sent
 * - `timeout`: no answer in time
 * - `serverError`: HTTP 5xx
 * - `badReply`: an answer that is no GraphQL answer, or not of the expected shape
 * - `refused`: the gateway says no, in `message`
 * - `outcomeUnknown`: a change was sent and its answer was lost
 * - `cancelled`: the caller gave up
 * - `misconfigured`: a setting makes the call impossible
 * - `damaged`: a file that this extension keeps can't be used as it is; `message` says which, and what to do
 * - `unexpected`: a fault of this extension or of the machine it runs on
 */
export type ForgeErrorKind =
  | 'signedOut'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'offline'
  | 'timeout'
  | 'serverError'
  | 'badReply'
  | 'refused'
  | 'outcomeUnknown'
  | 'cancelled'
  | 'misconfigured'
  | 'damaged'
  | 'unexpected';

/**
 * Where a connection failed. All but `portal` mean that no connection was made, so that nothing was sent.
 * - `dns`: the name has no address
 * - `refused`: nothing listens there
 * - `unreachable`: no answer, or no way there
 * - `untrusted`, `expired`, `notYetValid`, `wrongHost`: the server's certificate is not accepted, and why
 * - `noTls`: what answers does not speak TLS as it should
 * - `proxyUnreachable`, `proxyUntrusted`: the same of the proxy
 * - `proxyAuthentication`: the proxy wants credentials, or others
 * - `proxyRefused`: the proxy does not connect to the server
 * - `portal`: a web page came instead of the gateway's answer, as from a network that wants a sign-in first
 */
export type NetworkFault =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'untrusted'
  | 'expired'
  | 'notYetValid'
  | 'wrongHost'
  | 'noTls'
  | 'proxyUnreachable'
  | 'proxyUntrusted'
  | 'proxyAuthentication'
  | 'proxyRefused'
  | 'portal';

export interface ForgeErrorDetails {
  /** GraphQL operation that failed. */
  operation?: string | undefined;
  /** The gateway's id of the request, for a support ticket. */
  requestId?: string | undefined;
  /** HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The gateway's `errorType`. */
  errorType?: string | undefined;
  /** When the rate limit allows the next try. */
  retryAt?: Date | undefined;
  /** Set where nothing was sent, because its turn would have come too late or waiting for it was ended. */
  notSent?: true;
  /** Where the connection failed, where that is known. */
  fault?: NetworkFault | undefined;
  /** Set where the answer was larger than what is read: asking for less may help. */
  tooLarge?: true;
  cause?: unknown;
}

/**
 * The one error of the domain. `message` is for logs and for quoting the gateway; what a person reads is made from
 * `kind`.
 */
export class ForgeError extends Error {
  readonly kind: ForgeErrorKind;
  readonly details: Readonly<Omit<ForgeErrorDetails, 'cause'>>;

  constructor(kind: ForgeErrorKind, message: string, { cause, ...details }: ForgeErrorDetails = {}) {
    super(message, { cause });
    this.name = 'ForgeError';
    this.kind = kind;
    this.details = details;
  }
}

/**
 * Any thrown value as a ForgeError; an abort becomes `cancelled`, anything unforeseen `unexpected` with its cause kept.
 */
export function toForgeError(thrown: unknown): ForgeError {
  if (thrown instanceof ForgeError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new ForgeError('cancelled', 'Cancelled', { cause: thrown });
  return new ForgeError('unexpected', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}

/** Whether an error is about the way to the gateway, so that the same may work later or from elsewhere. */
export function isAboutConnection({ kind, details: { fault } }: ForgeError): boolean {
  return kind === 'offline' || kind === 'timeout' || fault !== undefined;
}
