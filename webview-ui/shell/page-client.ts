import type * as z from 'zod/mini';
import {
  type Failure,
  hostMessage,
  type HostMessage,
  type Params,
  type Reply,
  type RequestName,
  requests,
} from '../../src/app-panel/protocol.ts';

/** The outcome of a request. */
export type Answer<N extends RequestName> = { readonly reply: Reply<N> } | { readonly failure: Failure };

/**
 * Sends a request. The promise always resolves: with the reply, or with the failure of the host or of the connection to
 * it.
 */
export type Ask = <N extends RequestName>(name: N, params: Params<N>) => Promise<Answer<N>>;

/** A message the host sends without a request. */
export type HostEvent = Extract<HostMessage, { event: string }>;

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
  'addScope',
]);

/** Returns the timeout of a request, in milliseconds. */
export function timeLimitMs(name: RequestName): number {
  if (decided.has(name)) return atLeisureMs;
  return name === 'refresh' ? 120_000 : usualMs;
}

/** Creates the page's end of the protocol: `receive` handles incoming messages, `ask` sends requests. */
export function createClient(options: ClientOptions): { readonly ask: Ask; readonly receive: (raw: unknown) => void } {
  let lastId = 0;
  let noisy = false;
  const waiting = new Map<
    number,
    { readonly answered: (message: Exclude<HostMessage, HostEvent>) => void; readonly wait: () => void }
  >();

  function noise(problem: unknown): void {
    if (!noisy) options.onNoise(problem);
    noisy = true;
  }

  function parseReply<N extends RequestName>(name: N, raw: unknown): Answer<N> {
    // TypeScript can't relate the schema for N in the map to the reply of N.
    const reply = requests[name].reply.safeParse(raw) as z.core.util.SafeParseResult<Reply<N>>;
    if (reply.success) return { reply: reply.data };
    noise(reply.error);
    return { failure: options.misunderstood() };
  }

  return {
    ask<N extends RequestName>(name: N, params: Params<N>): Promise<Answer<N>> {
      return new Promise((resolve) => {
        const id = ++lastId;
        const settle = (answer: Answer<N>): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(answer);
        };
        let timer: ReturnType<typeof setTimeout> | undefined;
        const wait = (): void => {
          clearTimeout(timer);
          timer = setTimeout(() => settle({ failure: options.timedOut() }), timeLimitMs(name));
        };
        wait();
        waiting.set(id, {
          wait,
          answered: (message) =>
            settle('failure' in message ? { failure: message.failure } : parseReply(name, message.reply)),
        });
        options.post({ id, request: name, params });
      });
    },

    receive(raw) {
      const message = hostMessage.safeParse(raw);
      if (!message.success) noise(message.error);
      else if ('event' in message.data) {
        // While requests wait for the rate limit, timeouts start over with each report of it.
        if (message.data.event === 'changed' && typeof message.data.state.rateLimit === 'string')
          for (const { wait } of waiting.values()) wait();
        options.onEvent(message.data);
      }
      // A reply after the timeout has nobody waiting for it.
      else waiting.get(message.data.id)?.answered(message.data);
    },
  };
}
