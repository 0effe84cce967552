import { type Failure, type HostEvent, hostEvent, type RequestName, requests } from '../../src/app-panel/protocol.ts';
import { type AnswerOf, type AskOf, createRequestClient, type RequestClient } from './request-client.ts';

export type { HostEvent } from '../../src/app-panel/protocol.ts';

/** The outcome of a request of a panel. */
export type Answer<N extends RequestName> = AnswerOf<typeof requests, N>;

/** Sends a request of a panel; see `AskOf`. */
export type Ask = AskOf<typeof requests>;

/** The changed parts of the state. */
export type StateChange = Extract<HostEvent, { event: 'changed' }>['state'];

export interface ClientOptions {
  /** Sends a message to the host. */
  post(message: { readonly id: number; readonly request: RequestName; readonly params: unknown }): void;
  onEvent(event: HostEvent): void;
  /** Called with the first message that could not be parsed. */
  onNoise(problem: unknown): void;
  /** Returns the failure of a request that timed out. */
  timedOut(): Failure;
  /** Returns the failure of a request whose reply violates the protocol. */
  misunderstood(): Failure;
}

/** Timeout of requests that need a decision by the user (a save dialog, a sign-in, a confirmation). */
const atLeisureMs = 15 * 60_000;
const usualMs = 30_000;
const decided: ReadonlySet<RequestName> = new Set([
  'saveInstallations',
  'saveAuditEvents',
  'auditCommand',
  'signIn',
  'deleteApp',
  'versionCommand',
  'deployBuild',
  'addScope',
  'logCommand',
  'editDetail',
  'variableAction',
  'deployForVariables',
  'environmentCommand',
  'installationCommand',
]);

/** Returns the timeout of a request, in milliseconds. */
export function timeLimitMs(name: RequestName): number {
  if (decided.has(name)) return atLeisureMs;
  return name === 'refresh' ? 120_000 : usualMs;
}

/** Creates the panel's end of the protocol: `receive` handles incoming messages, `ask` sends requests. */
export function createClient(options: ClientOptions): RequestClient<typeof requests> {
  return createRequestClient({
    requests,
    event: hostEvent,
    saysWaiting: (event) => event.event === 'changed' && typeof event.state.rateLimit === 'string',
    timeLimitMs,
    ...options,
  });
}
