import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './uninstall-app.graphql';

/** `uninstallApp(input.appId)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    uninstallApp: z.nullable(z.object({ ...payloadFields(), taskId: optional(z.string()) })),
    requestId: optional(z.string()),
  });

interface Input {
  readonly appId: string;
  readonly environmentKey: string;
  readonly installationId: string;
  readonly installationContext?: string;
  readonly async: true;
}

const UninstallApp: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'UninstallApp',
  kind: 'mutation',
  document,
  reply,
};

/** One step of an uninstallation. */
export interface Uninstallation {
  readonly appId: AppAri;
  /** The gateway's own key of the environment. */
  readonly environmentKey: string;
  readonly installationId: string;
  /** The one Atlassian app to remove from a cross-product installation. */
  readonly context?: string;
}

/** An uninstallation that the gateway accepted. */
export interface BegunUninstall extends Receipt {
  readonly taskId: string | undefined;
}

/**
 * Starts an uninstall task, with `async: true` as the Forge CLI does; never retried. The task is absent if it is done
 * already. Throws like `deleteApp`.
 */
export async function beginUninstall(
  client: GatewayClient,
  { appId, environmentKey, installationId, context }: Uninstallation,
  signal?: AbortSignal,
): Promise<BegunUninstall> {
  const input = {
    appId: appIdAs(appIdForm, appId),
    environmentKey,
    installationId,
    async: true as const,
    ...(context !== undefined && { installationContext: context }),
  };
  const { uninstallApp, requestId } = await client.run(UninstallApp, { input }, signal);
  const { taskId } = succeeded(uninstallApp, UninstallApp.name, requestId);
  return { requestId, taskId };
}
