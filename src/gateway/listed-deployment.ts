import * as z from 'zod/mini';
import { majorOf } from '../core/environment.ts';
import type { Deployer, Deployment, DeploymentFailure } from '../core/deployment.ts';
import { displayText } from './display-text.ts';
import { environmentKey } from './operations/fetch-environment-list.ts';
import { optional, time } from './reply-schemas.ts';

/** Who deployed or built something, as `accountId accountStatus name` selects it. */
export const listedDeployer = () =>
  z.object({ accountId: z.string(), accountStatus: optional(z.string()), name: optional(z.string()) });

/** What is read of `errorDetails`. */
export const listedFailure = () =>
  z.object({
    code: z.string(),
    message: z.string(),
    fields: z.catch(
      optional(
        z.object({
          validationResult: z.catch(optional(z.object({ message: optional(z.string()) })), undefined),
        }),
      ),
      undefined,
    ),
  });

/** The schema of a deployment in a list. */
export const listedDeployment = () =>
  z.object({
    id: z.string(),
    status: z.string(),
    environmentKey: z.string(),
    buildTag: optional(z.string()),
    majorVersion: optional(z.object({ version: z.string() })),
    createdBy: optional(listedDeployer()),
    createdAt: time(),
    errorDetails: optional(listedFailure()),
  });

/** Converts a deployment from the gateway's form to the domain's. */
export function toDeployment(listed: z.infer<ReturnType<typeof listedDeployment>>): Deployment {
  const { id, buildTag, majorVersion, createdBy, errorDetails } = listed;
  return {
    id,
    environment: environmentKey(listed.environmentKey),
    status: deploymentStatus(listed.status),
    at: listed.createdAt,
    ...(createdBy && { by: toDeployer(createdBy) }),
    ...(buildTag !== undefined && { tag: buildTag }),
    ...(majorVersion && { major: majorOf(majorVersion.version) }),
    ...(errorDetails && { failure: toDeploymentFailure(errorDetails) }),
  };
}

/** Converts a deployment's status; a value that the gateway adds later is `unknown`. */
export function deploymentStatus(status: string): Deployment['status'] {
  if (status === 'IN_PROGRESS') return 'running';
  if (status === 'DONE') return 'done';
  return status === 'FAILED' ? 'failed' : 'unknown';
}

/** Who deployed or built something; the name is empty where the gateway tells none. */
export function toDeployer({ accountId, accountStatus, name }: z.infer<ReturnType<typeof listedDeployer>>): Deployer {
  return { accountId, name: name ?? '', isClosed: accountStatus === 'closed' };
}

/** Why a deployment failed: the code and message of the gateway, with the cause that its validation names. */
export function toDeploymentFailure({
  code,
  message,
  fields,
}: z.infer<ReturnType<typeof listedFailure>>): DeploymentFailure {
  const cause = fields?.validationResult?.message;
  return { code, message: displayText(message), ...(cause !== undefined && { cause: displayText(cause) }) };
}
