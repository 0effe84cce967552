import { uuidOf } from './seeded-random.ts';
import type { Clock } from './world-clock.ts';
import type { App, Environment, Installation, Version } from './world-types.ts';

/** An upgrade of installations from one version to another, at once or in the background. */
export interface Rollout {
  readonly id: string;
  readonly appUuid: string;
  readonly environmentId: string;
  /** Absent for rolling releases, which upgrade from any version. */
  readonly source: Version | undefined;
  readonly target: Version;
  readonly limit: number;
  readonly startedBy: string;
  readonly createdAt: number;
  /** How many installations it began with. */
  readonly total: number;
  status: RolloutStatus;
  completedAt: number | undefined;
  cancelledBy: string | undefined;
  completed: number;
  failed: number;
  /** Ids of the installations that are still to be upgraded. */
  pending: readonly string[];
}

/** The statuses of rolling releases; bulk upgrades have three of them, and call COMPLETED otherwise. */
export const rolloutStatuses = [
  'QUEUED',
  'RUNNING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
  'TERMINATED',
  'TIMED_OUT',
] as const;
export type RolloutStatus = (typeof rolloutStatuses)[number];

export interface NewRollout {
  readonly app: App;
  readonly environment: Environment;
  readonly source?: Version;
  readonly target: Version;
  readonly limit: number;
  readonly startedBy: string;
  readonly pending: readonly Installation[];
  /** Rolling releases wait in a queue first, and upgrade the code alone. */
  readonly isRolling: boolean;
}

export interface Rollouts {
  /** Whether Atlassian runs as many bulk upgrades as it can. */
  isBusy: boolean;
  start(about: NewRollout): Rollout;
  /** Advances what runs by one step, as if time passed since it was last looked at, and returns all, newest first. */
  poll(isRolling: boolean): readonly Rollout[];
  /** All, newest first, without advancing them. */
  all(isRolling: boolean): readonly Rollout[];
  /** Adds one that ended before the world began. */
  record(rollout: Rollout, isRolling: boolean): void;
}

/** A rollout is done after this many looks at it. */
const steps = 4;

/** Upgrades installations step by step; one whose licence has run out fails. */
export function createRollouts(clock: Clock): Rollouts {
  const entries: { rollout: Rollout; about: NewRollout | undefined; isRolling: boolean }[] = [];
  const all = (isRolling: boolean) =>
    entries
      .filter((entry) => entry.isRolling === isRolling)
      .map(({ rollout }) => rollout)
      .reverse();

  function advance(rollout: Rollout, { app, target, isRolling }: NewRollout): void {
    if (rollout.status === 'QUEUED') rollout.status = 'RUNNING';
    else if (rollout.status === 'RUNNING') {
      const step = rollout.pending.slice(0, Math.max(1, Math.ceil(rollout.total / steps)));
      rollout.pending = rollout.pending.slice(step.length);
      const failed = upgrade(app, new Set(step), target, isRolling);
      rollout.failed += failed;
      rollout.completed += step.length - failed;
      if (rollout.pending.length === 0) {
        rollout.status = 'COMPLETED';
        rollout.completedAt = clock.now();
      }
    }
  }

  return {
    isBusy: false,
    start(about) {
      const { app, environment, source, target, limit, startedBy, pending, isRolling } = about;
      const chosen = pending.slice(0, limit);
      const rollout: Rollout = {
        id: uuidOf(`rollout ${entries.length} of ${environment.id}`),
        appUuid: app.uuid,
        environmentId: environment.id,
        source,
        target,
        limit,
        startedBy,
        createdAt: clock.now(),
        total: chosen.length,
        status: isRolling ? 'QUEUED' : 'RUNNING',
        completedAt: undefined,
        cancelledBy: undefined,
        completed: 0,
        failed: 0,
        pending: chosen.map(({ id }) => id),
      };
      entries.push({ rollout, about, isRolling });
      return rollout;
    },
    poll(isRolling) {
      for (const entry of entries)
        if (entry.isRolling === isRolling && entry.about) advance(entry.rollout, entry.about);
      return all(isRolling);
    },
    all,
    record: (rollout, isRolling) => void entries.push({ rollout, about: undefined, isRolling }),
  };
}

/** Upgrades installations of an app; returns how many could not be. */
function upgrade(app: App, ids: ReadonlySet<string>, target: Version, codeOnly: boolean): number {
  const details = app.details();
  let failed = 0;
  details.installations = details.installations.map((installation) => {
    if (!ids.has(installation.id)) return installation;
    if (installation.license?.active === false) {
      failed++;
      return installation;
    }
    return { ...installation, computeVersion: target, ...(!codeOnly && { version: target }) };
  });
  return failed;
}
