import * as z from 'zod/mini';
import { failureSchema } from './failure-schema.ts';

/** The requests of a page by name, each with the schemas of its parameters and its reply. */
export type PageRequests = Readonly<Record<string, { readonly params: z.ZodMiniType; readonly reply: z.ZodMiniType }>>;

export type NameOf<R extends PageRequests> = keyof R & string;
export type ParamsOf<R extends PageRequests, N extends keyof R> = z.infer<R[N]['params']>;
export type ReplyOf<R extends PageRequests, N extends keyof R> = z.infer<R[N]['reply']>;

/** Handlers of a page's requests, exactly one for each. */
export type HandlersOf<R extends PageRequests> = {
  readonly [N in keyof R]: (params: ParamsOf<R, N>) => Promise<ReplyOf<R, N>> | ReplyOf<R, N>;
};

/** What a page sends. */
export const pageRequest = z.object({ id: z.number(), request: z.string(), params: z.unknown() });

/** What a page receives for a request: its reply or its failure. */
export const pageAnswer = z.union([
  z.object({ id: z.number(), reply: z.unknown() }),
  z.object({ id: z.number(), failure: failureSchema }),
]);
