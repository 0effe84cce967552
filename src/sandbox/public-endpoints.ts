import type { IncomingMessage } from 'node:http';
import { appUploadsPath } from './app-uploads.ts';
import { applyBefore, sendReply } from './apply-fault.ts';
import { type Exchange, recordRequest, type RequestRecord, send } from './exchange.ts';
import type { Reply } from './execute-graphql.ts';
import type { FaultSwitchboard } from './faults.ts';
import { uploadsPath } from './manifest-uploads.ts';
import { readUpload } from './request-access.ts';
import { describeWorkspace, workspacesPath } from './rest-workspaces.ts';
import { webTriggersPath } from './world/web-triggers.ts';
import type { World } from './world/world.ts';

/** What the endpoints that need no credentials answer from. */
export interface PublicServices {
  readonly world: World;
  readonly faults: FaultSwitchboard;
  /** Where requests are recorded; undefined if they are not. */
  readonly requests: RequestRecord[] | undefined;
}

type Incoming = Omit<Exchange, 'record'>;
type Endpoint = (path: string, incoming: Incoming, services: PublicServices) => Promise<void> | void;

/** The endpoint of a path that needs no credentials; undefined for a path that does. */
export function publicEndpoint(path: string): Endpoint | undefined {
  if (path.startsWith(uploadsPath) || path.startsWith(appUploadsPath)) return takeUpload;
  if (path.startsWith(webTriggersPath)) return callWebTrigger;
  return path.startsWith(workspacesPath) ? tellWorkspace : undefined;
}

/** The exchange of a request without an account. */
function opened(operation: string, incoming: Incoming, { requests }: PublicServices): Exchange {
  const described = { operation, account: undefined, variables: undefined };
  return { ...incoming, record: recordRequest(incoming.request, described, requests) };
}

/** The largest uploads, in bytes. */
const [largestManifest, largestApp] = [1024 * 1024, 64 * 1024 * 1024];

/** Takes an upload: the address is the secret. */
async function takeUpload(path: string, incoming: Incoming, services: PublicServices): Promise<void> {
  const isApp = path.startsWith(appUploadsPath);
  const exchange = opened(isApp ? 'AppUpload' : 'ManifestUpload', incoming, services);
  const bytes = await readUpload(incoming.request, isApp ? largestApp : largestManifest);
  if (applyBefore(services.faults.take(exchange.record.operation), exchange)) return;
  send(exchange, uploaded(path, incoming.request, bytes, services.world), { 'content-type': 'application/xml' });
}

function uploaded(path: string, { method, headers }: IncomingMessage, bytes: Buffer | undefined, world: World): Reply {
  const type = headers['content-type'] ?? '';
  const isApp = path.startsWith(appUploadsPath);
  const isForm = method === 'POST' && type.startsWith('multipart/form-data') && isApp;
  const isGood = isForm || (method === 'PUT' && type === 'application/zip');
  if (!isGood || bytes === undefined) return { status: 400, body: '' };
  // The end of a zip file is what counts, so it is found within a form, too.
  if (isApp) return { status: isForm ? 204 : world.artifacts.take(path, bytes), body: '' };
  return world.uploads.put(path, bytes);
}

/** The longest body that is sent to a web trigger, in bytes: Atlassian’s limit of a request is 5 MB. */
const longestCall = 5 * 1024 * 1024;

/** Calls a web trigger: the address is the secret, and stands in no record. */
async function callWebTrigger(path: string, incoming: Incoming, services: PublicServices): Promise<void> {
  const { method = '', headers } = incoming.request;
  const exchange = opened('WebTriggerCall', incoming, services);
  const body = await readUpload(incoming.request, longestCall);
  const fault = services.faults.take(exchange.record.operation);
  if (applyBefore(fault, exchange)) return;
  const reply =
    body === undefined ? { status: 413, body: '' } : services.world.webTriggers.call({ path, method, headers, body });
  sendReply(reply, fault, exchange);
}

/** Tells of a workspace as Bitbucket does. */
function tellWorkspace(path: string, incoming: Incoming, services: PublicServices): void {
  const exchange = opened('BitbucketWorkspace', incoming, services);
  const fault = services.faults.take(exchange.record.operation);
  if (!applyBefore(fault, exchange)) sendReply(describeWorkspace(path), fault, exchange);
}
