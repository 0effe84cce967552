import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import { inBackground } from '../../gateway/priority.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';

/**
 * Delays of the refreshes after a deployment, each after the one before, in milliseconds. They end once an environment
 * has a new version.
 */
const refreshDelays = [0, 5_000, 20_000];

/** Environments older than this are refreshed when the window gets the focus, in milliseconds. */
const maxAgeOnFocusMs = 2 * 60_000;

/** Environments older than this are refreshed after a possible deployment, in milliseconds. */
const maxAgeOnMaybeDeployedMs = 10_000;

/** Refreshes the environments of apps when something may have been deployed to them. */
export interface DeploymentRefresher extends Disposable {
  /** The gateway may return the new version only some seconds after the deployment. */
  onDeployed(): void;
  onMaybeDeployed(): void;
  onFocus(): void;
}

type App = Pick<AppDetails, 'environments'>;

/** `apps` gives the apps to refresh at the moment; `now` the wall clock's time in milliseconds. */
export function createDeploymentRefresher(
  apps: () => readonly App[],
  clock: Clock,
  now: () => number = () => clock.epoch(),
): DeploymentRefresher {
  /** Cancels the next refresh in the series of each app. */
  const series = new Map<App['environments'], () => void>();
  /** When an app was last refreshed outside of a series; a failed refresh leaves no other trace. */
  const refreshedAt = new WeakMap<App['environments'], number>();

  function schedule(environments: App['environments'], [wait, ...later]: readonly number[], before: string): void {
    series.get(environments)?.();
    series.delete(environments);
    if (wait === undefined) return;
    const cancel = clock.after(wait, () => {
      void inBackground(() => environments.refresh()).then(() => {
        // Another deployment may have started a new series meanwhile.
        if (series.get(environments) === cancel)
          schedule(environments, versionsOf(environments) === before ? later : [], before);
      });
    });
    series.set(environments, cancel);
  }

  function refreshIfOlderThan(ms: number): void {
    for (const { environments } of apps()) {
      if (now() - Math.max(environments.state?.at?.getTime() ?? 0, refreshedAt.get(environments) ?? 0) <= ms) continue;
      refreshedAt.set(environments, now());
      void inBackground(() => environments.refresh());
    }
  }

  return {
    onDeployed() {
      for (const { environments } of apps()) schedule(environments, refreshDelays, versionsOf(environments));
    },
    onMaybeDeployed: () => refreshIfOlderThan(maxAgeOnMaybeDeployedMs),
    onFocus: () => refreshIfOlderThan(maxAgeOnFocusMs),
    dispose() {
      for (const cancel of series.values()) cancel();
      series.clear();
    },
  };
}

function versionsOf({ state }: App['environments']): string {
  return (state?.value ?? [])
    .map(({ id, latest }) => `${id} ${latest?.version ?? ''} ${latest?.deployedAt.getTime() ?? 0}`)
    .join();
}
