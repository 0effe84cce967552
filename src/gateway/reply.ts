import * as z from 'zod/mini';
import { ForgeError, type ForgeErrorDetails, type ForgeErrorKind } from '../core/errors.ts';
import type { Operation } from './operation.ts';
import { list } from './reply-schemas.ts';

const errorExtensions = z.catch(
  z.object({ errorType: z.optional(z.nullable(z.string())), statusCode: z.optional(z.nullable(z.number())) }),
  {},
);

const envelope = z.object({
  data: z.optional(z.unknown()),
  errors: z.optional(
    z.nullable(
      list(
        z.object({
          message: z.catch(
            z.pipe(
              z.string(),
              z.transform((text) => said(text, 'no message')),
            ),
            'no message',
          ),
          path: z.catch(z.optional(list(z.union([z.string(), z.number()]))), undefined),
          extensions: z.optional(z.nullable(errorExtensions)),
        }),
      ),
    ),
  ),
  extensions: z.catch(
    z.optional(z.object({ gateway: z.optional(z.object({ request_id: z.optional(z.string()) })) })),
    undefined,
  ),
});

type GatewayErrorEntry = NonNullable<NonNullable<z.infer<typeof envelope>['errors']>[number]>;

/** An answer of the gateway as it came over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

/**
 * What an answer holds: the parsed reply, or the error that it stands for; `tolerated` are errors of optional fields.
 */
export interface ParsedAnswer<Reply> {
  readonly reply: Reply;
  readonly requestId: string | undefined;
  readonly tolerated: readonly string[];
}

/**
 * Reads an HTTP answer as the reply of an operation. Throws a ForgeError of the kind that fits: by HTTP status first
 * (a 401 means a bad token whatever the body says), then by the first `errors[]` entry, then by the reply's shape.
 */
