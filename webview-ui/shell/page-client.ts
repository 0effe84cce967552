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

/** What became of a request. */
export type Answer<N extends RequestName> = { readonly reply: Reply<N> } | { readonly failure: Failure };

/**
 * Sends a request. The promise always resolves: with the reply, or with the failure of the host or of the way to it.
 */
export type Ask = <N extends RequestName>(name: N, params: Params<N>) => Promise<Answer<N>>;

/** What the host sends unasked. */
export type HostEvent = Extract<HostMessage, { event: string }>;

/** The parts of the state that changed. */
export type StateChange = Extract<HostEvent, { event: 'changed' }>['state'];

export interface ClientOptions {
  /** Sends a message to the host. */
  post(message: { readonly id: number; readonly request: RequestName; readonly params: unknown }): void;
  onEvent(event: HostEvent): void;
  /** A message that could not be understood; the first one only. */
  onNoise(problem: unknown): void;
  /** The failure of a request that was not answered in time. */
  timedOut(): Failure;
  /** The failure of a request whose reply is not what the protocol says. */
  misunderstood(): Failure;
}

/** What a person must decide about (a save dialog, a sign-in, a confirmation) may take this long. */
const atLeisureMs = 15 * 60_000;
const usualMs = 30_000;
const decided: ReadonlySet<RequestName> = new Set([
  'saveInstallations',
  'saveAuditEvents',
  'auditCommand',
  'signIn',
  'deleteApp',
]);

/** How long a request may take before it counts as failed. */
export function timeLimitMs(name: RequestName): number {
  if (decided.has(name)) return atLeisureMs;
  return name === 'refresh' ? 120_000 : usualMs;
}

/** The page's end of the protocol: `receive` takes whatever arrives as a message, `ask` sends requests. */
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
    // TypeScript does not see that the map's schema of N gives the reply of N.
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
        // Where the rate limit is waited for, time limits count from when that was last told.
        if (message.data.event === 'changed' && typeof message.data.state.rateLimit === 'string')
          for (const { wait } of waiting.values()) wait();
        options.onEvent(message.data);
      }
      // An answer after its time limit has nobody waiting for it.
      else waiting.get(message.data.id)?.answered(message.data);
    },
  };
}
