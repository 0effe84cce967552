import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './install-app.graphql';

/** `installApp(input.appId)` takes the ARI, as the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    installApp: z.nullable(z.object({ ...payloadFields(), taskId: optional(z.string()) })),
    requestId: optional(z.string()),
    warnings: z.array(z.string()),
  });

interface Input {
  readonly appId: string;
  readonly environmentKey: string;
  readonly installationContext: string;
  readonly licenseOverride?: LicenceOverride;
  readonly async: true;
}

const InstallApp: Operation<{ input: Input }, z.infer<ReturnType<typeof reply>>> = {
  name: 'InstallApp',
  kind: 'mutation',
  document,
  reply,
};

/** The states of a licence that an installation outside production can pretend to have. */
export const licenceOverrides = ['ACTIVE', 'INACTIVE', 'TRIAL', 'STANDARD', 'ADVANCED'] as const;
export type LicenceOverride = (typeof licenceOverrides)[number];

/** Where an app is to be installed. */
export interface NewInstallation {
  readonly appId: AppAri;
  /** The gateway's own key of the environment. */
  readonly environmentKey: string;
  readonly context: string;
  readonly licence?: LicenceOverride;
}

/** A task that was started; the task is absent if it is done already. */
export interface StartedTask extends Receipt {
  readonly taskId: string | undefined;
}

/**
 * Starts to install an app, with `async: true` as the Forge CLI does; never retried. `warnings` are types such as
 * `APP_INSTALLATION_LIMIT_WARNING`. Throws like `deleteApp`; what the gateway finds out later is the task's error.
 */
export async function beginInstall(
  client: GatewayClient,
  { appId, environmentKey, context, licence }: NewInstallation,
  signal?: AbortSignal,
): Promise<StartedTask & { readonly warnings: readonly string[] }> {
  const input: Input = {
    appId: appIdAs(appIdForm, appId),
    environmentKey,
    installationContext: context,
    async: true,
    ...(licence && { licenseOverride: licence }),
  };
  const { installApp, requestId, warnings } = await client.run(InstallApp, { input }, signal);
  const { taskId } = succeeded(installApp, InstallApp.name, requestId);
  return { requestId, taskId, warnings };
}
