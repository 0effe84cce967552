import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { applyBefore, sendReply } from './apply-fault.ts';
import { withErrors } from './corrupt-reply.ts';
import { type Exchange, failure, recordRequest, send } from './exchange.ts';
import { describeRequest, type Executor, type Reply } from './execute-graphql.ts';
import type { Fault } from './faults.ts';
import { publicEndpoint, type PublicServices } from './public-endpoints.ts';
import { accountFor, isForeign, readBody, type RequestBody } from './request-access.ts';
import { createLogExport, exportedAppIn, exportName, type RestReply } from './rest-logs.ts';
import { uuidOf } from './world/seeded-random.ts';
import type { Account } from './world/world.ts';

interface HandlerOptions extends PublicServices {
  readonly execute: Executor;
  readonly latencyMs: number;
  /** The only value of the Host header that is answered; undefined for any. */
  readonly host: () => string | undefined;
}

/** The requested address, whatever the server's own name is. */
const targetOf = ({ url }: IncomingMessage): URL => new URL(url ?? '/', 'http://127.0.0.1');

/**
 * Creates the handler of the server's requests. It turns away what comes from web pages, records each request, applies
 * the fault that is set for its operation, and otherwise executes it.
 */
export function createRequestHandler(
  options: HandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world, faults, execute, latencyMs } = options;
  const exportLogs = createLogExport(world);
  let count = 0;
  return async (request, response) => {
    if (isForeign(request, options.host() ?? request.headers.host ?? '')) {
      response.writeHead(403, { 'content-type': 'application/json', connection: 'close' }).end(forbidden);
      return;
    }
    const incoming = { request, response, requestId: uuidOf(`request ${++count}`) };
    const { pathname, searchParams } = targetOf(request);
    const endpoint = publicEndpoint(pathname);
    if (endpoint !== undefined) return endpoint(pathname, incoming, options);

    const account = accountFor(world, request.headers.authorization);
    const body = await readBody(request, account !== undefined);
    const exported = request.method === 'GET' ? exportedAppIn(pathname) : undefined;
    const described =
      account !== undefined && exported !== undefined
        ? { operation: exportName, variables: { appId: exported, ...Object.fromEntries(searchParams) } }
        : describeRequest(body.text ?? '');
    const by = { ...described, account: account?.person.accountId };
    const exchange: Exchange = { ...incoming, record: recordRequest(request, by, options.requests) };

    const fault = faults.take(described.operation);
    const latency = latencyMs + (fault?.kind === 'latency' ? fault.ms : 0);
    if (latency > 0) await after(latency, undefined, { ref: false });
    if (fault?.kind === 'held') await fault.until;
    if (applyBefore(fault, exchange)) return;
    if (exported === undefined) await answer(fault, exchange, { account, body }, execute);
    else answerExport(fault, exchange, account && exportLogs(account, exported, searchParams));
  };
}

/** Who asks, undefined without valid credentials, and what. */
interface Query {
  readonly account: Account | undefined;
  readonly body: RequestBody;
}

async function answer(
  fault: Fault | undefined,
  exchange: Exchange,
  { account, body }: Query,
  execute: Executor,
): Promise<void> {
  const { request, requestId } = exchange;
  const refusal = refusalOf(request, body, account);
  if (refusal || !account || body.text === undefined) {
    send(exchange, refusal ?? unauthorized, {
      ...(refusal?.status === 405 && { allow: 'POST' }),
      ...(body.isTooLarge && { connection: 'close' }),
    });
  } else if (fault?.kind === 'errors' && !fault.keepData && !fault.nullPath) {
    const errors = { ...withErrors({}, fault), extensions: { gateway: { request_id: requestId } } };
    send(exchange, { status: 200, body: JSON.stringify(errors) });
  } else {
    sendReply(await execute(account, body.text, previewsOf(request), requestId), fault, exchange);
  }
}

/** Answers an export of logs, which is not GraphQL: of the faults, those of a connection count. */
function answerExport(fault: Fault | undefined, exchange: Exchange, reply: RestReply = unauthorized): void {
  if (reply.headers === undefined && fault?.kind !== 'errors') sendReply(reply, fault, exchange);
  else send(exchange, reply, reply.headers);
}

const forbidden = failure(403, 'Requests of web pages, and under other names than its own, are not answered');
const unauthorized: Reply = { status: 401, body: failure(401, 'Unauthorized') };

function refusalOf(request: IncomingMessage, body: RequestBody, account: Account | undefined): Reply | undefined {
  if (targetOf(request).pathname !== '/graphql') return { status: 404, body: failure(404, 'Not found') };
  if (request.method !== 'POST') return { status: 405, body: failure(405, 'Only POST is allowed') };
  if (!account) return unauthorized;
  if (body.isTooLarge) return { status: 413, body: failure(413, 'The request is too large') };
  return undefined;
}

/** Previews that a header opts in to, instead of `@optIn`. */
function previewsOf({ headers }: IncomingMessage): readonly string[] {
  const value = headers['x-experimentalapi'];
  return [value ?? []].flat().flatMap((names) => names.split(',').map((name) => name.trim()));
}
