import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { describeRequest, type Executor, type Reply } from './execute-graphql.ts';
import type { Fault, FaultSwitchboard } from './faults.ts';
import { corruptReply, withErrors } from './corrupt-reply.ts';
import { appUploadsPath } from './app-uploads.ts';
import { uploadsPath } from './manifest-uploads.ts';
import { webTriggersPath } from './world/web-triggers.ts';
import { describeWorkspace, workspacesPath } from './rest-workspaces.ts';
import { createLogExport, exportedAppIn, exportName, type RestReply } from './rest-logs.ts';
import { accountFor, isForeign, readBody, readUpload, type RequestBody } from './request-access.ts';
import { uuidOf } from './world/seeded-random.ts';
import type { Account, World } from './world/world.ts';

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

type OpenRecord = { -readonly [Key in keyof RequestRecord]: RequestRecord[Key] };

interface HandlerOptions {
  readonly world: World;
  readonly faults: FaultSwitchboard;
  /** Where requests are recorded; undefined if they are not. */
  readonly requests: RequestRecord[] | undefined;
  readonly execute: Executor;
  readonly latencyMs: number;
  /** The only value of the Host header that is answered; undefined for any. */
  readonly host: () => string | undefined;
}

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
    const requestId = uuidOf(`request ${++count}`);
    const target = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = target.pathname;
    if (path.startsWith(uploadsPath) || path.startsWith(appUploadsPath)) {
      await takeUpload(path, { request, response, requestId }, options);
      return;
    }
    if (target.pathname.startsWith(webTriggersPath)) {
      await callWebTrigger(target.pathname, { request, response, requestId }, options);
      return;
    }
    if (path.startsWith(workspacesPath)) {
      tellWorkspace(path, { request, response, requestId }, options);
      return;
    }
    const account = accountFor(world, request.headers.authorization);
    const body = await readBody(request, account !== undefined);
    const exported = request.method === 'GET' ? exportedAppIn(target.pathname) : undefined;
    const { operation, variables } =
      account !== undefined && exported !== undefined
        ? { operation: exportName, variables: { appId: exported, ...Object.fromEntries(target.searchParams) } }
        : describeRequest(body.text ?? '');
    const record: OpenRecord = {
      operation,
      account: account?.person.accountId,
      status: 0,
      headers: request.headers,
      variables,
    };
    if (options.requests) keepRecord(options.requests, record);

    const fault = faults.take(operation);
    const latency = latencyMs + (fault?.kind === 'latency' ? fault.ms : 0);
    if (latency > 0) await after(latency, undefined, { ref: false });
    const exchange: Exchange = { request, response, body, account, requestId, record };
    if (injectBefore(fault, exchange)) return;
    if (exported === undefined) await answer(fault, exchange, execute);
    else answerExport(fault, exchange, account && exportLogs(account, exported, target.searchParams));
  };
}

/** Takes an upload, which needs no credentials: the address is the secret. */
async function takeUpload(
  path: string,
  { request, response, requestId }: Pick<Exchange, 'request' | 'response' | 'requestId'>,
  { world, faults, requests }: HandlerOptions,
): Promise<void> {
  const isApp = path.startsWith(appUploadsPath);
  const record = recordWithoutAccount(isApp ? 'AppUpload' : 'ManifestUpload', request, requests);
  const bytes = await readUpload(request, isApp ? largestApp : largestManifest);
  const exchange: Exchange = { request, response, body: nothing, account: undefined, requestId, record };
  if (injectBefore(faults.take(record.operation), exchange)) return;
  send(exchange, uploaded(path, request, bytes, world), { 'content-type': 'application/xml' });
}

/** The largest uploads, in bytes. */
const [largestManifest, largestApp] = [1024 * 1024, 64 * 1024 * 1024];

function uploaded(path: string, { method, headers }: IncomingMessage, bytes: Buffer | undefined, world: World): Reply {
  const type = headers['content-type'] ?? '';
  const isForm = method === 'POST' && type.startsWith('multipart/form-data') && path.startsWith(appUploadsPath);
  const isGood = isForm || (method === 'PUT' && type === 'application/zip');
  if (!isGood || bytes === undefined) return { status: 400, body: '' };
  // The end of a zip file is what counts, so it is found within a form, too.
  return path.startsWith(appUploadsPath)
    ? { status: isForm ? 204 : world.artifacts.take(path, bytes), body: '' }
    : world.uploads.put(path, bytes);
}

