import { ForgeError, toForgeError } from '../../core/errors.ts';
import { appExists } from '../../gateway/operations/fetch-app-existence.ts';
import { deleteApp } from '../../gateway/operations/delete-app.ts';
import { checkAgain, type RemovalCheck } from './removal-check.ts';
import { type Confirmed, noteSending, type NotedOutcome, type RemovalEnvironment } from './removal-environment.ts';
import { type Change, changesForDeletion } from './obstacles.ts';
import { type Presence, waitUntilGone } from './wait-until-gone.ts';

/** What became of an app that was to be deleted. */
export type DeletionOutcome =
  | { readonly status: 'deleted'; readonly requestId?: string | undefined }
  /** Somebody else deleted it before anything was sent, or this account is not shown it any more. */
  | { readonly status: 'gone' }
  /** The gateway said no, in its own words. */
  | { readonly status: 'refused'; readonly error: ForgeError }
  /** Nothing was sent, or it was turned away. */
  | { readonly status: 'failed'; readonly error: ForgeError }
  /** Something is not as it was confirmed; nothing was sent. */
  | { readonly status: 'changed'; readonly changes: readonly Change[]; readonly now: RemovalCheck }
  /** The answer was lost, and the app is still there. */
  | { readonly status: 'kept'; readonly error: ForgeError }
  /** The answer was lost, and the gateway could not be asked what became of it. */
  | { readonly status: 'unknown'; readonly error: ForgeError }
  | { readonly status: 'notStarted' };

export interface DeletionResult {
  readonly app: Confirmed;
  readonly outcome: DeletionOutcome;
}

export interface DeletionEnvironment extends RemovalEnvironment {
  /** Hears what is being done; `asking` while an outcome that is not known is being found out. */
  readonly onProgress?: (app: Confirmed, phase: 'checking' | 'deleting' | 'asking') => void;
}

/**
 * Deletes apps one after another, each once at most, and each only if it still is as it was confirmed. Never throws.
 * What is not as confirmed, a refused token and an outcome that stays unknown end the row: the apps after it are
 * `notStarted`.
 */
export async function deleteApps(
  apps: readonly Confirmed[],
  environment: DeletionEnvironment,
): Promise<DeletionResult[]> {
  const results: DeletionResult[] = [];
  let stopped = false;
  for (const app of apps) {
    const outcome: DeletionOutcome =
      stopped || environment.signal.aborted ? { status: 'notStarted' } : await deleteOne(app, environment);
    results.push({ app, outcome });
    stopped ||=
      outcome.status === 'changed' ||
      outcome.status === 'unknown' ||
      (outcome.status === 'failed' && outcome.error.kind === 'signedOut');
  }
  return results;
}

async function deleteOne(app: Confirmed, environment: DeletionEnvironment): Promise<DeletionOutcome> {
  const { account, client, check } = app;
  const { signal, onProgress } = environment;
  let note: (outcome: NotedOutcome) => Promise<void>;
  try {
    onProgress?.(app, 'checking');
    const now = await checkAgain(client, account.id, check.id, signal);
    const changes = changesForDeletion(check, now);
    if (changes.length > 0) return { status: 'changed', changes, now };
    note = await noteSending(app, environment);
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind === 'notFound') return { status: 'gone' };
    return error.kind === 'cancelled' ? { status: 'notStarted' } : { status: 'failed', error };
  }
  onProgress?.(app, 'deleting');
  const outcome = await send(app, environment);
  await note(notedAs(outcome));
  return outcome;
}

async function send(app: Confirmed, environment: DeletionEnvironment): Promise<DeletionOutcome> {
  const { client, check } = app;
  try {
    // Without the signal: what is on its way is not given up, since its outcome must be known.
    const { requestId } = await deleteApp(client, check.id);
    const presence = await waitUntilGone(() => isGone(app), environment, { whereUnreachable: 'giveUp' });
    if (presence.state !== 'there') return { status: 'deleted', requestId };
    return {
      status: 'unknown',
      error: new ForgeError('outcomeUnknown', 'the gateway reported the app as deleted, and still shows it', {
        requestId,
      }),
    };
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind === 'outcomeUnknown') {
      environment.onProgress?.(app, 'asking');
      return found(await waitUntilGone(() => isGone(app), environment, { whereUnreachable: 'askOn' }), error);
    }
    if (error.kind === 'notFound') {
      const presence = await waitUntilGone(() => isGone(app), environment, { whereUnreachable: 'giveUp' });
      if (presence.state === 'gone') return { status: 'gone' };
    }
    return ['refused', 'forbidden', 'notFound'].includes(error.kind)
      ? { status: 'refused', error }
      : { status: 'failed', error };
  }
}

async function isGone({ client, check }: Confirmed): Promise<boolean> {
  return !(await appExists(client, check.id));
}

/** What asking told about a deletion whose answer was lost. */
function found(presence: Presence, error: ForgeError): DeletionOutcome {
  if (presence.state === 'gone') return { status: 'deleted', requestId: error.details.requestId };
  return presence.state === 'there' ? { status: 'kept', error } : { status: 'unknown', error };
}

function notedAs(outcome: DeletionOutcome): NotedOutcome {
  switch (outcome.status) {
    case 'deleted':
      return { outcome: 'done', requestId: outcome.requestId };
    case 'refused':
    case 'failed':
    case 'kept':
    case 'unknown':
      return { outcome: outcome.status, error: outcome.error };
    default:
      return { outcome: 'failed' };
  }
}
