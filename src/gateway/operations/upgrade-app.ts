import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import type { StartedTask } from './install-app.ts';
import document from './upgrade-app.graphql';

/** `upgradeApp(input.appId)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    upgradeApp: z.nullable(z.object({ ...payloadFields(), taskId: optional(z.string()) })),
    requestId: optional(z.string()),
  });

interface Input {
  readonly appId: string;
  readonly environmentKey: string;
  readonly installationContext: string;
  readonly computeOnly?: true;
  readonly async: true;
}

const UpgradeApp: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'UpgradeApp',
  kind: 'mutation',
  document,
  reply,
};

/** An installation that is to get the newest version of its environment. */
export interface Upgrade {
  readonly appId: AppAri;
  /** The gateway's own key of the environment. */
  readonly environmentKey: string;
  readonly context: string;
  /** Upgrade the code and leave the permissions as they were approved. */
  readonly codeOnly: boolean;
}

/** Starts to upgrade an installation, with `async: true` as the Forge CLI does; never retried. Throws like `deleteApp`. */
export async function beginUpgrade(
  client: GatewayClient,
  { appId, environmentKey, context, codeOnly }: Upgrade,
  signal?: AbortSignal,
): Promise<StartedTask> {
  const input: Input = {
    appId: appIdAs(appIdForm, appId),
    environmentKey,
    installationContext: context,
    async: true,
    ...(codeOnly && { computeOnly: true }),
  };
  const { upgradeApp, requestId } = await client.run(UpgradeApp, { input }, signal);
  const { taskId } = succeeded(upgradeApp, UpgradeApp.name, requestId);
  return { requestId, taskId };
}
