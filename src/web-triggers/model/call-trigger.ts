import { createHmac, randomBytes } from 'node:crypto';
import { toForgeError } from '../../core/errors.ts';
import { blotOut } from '../../core/redaction.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import { withoutSecrets } from '../../gateway/quoted-secrets.ts';
import type { HttpAnswer } from '../../gateway/reply.ts';
import type { UploadTransport } from '../../gateway/transport.ts';

/** How long an answer is waited for: web triggers run up to 55 seconds. */
const timeoutMs = 60_000;

/** What is kept of an answer: characters of its body, and headers. */
const [longestBody, mostHeaders] = [100_000, 100];

/** How much of a body is searched for the address, in characters: a million takes 0.2 s at most. */
const mostSearched = 1_000_000;

export const triggerMethods = ['POST', 'GET', 'PUT'] as const;

/** A test request to a web trigger. */
export interface TriggerRequest {
  readonly method: (typeof triggerMethods)[number];
  /** Empty for a GET. */
  readonly body: string;
  /** Decoded; the request is signed with it. */
  readonly secretKey?: Buffer;
}

/** What sends a request, and the client that knows the gateway's time, with which it is signed. */
export interface TriggerCaller {
  readonly transport: UploadTransport;
  readonly client: Pick<GatewayClient, 'clockAheadMs'>;
}

/** What a web trigger answered. */
export interface TriggerAnswer {
  readonly status: number;
  /** In the order in which they came; a name may come twice. Without the trigger’s address. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without the trigger’s address. */
  readonly body: string;
  /** Whether the end of the body was left out. */
  readonly isCut: boolean;
  readonly ms: number;
}

/** The bytes of a secret key in base64; undefined unless it has the 32 to 64 bytes that Atlassian's RFC-141 asks for. */
export function decodeSecretKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, 'base64');
  return key.length >= 32 && key.length <= 64 ? key : undefined;
}

/** A random secret key in base64, of the length that SHA-256 asks for. */
export const newSecretKey = (): string => randomBytes(32).toString('base64');

/**
 * The headers that sign a request as Atlassian's RFC-141 says: HMAC SHA-256 over the time and the body, so that the
 * request can't be repeated later. Never tried with Atlassian's own web triggers.
 */
export function signatureHeaders(body: string, key: Buffer, now: Date): Record<string, string> {
  const timestamp = now.toISOString();
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-webtrigger-timestamp': timestamp, 'x-webtrigger-signature': `sha256=${signature}` };
}

/**
 * Sends a request to a web trigger’s address once, without credentials; redirects aren’t followed. Throws like the
 * transport, without the address.
 */
export async function callTrigger(
  url: URL,
  { method, body, secretKey }: TriggerRequest,
  { transport, client }: TriggerCaller,
  signal: AbortSignal,
): Promise<TriggerAnswer> {
  const headers = {
    ...(method !== 'GET' && { 'content-type': contentTypeOf(body) }),
    ...(secretKey && signatureHeaders(body, secretKey, new Date(gatewayNow(client)))),
  };
  const started = performance.now();
  const request = { url, headers, timeoutMs, signal };
  // The shortest path of a real address has more than a hundred characters.
  const secrets = [url.href, url.pathname, url.pathname.split('/').at(-1) ?? ''].filter(({ length }) => length > 8);
  try {
    const answer = await (method === 'PUT'
      ? transport.put({ ...request, body: new TextEncoder().encode(body) })
      : transport.post({ ...request, body, ...(method === 'GET' && { method }) }));
    // Before it is cut: a part of the address would not be found.
    const shown = blotOut(answer.body.slice(0, mostSearched), secrets);
    return {
      status: answer.status,
      headers: headersOf(answer).map(([name, value]) => [name, blotOut(value, secrets)]),
      body: shown.slice(0, longestBody),
      isCut: shown.length > longestBody || answer.body.length > mostSearched,
      ms: Math.round(performance.now() - started),
    };
  } catch (thrown) {
    throw withoutSecrets(toForgeError(thrown), secrets);
  }
}

function headersOf({ headers = {} }: HttpAnswer): (readonly [name: string, value: string])[] {
  return Object.entries(headers)
    .flatMap(([name, value = []]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const))
    .slice(0, mostHeaders);
}

function contentTypeOf(body: string): string {
  try {
    JSON.parse(body);
    return 'application/json';
  } catch {
    return 'text/plain; charset=utf-8';
  }
}
