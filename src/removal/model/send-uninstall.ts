import { ForgeError, toForgeError } from '../../core/errors.ts';
import { fetchRemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { fetchRunningUninstalls } from '../../gateway/operations/fetch-uninstall-task-list.ts';
import { beginUninstall } from '../../gateway/operations/uninstall-app.ts';
import type { NamedRow } from './named-rows.ts';
import { pollTask, type TaskResult } from './poll-task.ts';
import { pollUntilGone } from './poll-until-gone.ts';
import type { ConfirmedApp, RemovalOptions } from './removal-options.ts';

/** An installation to remove, or one Atlassian app of it where there is a `context`. */
export interface UninstallRequest {
  readonly app: ConfirmedApp;
  readonly row: NamedRow;
  readonly environmentKey: string;
  readonly context: string | undefined;
}

export type SentUninstall =
  | { readonly status: 'uninstalled'; readonly requestId: string | undefined }
  | { readonly status: 'refused' | 'failed' | 'kept' | 'unknown'; readonly error: ForgeError };

/** What the gateway said: `failure` where it reported one, or where its reply was lost (`outcomeUnknown`). */
interface GatewayAnswer {
  readonly requestId: string | undefined;
  readonly failure: ForgeError | undefined;
}

/** Sends one request, and finds out what it did. Never throws. */
export async function sendUninstall(request: UninstallRequest, options: RemovalOptions): Promise<SentUninstall> {
  const answer = await sendAndFollow(request, options);
  return 'status' in answer ? answer : confirmOutcome(answer, request, options);
}

/** Sends the request and polls its task. A definite outcome is returned as such, without a further look. */
async function sendAndFollow(
  request: UninstallRequest,
  options: RemovalOptions,
): Promise<GatewayAnswer | SentUninstall> {
  const { app, row, environmentKey, context } = request;
  try {
    const { requestId, taskId } = await beginUninstall(app.client, {
      appId: app.check.id,
      environmentKey,
      installationId: row.id,
      ...(context !== undefined && { context }),
    });
    return { requestId, failure: taskId === undefined ? undefined : await taskFailure(app, taskId, options) };
  } catch (thrown) {
    const error = toForgeError(thrown);
    const { requestId } = error.details;
    if (error.kind === 'outcomeUnknown') return { requestId, failure: error };
    if (error.kind === 'notFound') {
      const result = await pollUntilGone(() => isUninstalled(request), options, { whenUnreachable: 'giveUp' });
      if (result.status === 'gone') return { status: 'uninstalled', requestId };
    }
    return { status: ['refused', 'forbidden', 'notFound'].includes(error.kind) ? 'refused' : 'failed', error };
  }
}

async function taskFailure(
  { client }: ConfirmedApp,
  taskId: string,
  options: RemovalOptions,
): Promise<ForgeError | undefined> {
  const result = await pollTask(client, taskId, options);
  if (result.status === 'complete') return undefined;
  if (result.status === 'failed') return result.error;
  const { message, details } = result.error;
  return new ForgeError('outcomeUnknown', message, { ...details, cause: result.error });
}

/** Checks what the gateway said against its list of installations. */
async function confirmOutcome(
  { requestId, failure }: GatewayAnswer,
  request: UninstallRequest,
  options: RemovalOptions,
): Promise<SentUninstall> {
  if (failure?.kind === 'outcomeUnknown') return askForOutcome(failure, request, options);
  const { status } = await pollUntilGone(() => isUninstalled(request), options, { whenUnreachable: 'giveUp' });
  if (status === 'gone') return { status: 'uninstalled', requestId };
  if (failure !== undefined) return { status: status === 'unknown' ? 'unknown' : 'refused', error: failure };
  if (status === 'unknown') return { status: 'uninstalled', requestId };
  return {
    status: 'unknown',
    error: new ForgeError('outcomeUnknown', 'the gateway reported the app as uninstalled, and still lists it', {
      requestId,
    }),
  };
}

/** Asks what became of a request whose reply was lost. While a task of it may be running, it can still be done. */
async function askForOutcome(
  error: ForgeError,
  request: UninstallRequest,
  options: RemovalOptions,
): Promise<SentUninstall> {
  const tasks = { ended: false };
  const { status } = await pollUntilGone(
    async () => {
      tasks.ended = await haveTasksEnded(request, options);
      return isUninstalled(request);
    },
    options,
    { whenUnreachable: 'keepTrying' },
  );
  if (status === 'gone') return { status: 'uninstalled', requestId: error.details.requestId };
  return { status: status === 'stillThere' && tasks.ended ? 'kept' : 'unknown', error };
}

/**
 * Whether the gateway no longer lists the installation, or the Atlassian app of it. Throws as `fetchRemovalFacts` does:
 * `notFound` where this account does not see the app any more says nothing about its installations.
 */
async function isUninstalled({ app: { client, check }, row: { id }, context }: UninstallRequest): Promise<boolean> {
  const { rows } = await fetchRemovalFacts(client, check.id, undefined, [id]);
  const row = rows.find((one) => one.id === id);
  if (row === undefined) return true;
  return context !== undefined && row.context !== context && !row.secondaryContexts.includes(context);
}

/**
 * Polls the tasks that are running in the installation's context to their end. Returns false if that can't be done
 * with this account; throws what asking again may mend.
 */
async function haveTasksEnded({ app, row, context }: UninstallRequest, options: RemovalOptions): Promise<boolean> {
  try {
    const running = await fetchRunningUninstalls(app.client, app.check.id, context ?? row.context);
    const results: TaskResult[] = [];
    for (const id of running) results.push(await pollTask(app.client, id, options));
    return results.every(({ status }) => status !== 'lost');
  } catch (thrown) {
    if (['forbidden', 'refused', 'notFound'].includes(toForgeError(thrown).kind)) return false;
    throw thrown;
  }
}