export function parseAnswer<Variables extends object, Reply>(
  operation: Operation<Variables, Reply>,
  answer: HttpAnswer,
  now: Date,
): ParsedAnswer<Reply> {
  const json = parseJson(answer.body);
  const parsed = envelope.safeParse(json);
  const details: ForgeErrorDetails = {
    operation: operation.name,
    status: answer.status,
    ...(json === undefined && isWebPage(answer) && { fault: 'portal' }),
    // The order in which the Forge CLI looks for it.
    requestId: (
      parsed.data?.extensions?.gateway?.request_id ??
      answer.header('x-request-id') ??
      answer.header('x-trace-id')
    )?.slice(0, 200),
  };
  const [firstError] = parsed.data?.errors ?? [];

  if (answer.status !== 200) throw statusError(answer, firstError, details, now);
  if (!parsed.success)
    throw new ForgeError('badReply', 'the answer is not a GraphQL answer', { ...details, cause: parsed.error });

  const errors = parsed.data.errors ?? [];
  const fatal = errors.find((error) => !isTolerated(error, operation.optionalFields ?? []));
  if (fatal !== undefined) throw entryError(fatal, details);

  const failedFields = [
    ...new Set(errors.flatMap((error) => optionalFieldOf(error, operation.optionalFields ?? []) ?? [])),
  ];
  const reply = operation.reply().safeParse(withCircumstances(parsed.data.data, failedFields, details.requestId));
  if (!reply.success) {
    const [issue] = reply.error.issues;
    const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'data'}: ${issue.message}`;
    throw new ForgeError('badReply', `the answer does not have the expected shape${where}`, {
      ...details,
      cause: reply.error,
    });
  }
  return {
    reply: reply.data,
    requestId: details.requestId,
    tolerated: errors.slice(0, mostTolerated).map((error) => error.message),
  };
}

/** More than so many failures of optional fields tell nothing new. */
const mostTolerated = 20;

/** What the gateway says, as far as a person would read it; `otherwise` where it says nothing. */
export function said(text: string | undefined, otherwise = 'the gateway gives no reason'): string {
  const words = text?.slice(0, 2 * longestMessage).trim() ?? '';
  if (words === '') return otherwise;
  return words.length > longestMessage ? `${words.slice(0, longestMessage).toWellFormed()}…` : words;
}

const longestMessage = 500;

/**
 * When a `Retry-After` header allows the next request: seconds, an HTTP date, or the gateway's documented timestamp
 * (`2021-05-10T11:00Z`). Undefined where the header says nothing usable.
 */
export function parseRetryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const time = /^\d{1,9}$/.test(text) ? now.getTime() + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/**
 * Whether an answer is a web page or leads to one, where a gateway would answer in JSON: what networks do that want a
 * sign-in first, and firewalls that block. A server's own page about an inner error (5xx but 511) is none of these.
 */
export function isWebPage({ status, header, body }: HttpAnswer): boolean {
  if (status >= 500 && status !== 511) return false;
  const isHtml =
    (header('content-type') ?? '').includes('text/html') || /^\s*<(!doctype|html)/i.test(body.slice(0, 500));
  return isHtml || status === 511 || (status >= 300 && status < 400);
}

/** The gateway's clock may differ from this computer's by so much before it is used for its times, in milliseconds. */
const toleratedSkewMs = 2000;

/** What the gateway's clock shows, by an answer's `Date` header; ours where it says about the same, or nothing. */
export function gatewayTime(answer: Pick<HttpAnswer, 'header'>, now: Date): Date {
  const told = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(told) || Math.abs(told - now.getTime()) <= toleratedSkewMs ? now : new Date(told);
}

/** When the header of an answer allows the next request, by our clock, however wrong that is. */
function retryAtOf(answer: HttpAnswer, now: Date): Date | undefined {
  const theirs = gatewayTime(answer, now);
  const at = parseRetryAfter(answer.header('retry-after'), theirs);
  return at && new Date(at.getTime() - theirs.getTime() + now.getTime());
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isTolerated(error: GatewayErrorEntry, optionalFields: readonly string[]): boolean {
  if (entryKind(error) === 'rateLimited' || entryKind(error) === 'signedOut') return false;
  return optionalFieldOf(error, optionalFields) !== undefined;
}

/** The optional field that an error's path goes through. */
function optionalFieldOf({ path }: GatewayErrorEntry, optionalFields: readonly string[]): string | undefined {
  return path?.find((step): step is string => typeof step === 'string' && optionalFields.includes(step));
}

/** Tells an operation's reply which of its optional fields failed, and the id of its request; most do not ask. */
function withCircumstances(data: unknown, failedFields: readonly string[], requestId: string | undefined): unknown {
  return typeof data === 'object' && data !== null ? { ...data, failedFields, requestId } : data;
}

function statusError(
  answer: HttpAnswer,
  entry: GatewayErrorEntry | undefined,
  details: ForgeErrorDetails,
  now: Date,
): ForgeError {
  const message = entry === undefined ? `HTTP ${answer.status}` : `HTTP ${answer.status}: ${entry.message}`;
  const full = { ...details, errorType: entry?.extensions?.errorType ?? undefined };
  if (answer.status === 401) return new ForgeError('signedOut', message, full);
  if (answer.status === 403) return new ForgeError('forbidden', message, full);
  // Without a GraphQL answer it is the address that is unknown there, not the thing that was asked for.
  if (answer.status === 404 && entry !== undefined) return new ForgeError('notFound', message, full);
  if (answer.status === 429)
    return new ForgeError('rateLimited', message, { ...full, retryAt: retryAtOf(answer, now) });
  if (answer.status >= 500) return new ForgeError('serverError', message, { ...full, retryAt: retryAtOf(answer, now) });
  if (answer.status >= 400 && entry !== undefined) return new ForgeError('refused', entry.message, full);
  return new ForgeError('badReply', message, full);
}

function entryError(entry: GatewayErrorEntry, details: ForgeErrorDetails): ForgeError {
  return new ForgeError(entryKind(entry), entry.message, {
    ...details,
    errorType: entry.extensions?.errorType ?? undefined,
  });
}

/** An error as the gateway words it, in `errors[]` or in a reply. */
export interface GatewayError {
  readonly message: string;
  readonly extensions?:
    | { readonly errorType?: string | null | undefined; readonly statusCode?: number | null | undefined }
    | null
    | undefined;
}

/** What an error of the gateway means, by the error types and status codes that the Forge CLI knows. */
export function entryKind({ message, extensions }: GatewayError): ForgeErrorKind {
  const { errorType, statusCode } = extensions ?? {};
  if (errorType === 'TOO_MANY_REQUESTS' || statusCode === 429) return 'rateLimited';
  if (statusCode === 401) return 'signedOut';
  if (errorType === 'PERMISSION_DENIED' || errorType === 'PermissionDeniedError' || statusCode === 403)
    return 'forbidden';
  if (message.includes('does not contain the right authorisation scopes')) return 'forbidden';
  if (errorType === 'APP_NOT_FOUND' || statusCode === 404) return 'notFound';
  if (statusCode !== undefined && statusCode !== null && statusCode >= 500) return 'serverError';
  return 'refused';
}
