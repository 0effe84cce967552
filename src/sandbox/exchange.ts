import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './execute-graphql.ts';

const requestsKept = 1000;

/** A received request. `status` is 0 until a reply is sent. */
export interface RequestRecord {
  /** Empty without valid credentials: the body of a stranger is not read. */
  readonly operation: string;
  /** Id of the account; undefined without valid credentials. */
  readonly account: string | undefined;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly variables: unknown;
}

/** A request with its response, and the record that gets the response's status. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly record: { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };
}

/** Makes the record of a request, and keeps it where requests are recorded. */
export function recordRequest(
  { headers }: IncomingMessage,
  described: Pick<RequestRecord, 'operation' | 'account' | 'variables'>,
  requests: RequestRecord[] | undefined,
): Exchange['record'] {
  const record = { ...described, status: 0, headers };
  if (requests) {
    requests.push(record);
    if (requests.length > requestsKept) requests.shift();
  }
  return record;
}

/** Sends a reply, as JSON unless a header says otherwise, and records its status. */
export function send(
  { response, requestId, record }: Exchange,
  { status, body }: Reply,
  headers: Readonly<Record<string, string>> = {},
): void {
  record.status = status;
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    })
    .end(body);
}

/** The body of a reply that is no GraphQL, as the gateway writes it. */
export const failure = (status: number, message: string): string => JSON.stringify({ code: status, message });
