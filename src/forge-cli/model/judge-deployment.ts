import type { Deployment } from '../../core/deployment.ts';

/** What became of a deployment of the Forge CLI. `nothing`: none began. */
export type DeploymentEnd = 'done' | 'failed' | 'running' | 'nothing' | 'unknown';

/** How the Forge CLI ended, where it didn't report success. */
export interface CliFailure {
  /** Undefined where it was stopped. */
  readonly exitCode: number | undefined;
  /** Whether it said that it uploads the app: nothing is deployed before that. */
  readonly hasUploaded: boolean;
}

/** What became of it, and how the journal has that. */
export interface JudgedDeployment {
  readonly became: DeploymentEnd;
  readonly outcome: 'done' | 'refused' | 'failed' | 'unknown';
  readonly message: string;
}

/**
 * Judges a deployment by what the gateway lists of the same person since the CLI was started; undefined where it couldn't
 * be asked. What it doesn't list may come yet, unless the CLI ended by itself before it uploaded anything.
 */
export function judgeDeployment(
  { exitCode, hasUploaded }: CliFailure,
  listed: Deployment | 'none' | undefined,
): JudgedDeployment {
  const how = exitCode === undefined ? 'The Forge CLI was stopped' : `The Forge CLI ended with exit code ${exitCode}`;
  if (listed === 'none')
    return exitCode === undefined || hasUploaded
      ? { became: 'unknown', outcome: 'unknown', message: `${how}; Atlassian listed no deployment of it then` }
      : { became: 'nothing', outcome: 'failed', message: `${how} before it uploaded the app` };
  switch (listed?.status) {
    case 'done':
      return { became: 'done', outcome: 'done', message: `${how}; Atlassian lists its deployment as done` };
    case 'failed':
      return { became: 'failed', outcome: 'refused', message: `${how}; Atlassian lists its deployment as failed` };
    case 'running':
      return { became: 'running', outcome: 'unknown', message: `${how}; its deployment was still running` };
    default:
      return { became: 'unknown', outcome: 'unknown', message: how };
  }
}
