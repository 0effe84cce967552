import * as z from 'zod/mini';
import { ForgeError, type ForgeErrorDetails, type ForgeErrorKind } from '../core/errors.ts';
import type { Operation } from './operation.ts';
import { isNetworkPage } from './network-page.ts';
import { isAboutScopes, reasonIn, said } from './refusal.ts';
import { excessOf } from './reply-limits.ts';
import { list } from './reply-schemas.ts';
import { statusError } from './status-error.ts';

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
    z.optional(z.looseObject({ gateway: z.optional(z.object({ request_id: z.optional(z.string()) })) })),
    undefined,
  ),
});

type GatewayErrorEntry = NonNullable<NonNullable<z.infer<typeof envelope>['errors']>[number]>;

/** The gateway's HTTP response. */
export interface HttpAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** All headers by their names in lower case; absent where only single ones can be asked for. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The content of a response: the parsed reply, or the error; `tolerated` are errors of optional fields. */
export interface ParsedAnswer<Reply> {
  readonly reply: Reply;
  readonly requestId: string | undefined;
  readonly tolerated: readonly string[];
}

/**
 * Parses an HTTP response as the reply of an operation. Throws a ForgeError whose kind is determined by the HTTP status
 * first (a 401 means a bad token unless the response speaks of scopes), then by the first `errors[]` entry, then by the reply's
 * shape.
 */
export function parseAnswer<Variables extends object, Reply>(
  operation: Operation<Variables, Reply>,
  answer: HttpAnswer,
  now: Date,
): ParsedAnswer<Reply> {
  const excess = excessOf(answer.body);
  const json = excess === undefined ? parseJson(answer.body) : undefined;
  const parsed = envelope.safeParse(json);
  const details: ForgeErrorDetails = {
    operation: operation.name,
    status: answer.status,
    ...(isNetworkPage(answer) && { fault: 'portal' }),
    // The order in which the Forge CLI looks for it.
    requestId: (
      parsed.data?.extensions?.gateway?.request_id ??
      answer.header('x-request-id') ??
      answer.header('x-trace-id')
    )?.slice(0, 200),
  };
  const [firstError] = parsed.data?.errors ?? [];

  if (answer.status !== 200) throw statusError(answer, { entry: firstError, reason: reasonIn(json) }, details, now);
  if (excess !== undefined) throw new ForgeError('badReply', `the response ${excess}`, { ...details, tooLarge: true });
  if (!parsed.success)
    throw new ForgeError('badReply', 'the response is not GraphQL', { ...details, cause: parsed.error });

  const errors = parsed.data.errors ?? [];
  const fatal = errors.find((error) => !isTolerated(error, operation.optionalFields ?? []));
  if (fatal !== undefined) {
    // A mutation that has a result beside its error was carried out, whatever the error says.
    if (operation.kind === 'mutation' && hasResult(parsed.data.data))
      throw new ForgeError('badReply', fatal.message, details);
    throw entryError(fatal, details);
  }

  const failedFields = [
    ...new Set(errors.flatMap((error) => optionalFieldOf(error, operation.optionalFields ?? []) ?? [])),
  ];
  const reply = operation.reply().safeParse(
    withCircumstances(parsed.data.data, {
      failedFields,
      requestId: details.requestId,
      warnings: warningTypes(parsed.data.extensions ?? {}),
    }),
  );
  if (!reply.success) {
    const [issue] = reply.error.issues;
    const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'data'}: ${issue.message}`;
    throw new ForgeError('badReply', `the response does not have the expected shape${where}`, {
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

function hasResult(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
}

/** Reporting more failures of optional fields than this adds nothing. */
const mostTolerated = 20;

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

/** Returns the optional field in an error's path. */
function optionalFieldOf({ path }: GatewayErrorEntry, optionalFields: readonly string[]): string | undefined {
  return path?.find((step): step is string => typeof step === 'string' && optionalFields.includes(step));
}

/** What a reply says beside its data; an operation gets what its schema has. */
interface Circumstances {
  readonly failedFields: readonly string[];
  readonly requestId: string | undefined;
  /** Types of warnings. */
  readonly warnings: readonly string[];
}

function withCircumstances(data: unknown, circumstances: Circumstances): unknown {
  return typeof data === 'object' && data !== null ? { ...data, ...circumstances } : data;
}

const warningList = z.catch(list(z.object({ type: z.string() })), []);

/** The types of the warnings in a reply's `extensions`: lists by root field, or one level deeper, as the CLI reads them. */
function warningTypes(extensions: Readonly<Record<string, unknown>>, isDeep = true): string[] {
  return Object.values(extensions).flatMap((value) => {
    if (Array.isArray(value)) return warningList.parse(value).map(({ type }) => type);
    return isDeep && typeof value === 'object' && value !== null ? warningTypes({ ...value }, false) : [];
  });
}

/** An error from the gateway, in `errors[]` or in a reply. */
export interface GatewayError {
  readonly message: string;
  readonly extensions?:
    | { readonly errorType?: string | null | undefined; readonly statusCode?: number | null | undefined }
    | null
    | undefined;
}

/** Returns the ForgeError for a gateway error, with its words. */
export function entryError(entry: GatewayError, details: ForgeErrorDetails): ForgeError {
  const { message, extensions } = entry;
  return new ForgeError(entryKind(entry), message, {
    ...details,
    errorType: extensions?.errorType ?? undefined,
    ...(isAboutScopes({ message, ...extensions }) && { lacksScope: true }),
  });
}

/** Returns the kind of a gateway error, by the error types and status codes the Forge CLI knows. */
function entryKind({ message, extensions }: GatewayError): ForgeErrorKind {
  const { errorType, statusCode } = extensions ?? {};
  if (errorType === 'TOO_MANY_REQUESTS' || statusCode === 429) return 'rateLimited';
  if (isAboutScopes({ message, errorType, statusCode })) return 'forbidden';
  if (statusCode === 401) return 'signedOut';
  if (errorType === 'PERMISSION_DENIED' || errorType === 'PermissionDeniedError' || statusCode === 403)
    return 'forbidden';
  if (errorType === 'APP_NOT_FOUND' || statusCode === 404) return 'notFound';
  if (statusCode !== undefined && statusCode !== null && statusCode >= 500) return 'serverError';
  return 'refused';
}
