import { ForgeError, toForgeError } from '../../core/errors.ts';
import { fetchRemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { beginUninstall } from '../../gateway/operations/uninstall-app.ts';
import { fetchRunningUninstalls } from '../../gateway/operations/fetch-uninstall-task-list.ts';
import { checkAgain } from './removal-check.ts';
import { type Confirmed, noteSending, type NotedOutcome, type RemovalEnvironment } from './removal-environment.ts';
import { type Change, changesForUninstall } from './obstacles.ts';
import { atlassianAppIn, type NamedRow } from './installed-rows.ts';
import { waitUntilGone } from './wait-until-gone.ts';
import { followTask } from './follow-task.ts';
import { contextsOf, type PlannedUninstall } from './uninstall-plan.ts';

/** The Forge CLI's pace: so many milliseconds at least from one uninstallation to the next. */
export const paceMs = 1500;

/** What became of an installation that was to be removed. */
export type UninstallOutcome =
  | { readonly status: 'uninstalled' }
  /** It was not there any more. */
  | { readonly status: 'gone' }
  | { readonly status: 'refused' | 'failed' | 'kept' | 'unknown'; readonly error: ForgeError }
  /** Something is not as it was confirmed; nothing was sent. */
  | { readonly status: 'changed'; readonly changes: readonly Change[] }
  | { readonly status: 'notStarted' };

export interface UninstallResult {
  readonly planned: PlannedUninstall;
  readonly outcome: UninstallOutcome;
}

export interface UninstallEnvironment extends RemovalEnvironment {
  /** Whether the first failure ends it. */
  readonly stopAtFailure: boolean;
  /** Hears of each installation before it is begun; `done` counts those before it. */
  readonly onProgress?: (planned: PlannedUninstall, done: number) => void;
  /** Hears of each installation once it is over. */
  readonly onResult?: (result: UninstallResult) => void;
}

/**
 * Removes installations one after another, at the Forge CLI's pace; each request is sent once at most, and only if what
 * it is about still is as it was confirmed. Never throws. Cancelling takes effect between installations. A failure does
 * not stop the rest unless asked; what is not as confirmed, and a refused token, do.
 */
export async function uninstallAll(
  app: Confirmed,
  plan: readonly PlannedUninstall[],
  environment: UninstallEnvironment,
): Promise<UninstallResult[]> {
  const { timing, signal, stopAtFailure, onProgress, onResult } = environment;
  const results: UninstallResult[] = [];
  let stopped = false;
  let begun: number | undefined;
  for (const planned of plan) {
    let outcome: UninstallOutcome = { status: 'notStarted' };
    if (!stopped && begun !== undefined)
      await timing.wait(Math.max(0, begun + paceMs - timing.now()), signal).catch(() => undefined);
    if (!stopped && !signal.aborted) {
      begun = timing.now();
      onProgress?.(planned, results.length);
      outcome = await uninstallOne(app, planned, environment);
    }
    const result = { planned, outcome };
    results.push(result);
    if (outcome.status !== 'notStarted') onResult?.(result);
    stopped ||=
      outcome.status === 'changed' || ('error' in outcome && (stopAtFailure || outcome.error.kind === 'signedOut'));
  }
  return results;
}

async function uninstallOne(
  app: Confirmed,
  { row, technical }: PlannedUninstall,
  environment: UninstallEnvironment,
): Promise<UninstallOutcome> {
  let outcome = await removeRow(app, row, environment);
  for (const extra of technical) {
    if (outcome.status !== 'uninstalled' && outcome.status !== 'gone') return outcome;
    const removed = await removeRow(app, extra, environment, true);
    // Where the gateway removes its technical row by itself there is nothing left to do.
    if (removed.status !== 'gone' && removed.status !== 'uninstalled') outcome = removed;
  }
  return outcome;
}

/** Drops what an installation consists of; `isBegun` says that the installation it goes with is removed already. */
async function removeRow(
  app: Confirmed,
  row: NamedRow,
  environment: UninstallEnvironment,
  isBegun = false,
): Promise<UninstallOutcome> {
  let expected = row;
  let outcome: UninstallOutcome = { status: 'gone' };
  for (const context of contextsOf(row)) {
    outcome = await drop(app, expected, context, environment, isBegun || expected !== row);
    if (outcome.status !== 'uninstalled') return outcome;
    expected = {
      ...expected,
      secondaryContexts: expected.secondaryContexts.filter((secondary) => secondary !== context),
    };
  }
  return outcome;
}

async function drop(
  app: Confirmed,
  row: NamedRow,
  context: string | undefined,
  environment: UninstallEnvironment,
  isBegun: boolean,
): Promise<UninstallOutcome> {
  const { client, account, check } = app;
  const { environmentKey } = row;
  if (environmentKey === undefined)
    return {
      status: 'failed',
      error: new ForgeError('refused', 'the gateway does not tell which environment is installed there'),
    };
  let note: (outcome: NotedOutcome) => Promise<void>;
  try {
    // What is begun is finished: cancelling takes effect between installations.
    const now = await checkAgain(client, account.id, check.id, isBegun ? undefined : environment.signal, [row.id]);
    const changes = changesForUninstall(check, now, row);
    if (changes.length > 0) return { status: 'changed', changes };
    if (!now.rows.some(({ id }) => id === row.id)) return { status: 'gone' };
    note = await noteSending(
      app,
      environment,
      context === undefined ? row : { ...row, atlassianApp: atlassianAppIn(context) },
    );
  } catch (thrown) {
    const error = toForgeError(thrown);
    return error.kind === 'cancelled' ? { status: 'notStarted' } : { status: 'failed', error };
  }
  const outcome = await send(app, { ...row, environmentKey }, context, environment);
  await note(
    outcome.status === 'uninstalled'
      ? { outcome: 'done', requestId: outcome.requestId }
      : { outcome: outcome.status, error: outcome.error },
  );
  return outcome;
}

type Sent =
  | { readonly status: 'uninstalled'; readonly requestId: string | undefined }
  | { readonly status: 'refused' | 'failed' | 'kept' | 'unknown'; readonly error: ForgeError };

async function send(
  app: Confirmed,
  row: NamedRow & { readonly environmentKey: string },
  context: string | undefined,
  environment: UninstallEnvironment,
): Promise<Sent> {
  const { client, check } = app;
  const isGone = () => isDropped(app, row, context);
  let requestId: string | undefined;
  let failure: ForgeError | undefined;
  try {
    const begun = await beginUninstall(client, {
      appId: check.id,
      environmentKey: row.environmentKey,
      installationId: row.id,
      ...(context !== undefined && { context }),
    });
    requestId = begun.requestId;
    const end = begun.taskId === undefined ? undefined : await followTask(client, begun.taskId, environment);
    if (end?.state === 'failed') failure = end.error;
    if (end?.state === 'lost')
      failure = new ForgeError('outcomeUnknown', end.error.message, { ...end.error.details, cause: end.error });
  } catch (thrown) {
    const error = toForgeError(thrown);
    if (error.kind !== 'outcomeUnknown') {
      const presence =
        error.kind === 'notFound'
          ? await waitUntilGone(isGone, environment, { whereUnreachable: 'giveUp' })
          : undefined;
      if (presence?.state === 'gone') return { status: 'uninstalled', requestId: error.details.requestId };
      return { status: ['refused', 'forbidden', 'notFound'].includes(error.kind) ? 'refused' : 'failed', error };
    }
    failure = error;
    requestId = error.details.requestId;
  }
  const unknown = failure?.kind === 'outcomeUnknown';
  const asked = unknown ? () => isGoneOrEnding(app, row, context, environment) : isGone;
  const presence = await waitUntilGone(asked, environment, { whereUnreachable: unknown ? 'askOn' : 'giveUp' });
  if (presence.state === 'gone') return { status: 'uninstalled', requestId };
  if (failure === undefined) {
    if (presence.state === 'unknown') return { status: 'uninstalled', requestId };
    return {
      status: 'unknown',
      error: new ForgeError('outcomeUnknown', 'the gateway reported the app as uninstalled, and still lists it', {
        requestId,
      }),
    };
  }
  if (presence.state === 'there') return { status: unknown ? 'kept' : 'refused', error: failure };
  return { status: 'unknown', error: failure };
}

/** Whether an installation, or one Atlassian app of it, is not listed any more. Throws as `fetchRemovalFacts` does. */
async function isDropped(
  { client, check }: Confirmed,
  { id }: NamedRow,
  context: string | undefined,
): Promise<boolean> {
  const facts = await fetchRemovalFacts(client, check.id, undefined, [id]).catch((thrown: unknown) => {
    // An app that is gone has no installations.
    if (toForgeError(thrown).kind === 'notFound') return undefined;
    throw thrown;
  });
  const row = facts?.rows.find((one) => one.id === id);
  if (row === undefined) return true;
  return context !== undefined && row.context !== context && !row.secondaryContexts.includes(context);
}

/** The same where the answer was lost: a task that is found under way is followed to its end first. */
async function isGoneOrEnding(
  app: Confirmed,
  row: NamedRow,
  context: string | undefined,
  environment: UninstallEnvironment,
): Promise<boolean> {
  const running = await fetchRunningUninstalls(app.client, app.check.id, context ?? row.context).catch(() => []);
  for (const id of running) await followTask(app.client, id, environment);
  return isDropped(app, row, context);
}
