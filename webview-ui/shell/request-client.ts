import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import type { Failure } from '../../src/core/failure-schema.ts';
import {
  type NameOf,
  pageAnswer,
  type PageRequests,
  type ParamsOf,
  type ReplyOf,
} from '../../src/core/page-protocol.ts';

/** The outcome of a request. */
export type AnswerOf<R extends PageRequests, N extends keyof R> =
  { readonly reply: ReplyOf<R, N> } | { readonly failure: Failure };

/**
 * Sends a request. The promise always resolves: with the reply, or with the failure of the host or of the connection to
 * it.
 */
export type AskOf<R extends PageRequests> = <N extends NameOf<R>>(
  name: N,
  params: ParamsOf<R, N>,
) => Promise<AnswerOf<R, N>>;

export interface RequestClientOptions<R extends PageRequests, Event> {
  readonly requests: R;
  /** The messages that the host sends without a request. */
  readonly event: z.ZodMiniType<Event>;
  /** Sends a message to the host. */
  readonly post: (message: { readonly id: number; readonly request: NameOf<R>; readonly params: unknown }) => void;
  readonly onEvent: (event: Event) => void;
  /** Whether an event says that requests wait, so that their timeouts start over. */
  readonly saysWaiting: (event: Event) => boolean;
  /** Called with the first message that could not be parsed. */
  readonly onNoise: (problem: unknown) => void;
  /** The timeout of a request, in milliseconds. */
  readonly timeLimitMs: (name: NameOf<R>) => number;
  /** Returns the failure of a request that timed out. */
  readonly timedOut: () => Failure;
  /** Returns the failure of a request whose reply violates the protocol. */
  readonly misunderstood: () => Failure;
}

export interface RequestClient<R extends PageRequests> {
  readonly ask: AskOf<R>;
  /** Handles a message of the host. */
  readonly receive: (raw: unknown) => void;
}

interface Waiting {
  readonly answered: (message: z.infer<typeof pageAnswer>) => void;
  /** Starts the timeout over. */
  readonly wait: () => void;
}

/** The failure of a request that got no answer in time. */
export function noAnswer(): Failure {
  return {
    short: l10n.t('No answer'),
    reason: l10n.t('Forge Console didn’t answer in time. Try again, or reload the window.'),
    message: '',
    signedOut: false,
  };
}

/** The failure of a request whose reply can't be understood; the reason says what to do. */
export function unexpectedAnswer(reason: string): Failure {
  return { short: l10n.t('Unexpected answer'), reason, message: '', signedOut: false };
}

/** Creates a page's end of its protocol. */
export function createRequestClient<R extends PageRequests, Event>(
  options: RequestClientOptions<R, Event>,
): RequestClient<R> {
  let lastId = 0;
  let noisy = false;
  const waiting = new Map<number, Waiting>();

  function noise(problem: unknown): void {
    if (!noisy) options.onNoise(problem);
    noisy = true;
  }

  function parseReply<N extends NameOf<R>>(name: N, raw: unknown): AnswerOf<R, N> {
    // TypeScript can't relate the schema for N in the map to the reply of N.
    const reply = options.requests[name]?.reply.safeParse(raw) as
      z.core.util.SafeParseResult<ReplyOf<R, N>> | undefined;
    if (reply?.success === true) return { reply: reply.data };
    noise(reply?.error);
    return { failure: options.misunderstood() };
  }

  function ask<N extends NameOf<R>>(name: N, params: ParamsOf<R, N>): Promise<AnswerOf<R, N>> {
    return new Promise((resolve) => {
      const id = ++lastId;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const settle = (answer: AnswerOf<R, N>): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      };
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => settle({ failure: options.timedOut() }), options.timeLimitMs(name));
      };
      wait();
      waiting.set(id, {
        wait,
        answered: (message) =>
          settle('failure' in message ? { failure: message.failure } : parseReply(name, message.reply)),
      });
      options.post({ id, request: name, params });
    });
  }

  function receive(raw: unknown): void {
    const answer = pageAnswer.safeParse(raw);
    // A reply after the timeout has nobody waiting for it.
    if (answer.success) {
      waiting.get(answer.data.id)?.answered(answer.data);
      return;
    }
    const event = options.event.safeParse(raw);
    if (!event.success) {
      noise(event.error);
      return;
    }
    if (options.saysWaiting(event.data)) for (const { wait } of waiting.values()) wait();
    options.onEvent(event.data);
  }

  return { ask, receive };
}
