import * as z from 'zod/mini';
import type { Deployment, DeploymentProgress, DeploymentStage } from '../../core/deployment.ts';
import type { AppAri } from '../../core/ids.ts';
import { type AppOperation, found, runForApp } from '../app-operation.ts';
import type { GatewayClient } from '../client.ts';
import { displayText } from '../display-text.ts';
import { deploymentStatus, listedFailure, toDeploymentFailure } from '../listed-deployment.ts';
import { list, optional } from '../reply-schemas.ts';
import document from './fetch-deployment-progress.graphql';
import { gatewayEnvironmentKey } from './fetch-environment-list.ts';

const event = () => z.object({ message: optional(z.string()), level: optional(z.string()) });
const stage = () =>
  z.object({
    key: z.string(),
    description: z.string(),
    progress: z.object({ doneSteps: z.number(), totalSteps: z.number() }),
    events: optional(list(event())),
  });
const reply = () =>
  z.object({
    appDeployment: z.nullable(
      z.object({
        status: z.string(),
        errorDetails: optional(listedFailure()),
        stages: optional(list(stage())),
      }),
    ),
  });

interface Variables {
  readonly environmentKey: string;
  readonly id: string;
}

const DeploymentProgress: AppOperation<Variables, z.infer<ReturnType<typeof reply>>> = {
  name: 'DeploymentProgress',
  kind: 'query',
  document,
  reply,
  /** As the Forge CLI sends it. */
  appIdForm: 'ari',
  optionalFields: ['stages'],
  isPolling: true,
};

/** The most messages of a stage that are kept, the latest ones. */
const mostMessages = 200;

/** Returns how far a deployment is. Throws `notFound` if the gateway doesn't know it, otherwise like `run`. */
export async function fetchDeploymentProgress(
  client: GatewayClient,
  appId: AppAri,
  { environment, id }: Pick<Deployment, 'environment' | 'id'>,
  signal?: AbortSignal,
): Promise<DeploymentProgress> {
  const variables = { environmentKey: gatewayEnvironmentKey(environment), id };
  const { appDeployment } = await runForApp(client, DeploymentProgress, appId, variables, signal);
  const missing = 'the gateway doesn’t know this deployment, or doesn’t show it to this account';
  const { status, errorDetails, stages } = found(appDeployment, DeploymentProgress, missing);
  return {
    status: deploymentStatus(status),
    ...(errorDetails && { failure: toDeploymentFailure(errorDetails) }),
    stages: (stages ?? []).map(toStage),
  };
}

function toStage({ key, description, progress, events }: z.infer<ReturnType<typeof stage>>): DeploymentStage {
  const messages = (events ?? []).slice(-mostMessages * 2).flatMap(({ message, level }) => {
    const text = message === undefined ? '' : displayText(message);
    return text === '' ? [] : [{ text, level: levelOf(level) }];
  });
  return {
    key,
    description: displayText(description),
    done: progress.doneSteps,
    total: progress.totalSteps,
    // What is logged is often displayed as well.
    messages: messages.filter(({ text }, index) => text !== messages[index - 1]?.text).slice(-mostMessages),
  };
}

function levelOf(level: string | undefined): DeploymentStage['messages'][number]['level'] {
  if (level === 'ERROR') return 'error';
  return level === 'WARNING' ? 'warning' : 'info';
}
