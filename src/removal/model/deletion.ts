import type { Change, ChangeOptions, ChangePhase, Look } from '../../changes/model/change.ts';
import { makeChange } from '../../changes/model/make-change.ts';
import { type ForgeError, toForgeError } from '../../core/errors.ts';
import { appExists } from '../../gateway/operations/fetch-app-existence.ts';
import { deleteApp } from '../../gateway/operations/delete-app.ts';
import { type AppDifference, differencesForDeletion } from './blockers.ts';
import type { ConfirmedApp } from './confirmed-app.ts';
import { recheckApp, type RemovalCheck } from './removal-check.ts';

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
  | { readonly status: 'changed'; readonly changes: readonly AppDifference[]; readonly now: RemovalCheck }
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

export interface DeletionOptions extends ChangeOptions {
  readonly onProgress?: (app: ConfirmedApp, phase: ChangePhase) => void;
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
  const outcome = await makeChange(deletionOf(app), options, (phase) => options.onProgress?.(app, phase));
  switch (outcome.status) {
    case 'done':
      return { status: 'deleted', requestId: outcome.requestId };
    case 'alreadyDone':
      return { status: 'gone' };
    case 'changed':
      return { status: 'changed', changes: outcome.differences, now: outcome.now };
    case 'failed':
      return outcome.error.kind === 'notFound' ? { status: 'gone' } : outcome;
    default:
      return outcome;
  }
}

/** Deleting an app that was confirmed. */
export function deletionOf(app: ConfirmedApp): Change<RemovalCheck, AppDifference> {
  const { account, client, check } = app;
  const { id, name } = check;
  return {
    account,
    app: { id, name },
    action: 'delete',
    check: {
      load: (signal) => recheckApp(client, account.id, id, signal),
      differences: (now) => differencesForDeletion(check, now),
    },
    send: (signal) => deleteApp(client, id, signal),
    look: () => lookForApp(app),
    sameSubjectMeansSame: true,
  };
}

/** The gateway answers the same about an app that is deleted and about one that the account may not see. */
async function lookForApp({ client, check }: ConfirmedApp): Promise<Look> {
  try {
    return (await appExists(client, check.id)) ? 'notDone' : 'hidden';
  } catch (thrown) {
    if (toForgeError(thrown).kind === 'notFound') return 'hidden';
    throw thrown;
  }
}
