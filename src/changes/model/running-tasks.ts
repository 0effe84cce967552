import { toForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchRunningTasks, type TaskType } from '../../gateway/operations/fetch-installation-task-list.ts';
import type { ChangeOptions } from './change.ts';
import { pollTask, type TaskResult } from './poll-task.ts';

/** Tasks of one type that an app may have in an installation context. */
export interface TaskPlace {
  readonly client: GatewayClient;
  readonly appId: AppAri;
  readonly context: string;
  readonly type: TaskType;
}

/**
 * Polls the tasks that are running in a place to their end. Returns false if that can't be done with this account; throws
 * what asking again may mend.
 */
export async function haveTasksEnded(
  { client, appId, context, type }: TaskPlace,
  options: ChangeOptions,
): Promise<boolean> {
  try {
    const running = await fetchRunningTasks(client, appId, { context, type });
    const results: TaskResult[] = [];
    for (const id of running) results.push(await pollTask(client, id, options));
    return results.every(({ status }) => status !== 'lost');
  } catch (thrown) {
    if (['forbidden', 'refused', 'notFound'].includes(toForgeError(thrown).kind)) return false;
    throw thrown;
  }
}
