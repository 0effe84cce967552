import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { nodes } from '../shapes.ts';
import document from './uninstall-task-list.graphql';

/** `appInstallationTasks(filter.appId)`: the ARI, inferred from `uninstallApp`. */
const appIdForm: AppIdForm = 'ari';

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

const UninstallTaskList: Operation<{ appId: string; context: string }, z.infer<ReturnType<typeof reply>>> = {
  name: 'UninstallTaskList',
  kind: 'query',
  document,
  reply,
  retriedByCaller: true,
};

/**
 * The ids of the uninstallations of an app from one context that are under way; for finding the task of a request whose
 * answer was lost. Asks once; throws as `run` does.
 */
export async function fetchRunningUninstalls(
  client: GatewayClient,
  appId: AppAri,
  context: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const { ecosystem } = await client.run(UninstallTaskList, { appId: appIdAs(appIdForm, appId), context }, signal);
  const tasks = ecosystem?.appInstallationTasks?.nodes ?? [];
  return tasks
    .filter(
      ({ __typename, state }) =>
        __typename === 'AppInstallationDeletionTask' && (state === 'PENDING' || state === 'RUNNING'),
    )
    .map(({ id }) => id);
}
