import * as z from 'zod/mini';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { nodes } from '../reply-schemas.ts';
import document from './fetch-installation-task-list.graphql';

const reply = () =>
  z.object({
    ecosystem: z.nullable(
      z.object({
        appInstallationTasks: z.nullable(
          z.object({ nodes: nodes(z.object({ __typename: z.string(), id: z.string(), state: z.string() })) }),
        ),
      }),
    ),
  });

const InstallationTaskList: AppOperation<{ context: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'InstallationTaskList',
  kind: 'query',
  document,
  reply,
  /** Inferred from `uninstallApp` for `appInstallationTasks(filter.appId)`. */
  appIdForm: 'ari',
  retriedByCaller: true,
};

/** What is in another state, also one that the gateway adds later, may still be at work. */
const ends: ReadonlySet<string> = new Set(['COMPLETE', 'FAILED']);

/** The gateway's types of tasks. */
export type TaskType = 'AppInstallationCreationTask' | 'AppInstallationDeletionTask' | 'AppInstallationUpgradeTask';

/**
 * Returns the ids of the running tasks of a type that an app has in one context, to find the task of a request whose
 * response was lost. Never retried; throws `badReply` for a null list, otherwise like `run`.
 */
export async function fetchRunningTasks(
  client: GatewayClient,
  appId: AppAri,
  { context, type }: { readonly context: string; readonly type: TaskType },
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { ecosystem } = await runForApp(client, InstallationTaskList, appId, { context }, signal);
  const tasks = ecosystem?.appInstallationTasks;
  if (!tasks)
    throw new ForgeError('badReply', 'the gateway left out the list of tasks', {
      operation: InstallationTaskList.name,
    });
  return tasks.nodes.filter(({ __typename, state }) => __typename === type && !ends.has(state)).map(({ id }) => id);
}
