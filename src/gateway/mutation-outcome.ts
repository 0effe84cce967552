import { ForgeError } from '../core/errors.ts';
import { isKnownScopeMessage } from './refusal.ts';
import { mayHaveBeenSent } from './transport.ts';

/**
 * The error types that the Forge CLI knows as refusals, beside those that `entryKind` turns into a kind of their own.
 * It also knows nine that end in `_ROLLING_RELEASE`.
 */
const refusals: ReadonlySet<string> = new Set([
  'APP_ALREADY_INSTALLED',
  'APP_HAS_INSTALLATIONS',
  'APP_ROLLOUTS_UNAVAILABLE',
  'APP_ROLLOUT_NOT_RUNNING',
  'APP_ROLLOUT_RUNNING',
  'DECOUPLED_STATE_NOT_ENABLED',
  'INSTALLATION_ALREADY_UPGRADED',
  'INSTALLATION_LIMIT_REACHED',
  'TOO_MANY_APP_ROLLOUTS_RUNNING_FOR_ACCOUNT',
]);

/** Whether a status says that somebody stopped waiting, or that a server failed: the work may have been done. */
export function isUnclearStatus(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 499;
}

/**
 * The error of a mutation as callers get it: unchanged where it certainly changed nothing, because it was not sent or
 * the gateway refused it, otherwise `outcomeUnknown`, with that error as its cause. A refusal is one with a code that the
 * Forge CLI knows (401, 403, 404, 429, an error type) or one of the two messages that it looks for. `success: false` is
 * judged by `succeeded`.
 */
export function mutationError(error: ForgeError): ForgeError {
  return wasNotSent(error) || isRefusal(error)
    ? error
    : new ForgeError('outcomeUnknown', error.message, { ...error.details, cause: error });
}

function wasNotSent(error: ForgeError): boolean {
  return error.details.notSent === true || error.kind === 'misconfigured' || !mayHaveBeenSent(error);
}

function isRefusal({ kind, message, details }: ForgeError): boolean {
  const { status = 0, errorType = '', lacksScope } = details;
  if (isUnclearStatus(status)) return false;
  // A code, or the one wording that the Forge CLI knows; others are good enough for a read.
  if (status === 200 && lacksScope && errorType === '') return isKnownScopeMessage(message);
  if (status === 404) return true;
  if (kind === 'refused')
    return (
      refusals.has(errorType) ||
      errorType.endsWith('_ROLLING_RELEASE') ||
      message.includes('client version is outdated')
    );
  // What these kinds stand for, a missing scope among them, is known by code or message.
  return kind === 'signedOut' || kind === 'forbidden' || kind === 'notFound' || kind === 'rateLimited';
}
