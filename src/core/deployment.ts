import type * as z from 'zod/mini';
import type {
  buildFields,
  deployerSchema,
  deploymentFailureSchema,
  deploymentFields,
  stageSchema,
} from './deployment-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

/** A deployment of an app to one environment. */
export type Deployment = DomainOf<typeof deploymentFields<z.ZodMiniDate>>;

export type Deployer = Domain<typeof deployerSchema>;

export type DeploymentFailure = Domain<typeof deploymentFailureSchema>;

/** A stage of a deployment, with how many of its steps are done. */
export type DeploymentStage = Domain<typeof stageSchema>;

/** How far a deployment is. */
export interface DeploymentProgress extends Pick<Deployment, 'status' | 'failure'> {
  readonly stages: readonly DeploymentStage[];
}

/** What can be deployed to any environment of its app. */
export type Build = DomainOf<typeof buildFields<z.ZodMiniDate>>;

/** The deployments of an app since a day, newest first. */
export interface LoadedDeployments {
  readonly rows: readonly Deployment[];
  readonly since: Date;
  /** Whether there are older ones within these days that were not loaded. */
  readonly isCut: boolean;
}

/** The builds of an app, newest first. */
export interface LoadedBuilds {
  readonly rows: readonly Build[];
  /** Whether there are older ones that were not loaded. */
  readonly isCut: boolean;
}

/** Whether a build may be deployed: older gateways don't say what state it is in. */
export function isDeployable({ status }: Pick<Build, 'status'>): boolean {
  return status === 'ready' || status === 'unknown';
}
