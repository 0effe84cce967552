import * as z from 'zod/mini';
import { type AppAri, appIdAs, type AppIdForm } from '../../core/ids.ts';
import type { GatewayClient } from '../client.ts';
import type { Operation } from '../operation.ts';
import { payloadFields, type Receipt, succeeded } from '../payload.ts';
import { optional } from '../reply-schemas.ts';
import document from './deploy-build.graphql';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';

/** As the Forge CLI sends it. */
const appIdForm: AppIdForm = 'ari';

const reply = () =>
  z.object({
    createAppDeployment: z.nullable(
      z.object({ ...payloadFields(), deployment: optional(z.object({ id: z.string() })) }),
    ),
    requestId: optional(z.string()),
  });

const DeployBuild: Operation<
  { readonly input: { readonly appId: string; readonly environmentKey: string; readonly buildTag: string } },
  z.infer<ReturnType<typeof reply>>
> = { name: 'DeployBuild', kind: 'mutation', document, reply };

/** A build, and the environment that it is deployed to, by its key as the Forge CLI writes it. */
export interface BuildToDeploy {
  readonly environment: string;
  readonly tag: string;
}

/** A deployment that the gateway began. */
export interface StartedDeployment extends Receipt {
  /** Absent if the gateway did not say it. */
  readonly deploymentId: string | undefined;
}

/**
 * Starts the deployment of a build; never retried. Returns its id, if the gateway says it. Throws the gateway's refusal
 * unchanged (`forbidden`, `refused`, `notFound`, `rateLimited`), `outcomeUnknown` if it may have started all the same, and
 * otherwise like `run`.
 */
export async function deployBuild(
  client: GatewayClient,
  id: AppAri,
  { environment, tag }: BuildToDeploy,
  signal?: AbortSignal,
): Promise<StartedDeployment> {
  const input = { appId: appIdAs(appIdForm, id), environmentKey: gatewayEnvironmentKey(environment), buildTag: tag };
  const { createAppDeployment: payload, requestId } = await client.run(DeployBuild, { input }, signal);
  const { deployment } = succeeded(payload, DeployBuild.name, requestId);
  return { requestId, deploymentId: deployment?.id };
}
