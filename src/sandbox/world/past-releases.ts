import type { DaysAgo } from './world-clock.ts';
import { uuidOf } from './seeded-random.ts';
import { rolloutStatuses, type Rollouts } from './rollouts.ts';
import type { App } from './world-types.ts';

/** Records a rolling release of an app in production for each way in which one can end, a month apart. */
export function pastReleases(app: App, ago: DaysAgo, rollouts: Rollouts): void {
  const environment = app.details().environments.find(({ type }) => type === 'PRODUCTION');
  const target = environment?.versions[0];
  const [owner] = app.contributors;
  if (!environment || !target || !owner) return;
  const ended = rolloutStatuses.filter((status) => status !== 'QUEUED' && status !== 'RUNNING');
  for (const [index, status] of ended.toReversed().entries()) {
    const startedAt = ago(150 - index * 30);
    const [completed, failed] = status === 'COMPLETED' ? [40, 0] : [index * 3, index];
    rollouts.record(
      {
        id: uuidOf(`past release ${status} of ${environment.id}`),
        appUuid: app.uuid,
        environmentId: environment.id,
        source: undefined,
        target,
        limit: 40,
        startedBy: owner.person.accountId,
        createdAt: startedAt,
        total: 40,
        status,
        completedAt: startedAt + 3_600_000,
        cancelledBy: status === 'CANCELLED' ? owner.person.accountId : undefined,
        completed,
        failed,
        pending: [],
      },
      true,
    );
  }
}
