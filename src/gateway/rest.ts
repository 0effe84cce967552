import type * as z from 'zod/mini';
import { ForgeError, type ForgeErrorDetails } from '../core/errors.ts';
import { isNetworkPage } from './network-page.ts';
import { reasonIn } from './refusal.ts';
import type { HttpAnswer, ParsedAnswer } from './reply.ts';
import { excessOf } from './reply-limits.ts';
import { statusError } from './status-error.ts';

/** A REST endpoint beside the GraphQL one, and the shape of its reply. */
export interface RestEndpoint<Reply> {
  /** For messages and the log. */
  readonly name: string;
  /** Created on first use, to keep start-up fast. */
  readonly reply: () => z.ZodMiniType<Reply>;
}

export interface RestRequest {
  /** Absolute, without a query; ids in it are encoded. */
  readonly path: `/${string}`;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** The address of a REST request at a gateway's own origin. Throws `unexpected` if a path leads elsewhere. */
export function restUrl(gateway: URL, path: string, parameters: RestRequest['parameters']): URL {
  const url = new URL(path, gateway);
  if (url.origin !== gateway.origin) throw new ForgeError('unexpected', 'the address is not one of the gateway');
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url;
}

/** Parses an HTTP response as the reply of an endpoint. Throws a ForgeError whose kind is determined by the status first. */
export function parseRestAnswer<Reply>(
  endpoint: RestEndpoint<Reply>,
  answer: HttpAnswer,
  now: Date,
): ParsedAnswer<Reply> {
  const excess = excessOf(answer.body);
  const json = excess === undefined ? parseJson(answer.body) : undefined;
  const details: ForgeErrorDetails = {
    operation: endpoint.name,
    status: answer.status,
    ...(isNetworkPage(answer) && { fault: 'portal' }),
    requestId: (answer.header('x-request-id') ?? answer.header('x-trace-id'))?.slice(0, 200),
  };
  if (answer.status === 404 && reasonIn(json) !== undefined)
    throw new ForgeError('notFound', `HTTP 404: ${reasonIn(json) ?? ''}`, details);
  if (answer.status !== 200) throw statusError(answer, { entry: undefined, reason: reasonIn(json) }, details, now);
  if (excess !== undefined) throw new ForgeError('badReply', `the response ${excess}`, { ...details, tooLarge: true });
  const reply = endpoint.reply().safeParse(json);
  if (reply.success) return { reply: reply.data, requestId: details.requestId, tolerated: [] };
  throw new ForgeError('badReply', 'the response does not have the expected shape', { ...details, cause: reply.error });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
