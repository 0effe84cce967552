import { ForgeError, toForgeError } from '../../core/errors.ts';
import { fetchRemovalFacts } from '../../gateway/operations/fetch-removal-facts.ts';
import { fetchRunningUninstalls } from '../../gateway/operations/fetch-uninstall-task-list.ts';
import { beginUninstall } from '../../gateway/operations/uninstall-app.ts';
import type { NamedRow } from './named-rows.ts';
import { pollTask } from './poll-task.ts';
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
  const isUnknown = failure?.kind === 'outcomeUnknown';
  const isGone = isUnknown ? () => isUninstalledAfterTasks(request, options) : () => isUninstalled(request);
  const { status } = await pollUntilGone(isGone, options, { whenUnreachable: isUnknown ? 'keepTrying' : 'giveUp' });
  if (status === 'gone') return { status: 'uninstalled', requestId };
  if (failure !== undefined) {
    if (status === 'unknown') return { status: 'unknown', error: failure };
    return { status: isUnknown ? 'kept' : 'refused', error: failure };
  }
  if (status === 'unknown') return { status: 'uninstalled', requestId };
  return {
    status: 'unknown',
    error: new ForgeError('outcomeUnknown', 'the gateway reported the app as uninstalled, and still lists it', {
      requestId,
    }),
  };
}

/**
 * Whether the gateway no longer lists the installation, or the Atlassian app of it. Throws as `fetchRemovalFacts` does.
 */
async function isUninstalled({ app: { client, check }, row: { id }, context }: UninstallRequest): Promise<boolean> {
  const facts = await fetchRemovalFacts(client, check.id, undefined, [id]).catch((thrown: unknown) => {
    // A deleted app has no installations.
    if (toForgeError(thrown).kind === 'notFound') return undefined;
    throw thrown;
  });
  const row = facts?.rows.find((one) => one.id === id);
  if (row === undefined) return true;
  return context !== undefined && row.context !== context && !row.secondaryContexts.includes(context);
}

/** As `isUninstalled`, but polls tasks that are still running to their end first. */
async function isUninstalledAfterTasks(request: UninstallRequest, options: RemovalOptions): Promise<boolean> {
  const { app, row, context } = request;
  const running = await fetchRunningUninstalls(app.client, app.check.id, context ?? row.context).catch(() => []);
  for (const id of running) await pollTask(app.client, id, options);
  return isUninstalled(request);
}