/** The longest body that is sent to a web trigger, in bytes: Atlassian’s limit of a request is 5 MB. */
const longestCall = 5 * 1024 * 1024;

/** Calls a web trigger, which needs no credentials: the address is the secret, and stands in no record. */
async function callWebTrigger(
  path: string,
  { request, response, requestId }: Pick<Exchange, 'request' | 'response' | 'requestId'>,
  { world, faults, requests }: HandlerOptions,
): Promise<void> {
  const { method = '', headers } = request;
  const record = recordWithoutAccount('WebTriggerCall', request, requests);
  const body = await readUpload(request, longestCall);
  const exchange: Exchange = { request, response, body: nothing, account: undefined, requestId, record };
  const fault = faults.take(record.operation);
  if (injectBefore(fault, exchange)) return;
  const reply =
    body === undefined ? { status: 413, body: '' } : world.webTriggers.call({ path, method, headers, body });
  sendReply(reply, fault, exchange);
}

/** Tells of a workspace as Bitbucket does, without credentials. */
function tellWorkspace(
  path: string,
  { request, response, requestId }: Pick<Exchange, 'request' | 'response' | 'requestId'>,
  { faults, requests }: HandlerOptions,
): void {
  const record = recordWithoutAccount('BitbucketWorkspace', request, requests);
  const exchange: Exchange = { request, response, body: nothing, account: undefined, requestId, record };
  const fault = faults.take(record.operation);
  if (!injectBefore(fault, exchange)) sendReply(describeWorkspace(path), fault, exchange);
}

const nothing: RequestBody = { text: undefined, isTooLarge: false };

/** The record of a request that needs no credentials; kept where requests are. */
function recordWithoutAccount(
  operation: string,
  { headers }: IncomingMessage,
  requests: RequestRecord[] | undefined,
): OpenRecord {
  const record: OpenRecord = { operation, account: undefined, status: 0, headers, variables: undefined };
  if (requests) keepRecord(requests, record);
  return record;
}

function keepRecord(records: RequestRecord[], record: RequestRecord): void {
  records.push(record);
  if (records.length > requestsKept) records.shift();
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly account: Account | undefined;
  readonly requestId: string;
  readonly record: OpenRecord;
}

function send(
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

/** Applies a fault that needs no look at the request. Returns whether there was one. */
function injectBefore(fault: Fault | undefined, exchange: Exchange): boolean {
  switch (fault?.kind) {
    case 'hang':
      return true;
    case 'drop':
      exchange.response.destroy();
      return true;
    case 'status':
      send(
        exchange,
        { status: fault.status, body: fault.body ?? failure(fault.status, `Status ${fault.status}`) },
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
      );
      return true;
    case 'garbage':
      send(
        exchange,
        { status: 200, body: '<!doctype html><html><body><h1>Sign in to the network</h1></body></html>' },
        { 'content-type': 'text/html; charset=utf-8' },
      );
      return true;
    default:
      return false;
  }
}

async function answer(fault: Fault | undefined, exchange: Exchange, execute: Executor): Promise<void> {
  const { request, body, account, requestId } = exchange;
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

function sendReply(reply: Reply, fault: Fault | undefined, exchange: Exchange): void {
  const { response } = exchange;
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
      send(exchange, { ...reply, body: corruptReply(reply.body, fault) });
      return;
    case 'clock':
      send(exchange, reply, { date: new Date(Date.now() + fault.aheadMs).toUTCString() });
      return;
    default:
      send(exchange, reply);
  }
}

const failure = (status: number, message: string): string => JSON.stringify({ code: status, message });
const forbidden = failure(403, 'Requests of web pages, and under other names than its own, are not answered');
const unauthorized: Reply = { status: 401, body: failure(401, 'Unauthorized') };

function refusalOf(request: IncomingMessage, body: RequestBody, account: Account | undefined): Reply | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname !== '/graphql') return { status: 404, body: failure(404, 'Not found') };
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
