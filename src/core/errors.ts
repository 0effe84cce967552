/**
 * What went wrong, by how a caller should react. Code branches on this, never on message text.
 * - `signedOut`: the gateway did not accept the token (HTTP 401)
 * - `forbidden`: known, but not allowed
 * - `notFound`: it does not exist, or the gateway does not show it to this account
 * - `rateLimited`: over Atlassian's limit; `retryAt` says when to retry, if known
 * - `offline`: no connection; nothing was sent
 * - `timeout`: no response in time
 * - `serverError`: HTTP 5xx
 * - `badReply`: a response that is not GraphQL, or not of the expected shape
 * - `refused`: the gateway refused the request; `message` says why
 * - `outcomeUnknown`: a change was sent and the response was lost
 * - `cancelled`: the caller or the user cancelled
 * - `misconfigured`: a setting makes the call impossible
 * - `damaged`: a file of this extension can't be used as it is; `message` says which one, and what to do
 * - `unexpected`: a bug in this extension, or a fault of the machine it runs on
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
 * Where a connection failed. All but `portal` mean that no connection was established, and nothing was sent.
 * - `dns`: the name has no address
 * - `refused`: nothing listens there
 * - `unreachable`: no response, or no route
 * - `untrusted`, `expired`, `notYetValid`, `wrongHost`: the reason why the server's certificate is not accepted
 * - `noTls`: the server does not speak TLS properly
 * - `proxyUnreachable`, `proxyUntrusted`: the same for the proxy
 * - `proxyAuthentication`: the proxy requires credentials, or rejects those given
 * - `proxyMethod`: the proxy offers only ways of signing in that are not supported, such as NTLM; `message` names them
 * - `proxyRefused`: the proxy does not connect to the server
 * - `portal`: a web page came instead of the gateway's response, as from a network that requires a sign-in
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
  | 'proxyMethod'
  | 'proxyRefused'
  | 'portal';

export interface ForgeErrorDetails {
  /** The GraphQL operation that failed. */
  operation?: string | undefined;
  /** The gateway's id of the request, for a support ticket. */
  requestId?: string | undefined;
  /** HTTP status, if there was a response. */
  status?: number | undefined;
  /** The gateway's `errorType`. */
  errorType?: string | undefined;
  /** When the rate limit allows the next request. */
  retryAt?: Date | undefined;
  /** Set if nothing was sent, because its turn would have come too late or the wait was cancelled. */
  notSent?: true;
  /** Where the connection failed, if known. */
  fault?: NetworkFault | undefined;
  /** Set if the token lacks a scope for this operation; it may be good for others. */
  lacksScope?: true;
  /** Set if the response exceeded the size limit: requesting less may help. */
  tooLarge?: true;
  cause?: unknown;
}

/**
 * The domain's only error class. `message` is for logs and for quoting the gateway; texts for users are derived from
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
 * Converts any thrown value to a ForgeError: an abort becomes `cancelled`, anything unknown `unexpected` with its cause
 * kept.
 */
export function toForgeError(thrown: unknown): ForgeError {
  if (thrown instanceof ForgeError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new ForgeError('cancelled', 'Cancelled', { cause: thrown });
  return new ForgeError('unexpected', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}

/**
 * Whether an error concerns the connection to the gateway, so that the same request may work later or from elsewhere.
 */
export function isAboutConnection({ kind, details: { fault } }: ForgeError): boolean {
  return kind === 'offline' || kind === 'timeout' || fault !== undefined;
}
