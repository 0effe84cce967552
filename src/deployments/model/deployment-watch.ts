import type { Clock } from '../../core/clock.ts';
import type { Deployment, DeploymentProgress } from '../../core/deployment.ts';
import { toForgeError } from '../../core/errors.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { gatewayNow } from '../../gateway/gateway-now.ts';
import type { RequestTurns } from './request-turns.ts';

/** The shortest time between two requests about the same deployment, in milliseconds. */
const betweenPolls = 4000;

/** The longest time between two requests about a deployment that runs for long, or whose requests fail. */
const longestBetweenPolls = 60_000;

/** A deployment that runs for an hour is asked about every minute. */
const slowdown = 60;

/** Longer than any deployment was seen to take, in milliseconds. */
const overdueMs = 60 * 60_000;

/** A deployment that runs this long is not asked about any more. */
const givenUpMs = 24 * 60 * 60_000;

/** A deployment to be watched. */
export interface WatchedDeployment {
  /** Identifies it among all accounts and apps. */
  readonly key: string;
  readonly deployment: Deployment;
  /** Knows the gateway's time, by which the deployment began. */
  readonly client: Pick<GatewayClient, 'clockAheadMs'>;
  /** Whether the gateway may be asked at the moment; looked at again after four seconds. */
  readonly mayAsk: () => boolean;
  /** Asks the gateway. */
  readonly poll: (signal: AbortSignal) => Promise<DeploymentProgress>;
  /** Called with each answer; the last one is that it has ended. */
  readonly onProgress: (progress: DeploymentProgress) => void;
  /** Called when the gateway refused to say how far it is: it is not watched any more. */
  readonly onRefused: () => void;
}

/**
 * Asks how far running deployments are: each of them every four seconds at most, and less often the longer it runs.
 */
export interface DeploymentWatch {
  /** Watches a deployment until it has ended; does nothing if it is watched already. */
  add(watched: WatchedDeployment): void;
  remove(key: string): void;
  /** Whether it is watched. */
  has(key: string): boolean;
}

/** Creates a watch over deployments, which asks in the given turns. */
export function createDeploymentWatch(turns: RequestTurns, clock: Pick<Clock, 'epoch'>): DeploymentWatch {
  function add({ key, deployment, client, mayAsk, poll, onProgress, onRefused }: WatchedDeployment): void {
    let failures = 0;

    function answered(progress: DeploymentProgress): number | undefined {
      const age = gatewayNow(client, clock.epoch()) - deployment.at.getTime();
      const isOver = progress.status !== 'running' || age > givenUpMs;
      if (isOver) turns.remove(key);
      failures = 0;
      onProgress(progress);
      return isOver ? undefined : Math.min(longestBetweenPolls, Math.max(betweenPolls, age / slowdown));
    }

    function failed(kind: string): number | undefined {
      const isRefused = kind === 'notFound' || kind === 'forbidden';
      if (isRefused) onRefused();
      if (isRefused || kind === 'signedOut') return undefined;
      return Math.min(longestBetweenPolls, betweenPolls * 2 ** ++failures);
    }

    turns.add(key, async (signal) => {
      if (!mayAsk()) return betweenPolls;
      try {
        const progress = await poll(signal);
        return signal.aborted ? undefined : answered(progress);
      } catch (thrown) {
        return signal.aborted ? undefined : failed(toForgeError(thrown).kind);
      }
    });
  }

  return { add, remove: (key) => turns.remove(key), has: (key) => turns.has(key) };
}

/** Whether a running deployment takes much longer than deployments do; `now` is the gateway's, in milliseconds since 1970. */
export function isOverdue({ status, at }: Deployment, now: number): boolean {
  return status === 'running' && now - at.getTime() > overdueMs;
}
