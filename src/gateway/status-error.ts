import { ForgeError, type ForgeErrorDetails } from '../core/errors.ts';
import { isAboutScopes, said } from './refusal.ts';
import type { GatewayError, HttpAnswer } from './reply.ts';
import { parseHttpDate, parseRetryAfter } from './retry-after.ts';

/** What a response says besides its status: its first `errors[]` entry, or the reason it gives without being GraphQL. */
interface Words {
  readonly entry: GatewayError | undefined;
  readonly reason: string | undefined;
}

/** Statuses by which an address is wrong, unless GraphQL answers. */
const wrongAddress: ReadonlySet<number> = new Set([404, 405, 410]);

/** Returns the error for a response with any status but 200. */
export function statusError(
  answer: HttpAnswer,
  { entry, reason }: Words,
  details: ForgeErrorDetails,
  now: Date,
): ForgeError {
  const { status } = answer;
  const words = entry?.message ?? (reason === undefined ? undefined : said(reason));
  const message = words === undefined ? `HTTP ${status}` : `HTTP ${status}: ${words}`;
  const full = { ...details, errorType: entry?.extensions?.errorType ?? undefined };
  if (status === 429) return new ForgeError('rateLimited', message, { ...full, retryAt: retryAtOf(answer, now) });
  if (details.fault === 'portal') return new ForgeError('badReply', message, full);
  if (status === 401 || status === 403) return accessError(answer, message, full);
  if (status === 404 && entry !== undefined) return new ForgeError('notFound', message, full);
  if (status >= 500) return new ForgeError('serverError', message, { ...full, retryAt: retryAtOf(answer, now) });
  const isRefusal = entry !== undefined || !wrongAddress.has(status);
  if (status >= 400 && words !== undefined && isRefusal) return new ForgeError('refused', words, full);
  return new ForgeError('badReply', message, full);
}

function accessError({ status, header }: HttpAnswer, message: string, details: ForgeErrorDetails): ForgeError {
  const challenge = header('www-authenticate') ?? '';
  if (isAboutScopes({ message: `${message} ${challenge}`, statusCode: status }))
    return new ForgeError('forbidden', message, { ...details, lacksScope: true });
  return new ForgeError(status === 401 ? 'signedOut' : 'forbidden', message, details);
}

/** Clock difference, in milliseconds, up to which this computer's clock is used. */
const toleratedSkewMs = 2000;

/** Returns the time by a response's `Date` header; ours if that is about the same or missing. */
export function gatewayTime(answer: Pick<HttpAnswer, 'header'>, now: Date): Date {
  const told = parseHttpDate(answer.header('date') ?? '', now);
  return told === undefined || Math.abs(told.getTime() - now.getTime()) <= toleratedSkewMs ? now : told;
}

/** Returns when a response's header allows the next request, by our clock, even if that is wrong. */
function retryAtOf(answer: HttpAnswer, now: Date): Date | undefined {
  const theirs = gatewayTime(answer, now);
  const at = parseRetryAfter(answer.header('retry-after'), theirs);
  return at && new Date(at.getTime() - theirs.getTime() + now.getTime());
}
