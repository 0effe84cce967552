import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import { inBackground } from '../../gateway/priority.ts';
import type { AppDetails } from '../../apps/model/app-details.ts';

/**
 * How long after a deployment the environments are looked at, in milliseconds each after the look before, until one of
 * them has a new version.
 */
const looksAfter = [0, 5_000, 20_000];

/**
 * How old what is known may be when the window gets the focus, and when something ended that may have been a
 * deployment, in milliseconds.
 */
const [maxAgeMs, maybeMaxAgeMs] = [2 * 60_000, 10_000];

/** Looks at the environments of apps again when something may have been deployed there. */
export interface DeploymentLooks extends Disposable {
  /** Something was deployed: the gateway tells of it a little later, at times. */
  deployed(): void;
  /** Something may have been deployed. */
  maybeDeployed(): void;
  /** A person came back to the window. */
  returned(): void;
}

type App = Pick<AppDetails, 'environments'>;

/**
 * Looks at those apps that there are at the moment, each in one series of looks at a time. `now` tells the wall clock's
 * time in milliseconds.
 */
export function createDeploymentLooks(
  apps: () => readonly App[],
  clock: Clock,
  now: () => number = () => clock.epoch(),
): DeploymentLooks {
  /** What takes back the next look of each series. */
  const series = new Map<App['environments'], () => void>();
  /** When an app was last looked at outside of series; what failed has no other trace. */
  const looked = new WeakMap<App['environments'], number>();

  function look(environments: App['environments'], [wait, ...later]: readonly number[], before: string): void {
    series.get(environments)?.();
    series.delete(environments);
    if (wait === undefined) return;
    const cancel = clock.after(wait, () => {
      void inBackground(() => environments.refresh()).then(() => {
        // Another deployment may have begun a series meanwhile.
        if (series.get(environments) === cancel)
          look(environments, versionsOf(environments) === before ? later : [], before);
      });
    });
    series.set(environments, cancel);
  }

  function lookIfOlderThan(ms: number): void {
    for (const { environments } of apps()) {
      if (now() - Math.max(environments.state?.at?.getTime() ?? 0, looked.get(environments) ?? 0) <= ms) continue;
      looked.set(environments, now());
      void inBackground(() => environments.refresh());
    }
  }

  return {
    deployed() {
      for (const { environments } of apps()) look(environments, looksAfter, versionsOf(environments));
    },
    maybeDeployed: () => lookIfOlderThan(maybeMaxAgeMs),
    returned: () => lookIfOlderThan(maxAgeMs),
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
