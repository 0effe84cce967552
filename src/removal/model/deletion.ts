import { ForgeError, toForgeError } from '../../core/errors.ts';
import { appExists } from '../../gateway/operations/fetch-app-existence.ts';
import { deleteApp } from '../../gateway/operations/delete-app.ts';
import { recheckApp, type RemovalCheck } from './removal-check.ts';
import type { ConfirmedApp, RemovalOptions } from './removal-options.ts';
import { type Permit, recordSending, type RecordedOutcome } from './record-request.ts';
import { type Change, changesForDeletion } from './blockers.ts';
import { pollUntilGone } from './poll-until-gone.ts';

/** What happened to an app that was confirmed for deletion. */
export type DeletionOutcome =
  | { readonly status: 'deleted'; readonly requestId?: string | undefined }
  /** The gateway did not find it: deleted by somebody else, or hidden from this account. */
  | { readonly status: 'gone' }
  /** A deletion of it was sent at that time, here or in another window, and its outcome is pending; nothing was sent. */
  | { readonly status: 'pending'; readonly since: Date }
  /** The gateway refused; the error has its message. */
  | { readonly status: 'refused'; readonly error: ForgeError }
  /** Nothing was sent, or the request was rejected before it was processed. */
  | { readonly status: 'failed'; readonly error: ForgeError }
  /** Something changed since the confirmation; nothing was sent. */
  | { readonly status: 'changed'; readonly changes: readonly Change[]; readonly now: RemovalCheck }
  /** The reply was lost, and the gateway does not show the app any more: deleted, or hidden from this account. */
  | { readonly status: 'outOfSight'; readonly error: ForgeError }
  /** The reply was lost, and the app is still there. */
  | { readonly status: 'kept'; readonly error: ForgeError }
  /** The reply was lost, and the gateway could not be asked whether the app is still there. */
  | { readonly status: 'unknown'; readonly error: ForgeError }
  | { readonly status: 'notStarted' };

export interface DeletionResult {
  readonly app: ConfirmedApp;
  readonly outcome: DeletionOutcome;
}

export interface DeletionOptions extends RemovalOptions {
  /** `asking`: the reply was lost, and the gateway is asked whether the app is still there. */
  readonly onProgress?: (app: ConfirmedApp, phase: 'checking' | 'deleting' | 'asking') => void;
}

/**
 * Deletes apps one after another, sending at most one request per app, and only if the app is still as it was
 * confirmed. Never throws. A change since the confirmation, a rejected token or an unknown outcome stops the run: the
 * remaining apps are `notStarted`.
 */
export async function deleteApps(apps: readonly ConfirmedApp[], options: DeletionOptions): Promise<DeletionResult[]> {
  const results: DeletionResult[] = [];
  let stopped = false;
  for (const app of apps) {
    const outcome: DeletionOutcome =
      stopped || options.signal.aborted ? { status: 'notStarted' } : await deleteOne(app, options);
    results.push({ app, outcome });
    stopped ||=
      ['changed', 'unknown', 'outOfSight'].includes(outcome.status) ||
      (outcome.status === 'failed' && outcome.error.kind === 'signedOut');
  }
  return results;
}

async function deleteOne(app: ConfirmedApp, options: DeletionOptions): Promise<DeletionOutcome> {
  const { account, client, check } = app;
  const { signal, onProgress } = options;
  let permit: Permit;
  try {
    onProgress?.(app, 'checking');
    const now = await recheckApp(client, account.id, check.id, signal);
    const changes = changesForDeletion(check, now);
    if (changes.length > 0) return { status: 'changed', changes, now };
    permit = await recordSending(app, options);
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind === 'notFound') return { status: 'gone' };
    return error.kind === 'cancelled' ? { status: 'notStarted' } : { status: 'failed', error };
  }
  if (permit.pendingSince) return { status: 'pending', since: permit.pendingSince };
  onProgress?.(app, 'deleting');
  const outcome = await send(app, options);
  await permit.recordOutcome(toRecorded(outcome));
  return outcome;
}

async function send(app: ConfirmedApp, options: DeletionOptions): Promise<DeletionOutcome> {
  const { client, check } = app;
  try {
    // Not cancellable: once the request is sent, its outcome has to be known.
    const { requestId } = await deleteApp(client, check.id);
    const result = await pollUntilGone(() => isHidden(app), options, { whenUnreachable: 'giveUp' });
    if (result.status !== 'stillThere') return { status: 'deleted', requestId };
    return {
      status: 'unknown',
      error: new ForgeError('outcomeUnknown', 'the gateway reported the app as deleted, and still shows it', {
        requestId,
      }),
    };
  } catch (thrown) {
    return outcomeAfterError(app, toForgeError(thrown), options);
  }
}

async function outcomeAfterError(
  app: ConfirmedApp,
  error: ForgeError,
  options: DeletionOptions,
): Promise<DeletionOutcome> {
  if (error.kind === 'outcomeUnknown') {
    options.onProgress?.(app, 'asking');
    const { status } = await pollUntilGone(() => isHidden(app), options, { whenUnreachable: 'keepTrying' });
    if (status === 'gone') return { status: 'outOfSight', error };
    return { status: status === 'stillThere' ? 'kept' : 'unknown', error };
  }
  if (error.kind === 'notFound') {
    const result = await pollUntilGone(() => isHidden(app), options, { whenUnreachable: 'giveUp' });
    if (result.status === 'gone') return { status: 'gone' };
  }
  return ['refused', 'forbidden', 'notFound'].includes(error.kind)
    ? { status: 'refused', error }
    : { status: 'failed', error };
}

/**
 * Whether the gateway does not show the app to this account. It answers the same about an app that is deleted and about
 * one that the account may not see.
 */
async function isHidden({ client, check }: ConfirmedApp): Promise<boolean> {
  try {
    return !(await appExists(client, check.id));
  } catch (thrown) {
    if (toForgeError(thrown).kind === 'notFound') return true;
    throw thrown;
  }
}

function toRecorded(outcome: DeletionOutcome): RecordedOutcome {
  switch (outcome.status) {
    case 'deleted':
      return { outcome: 'done', requestId: outcome.requestId };
    case 'refused':
    case 'failed':
    case 'kept':
    case 'unknown':
      return { outcome: outcome.status, error: outcome.error };
    case 'outOfSight':
      return { outcome: 'unknown', error: outcome.error };
    case 'gone':
      return { outcome: 'refused' };
    default:
      return { outcome: 'failed' };
  }
}
