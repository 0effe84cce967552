import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields } from '../payload.ts';
import { said } from '../refusal.ts';
import { optional } from '../reply-schemas.ts';
import document from './fetch-installation-task.graphql';

const { errors } = payloadFields();
const reply = () =>
  z.object({
    appInstallationTask: z.nullable(z.object({ id: z.string(), state: z.string(), errors })),
    requestId: optional(z.string()),
  });

const InstallationTask: Operation<{ id: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'InstallationTask',
  kind: 'query',
  document,
  reply,
  retriedByCaller: true,
  isPolling: true,
};

/** The state of a task; `failed` in the gateway's words. */
export type TaskState =
  | { readonly state: 'running' }
  | { readonly state: 'complete' }
  | { readonly state: 'failed'; readonly error: ForgeError };

/**
 * Returns the state of a task that installs, upgrades or uninstalls. Never retried: polling is up to the caller, whose
 * backoff on `rateLimited` is the Forge CLI's. Throws `notFound` for a task the gateway does not know (an error in the
 * CLI too), otherwise like `run`.
 */
export async function fetchInstallationTask(
  client: GatewayClient,
  id: string,
  signal?: AbortSignal,
): Promise<TaskState> {
  const { appInstallationTask: task, requestId } = await client.run(InstallationTask, { id }, signal);
  const details = { operation: InstallationTask.name, requestId };
  if (task === null) throw new ForgeError('notFound', 'the gateway doesn’t know this task', details);
  const [error] = task.errors ?? [];
  if (error?.extensions?.statusCode === 429)
    throw new ForgeError('rateLimited', said(error.message, 'too many requests'), {
      ...details,
      errorType: error.extensions.errorType,
    });
  if (task.state === 'COMPLETE') return { state: 'complete' };
  if (task.state !== 'FAILED') return { state: 'running' };
  return {
    state: 'failed',
    error: new ForgeError('refused', said(error?.message), { ...details, errorType: error?.extensions?.errorType }),
  };
}
