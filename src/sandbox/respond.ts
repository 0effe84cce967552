import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as after } from 'node:timers/promises';
import { describe, type Execution, type Reply } from './execution.ts';
import type { Fault, FaultSwitchboard } from './faults.ts';
import { spoiled, withErrors } from './spoiled.ts';
import { uuidOf } from './world/seed.ts';
import type { Account, World } from './world/world.ts';

const requestsKept = 1000;
const bodyLimit = 4 * 1024 * 1024;

/** One request as it arrived. `status` is 0 until, and unless, a reply was sent. */
export interface RequestRecord {
  readonly operation: string;
  /** Id of the signed-in account, undefined for strangers. */
  readonly account: string | undefined;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly variables: unknown;
}

type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

interface Parts {
  readonly world: World;
  readonly faults: FaultSwitchboard;
  readonly requests: RequestRecord[];
  readonly execute: Execution;
  readonly latencyMs: number;
}

/** Answers a request: recorded first, then the fault that is set for its operation, then the truth. */
export function responder({
  world,
  faults,
  requests,
  execute,
  latencyMs,
}: Parts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let count = 0;
  return async (request, response) => {
    const received = ++count;
    const body = await bodyOf(request);
    const { operation, variables } = describe(body ?? '');
    const account = signedIn(world, request.headers.authorization);
    const record: OpenRecord = {
      operation,
      account: account?.person.accountId,
      status: 0,
      headers: request.headers,
      variables,
    };
    requests.push(record);
    if (requests.length > requestsKept) requests.shift();

    const fault = faults.take(operation);
    const latency = latencyMs + (fault?.kind === 'latency' ? fault.ms : 0);
    if (latency > 0) await after(latency, undefined, { ref: false });
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'drop') {
      response.destroy();
      return;
    }

    const requestId = uuidOf(`request ${received}`);
    const send = ({ status, body: reply }: Reply, headers: Record<string, string> = {}): void => {
      record.status = status;
      response
        .writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'x-request-id': requestId,
          'content-length': String(Buffer.byteLength(reply)),
          ...headers,
        })
        .end(reply);
    };
    if (fault?.kind === 'status') {
      send(
        { status: fault.status, body: fault.body ?? failure(fault.status, `Status ${fault.status}`) },
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
      return;
    }
    if (fault?.kind === 'garbage') {
      send(
        { status: 200, body: '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>' },
        { 'content-type': 'text/html; charset=utf-8' },
      );
      return;
    }

    const refusal = refusalOf(request, body, account);
    if (refusal || !account || body === undefined) {
      send(refusal ?? unauthorized, refusal?.status === 405 ? { allow: 'POST' } : {});
      return;
    }
    if (fault?.kind === 'errors' && !fault.keepData && !fault.nullPath) {
      send({
        status: 200,
        body: JSON.stringify({ ...withErrors({}, fault), extensions: { gateway: { request_id: requestId } } }),
      });
      return;
    }
    finish(await execute(account, body, previewsOf(request), requestId), fault, response, send);
  };
}

type Send = (reply: Reply, headers?: Record<string, string>) => void;

function finish(reply: Reply, fault: Fault | undefined, response: ServerResponse, send: Send): void {
  switch (fault?.kind) {
    case 'dropAfterSending':
      response.destroy();
      return;
    case 'truncated':
      response.writeHead(reply.status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(reply.body)),
      });
      response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => response.destroy());
      return;
    case 'errors':
    case 'malformed':
    case 'reply':
      send({ ...reply, body: spoiled(reply.body, fault) });
      return;
    default:
      send(reply);
  }
}

const failure = (status: number, message: string): string => JSON.stringify({ code: status, message });
const unauthorized: Reply = { status: 401, body: failure(401, 'Unauthorized') };

function refusalOf(
  request: IncomingMessage,
  body: string | undefined,
  account: Account | undefined,
): Reply | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname !== '/graphql') return { status: 404, body: failure(404, 'Not found') };
  if (request.method !== 'POST') return { status: 405, body: failure(405, 'Only POST is allowed') };
  if (!account) return unauthorized;
  if (body === undefined) return { status: 413, body: failure(413, 'The request is too large') };
  return undefined;
}

/** The account of a Basic authorization header, if it is one of the world's. */
function signedIn({ accounts }: World, authorization: string | undefined): Account | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  const credentials = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
  return Object.values(accounts).find(({ email, token }) => credentials === `${email}:${token}`);
}

/** Previews that a header names instead of `@optIn`. */
function previewsOf({ headers }: IncomingMessage): readonly string[] {
  const value = headers['x-experimentalapi'];
  return [value ?? []].flat().flatMap((names) => names.split(',').map((name) => name.trim()));
}

/** The whole body, or undefined when it says that it is larger than any honest request. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  return Number(request.headers['content-length'] ?? 0) > bodyLimit ? undefined : text(request);
}
