import type { Rollout } from '../world/rollouts.ts';
import type { App, Environment, Version } from '../world/world-types.ts';
import type { World } from '../world/world.ts';
import { refused } from './resolve-errors.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { iso, isoOrNull } from './resolve-spelling.ts';
import { ariOf, hasRole, memberOf, type Viewer } from './resolve-viewer.ts';
import { installationsOn, isUpgradeable, mostUpgrades } from './upgrade-rules.ts';

interface NewBulkUpgrade {
  readonly sourceVersionId: string;
  readonly targetVersionId: string;
  readonly limit?: number | null;
}

/** The bulk upgrades of an environment, newest first. */
export function bulkUpgradesView(environment: Environment, args: PageArguments, { world }: Viewer): object {
  const own = world.rollouts.poll(false).filter(({ environmentId }) => environmentId === environment.id);
  return pageOf(own, args, 20, bulkUpgradeView);
}

/** One bulk upgrade, a step further than at the previous look; null if the viewer can't see its app. */
export function appVersionRollout({ id }: { id: string }, viewer: Viewer): object | null {
  const found = viewer.world.rollouts.poll(false).find((rollout) => rollout.id === id);
  return found && memberOf(viewer, found.appUuid) ? bulkUpgradeView(found) : null;
}

/** Starts a bulk upgrade, for admins and deployers; otherwise the reply says why not. */
export function createAppVersionRollout({ input }: { input: NewBulkUpgrade }, viewer: Viewer): object {
  const place = placeOf(viewer, input);
  if (!place) return refused('A version was not found.', 'APP_NOT_FOUND', 404);
  const { app, environment, source, target } = place;
  const member = memberOf(viewer, app.uuid);
  if (!member || !hasRole(member, 'ADMIN', 'DEPLOYER'))
    return refused('You need the role Admin or Deployer in the environment.', 'PermissionDeniedError', 403);
  const busy = obstacleTo(viewer.world, environment, viewer.person.accountId);
  if (busy) return busy;
  if (!isUpgradeable(environment, source, target))
    return refused('These versions can’t be upgraded in bulk.', 'APP_VERSION_NOT_UPGRADEABLE', 400);
  const limit = Math.min(input.limit ?? mostUpgrades, mostUpgrades);
  if (limit < 1) return refused('The limit must be at least 1.', 'INVALID_LIMIT', 400);
  const pending = installationsOn(app.details().installations, environment, source);
  const rollout = viewer.world.rollouts.start({
    app,
    environment,
    source,
    target,
    limit,
    startedBy: viewer.person.accountId,
    pending,
    isRolling: false,
  });
  return {
    success: true,
    errors: null,
    appVersionRollout: bulkUpgradeView(rollout),
    totalEligibleUpgrades: pending.length,
    expectedRemainingUpgrades: pending.length - rollout.total,
  };
}

/** Cancels a bulk upgrade that runs; what is upgraded stays. */
export function cancelAppVersionRollout({ input: { id } }: { input: { id: string } }, viewer: Viewer): object {
  const rollout = viewer.world.rollouts.all(false).find((one) => one.id === id);
  const member = rollout && memberOf(viewer, rollout.appUuid);
  if (!rollout || !member) return refused('The bulk upgrade was not found.', 'APP_NOT_FOUND', 404);
  if (!hasRole(member, 'ADMIN', 'DEPLOYER'))
    return refused('You need the role Admin or Deployer in the environment.', 'PermissionDeniedError', 403);
  if (rollout.status !== 'RUNNING') return refused('The bulk upgrade does not run.', 'APP_ROLLOUT_NOT_RUNNING', 400);
  rollout.status = 'CANCELLED';
  rollout.cancelledBy = viewer.person.accountId;
  rollout.completedAt = viewer.world.clock.now();
  return { success: true, errors: null };
}

/** Why another bulk upgrade can't begin: one runs in the environment or for the account, or too many everywhere. */
function obstacleTo({ rollouts }: World, environment: Environment, accountId: string): object | undefined {
  const running = rollouts.all(false).filter(({ status }) => status === 'RUNNING');
  if (running.some(({ environmentId }) => environmentId === environment.id))
    return refused('A bulk upgrade is running in this environment.', 'APP_ROLLOUT_RUNNING', 400);
  if (running.some(({ startedBy }) => startedBy === accountId))
    return refused('You have a bulk upgrade running.', 'TOO_MANY_APP_ROLLOUTS_RUNNING_FOR_ACCOUNT', 400);
  if (rollouts.isBusy)
    return refused('Bulk upgrades are unavailable, try again in 30 minutes.', 'APP_ROLLOUTS_UNAVAILABLE', 400);
  return undefined;
}

interface Place {
  readonly app: App;
  readonly environment: Environment;
  readonly source: Version;
  readonly target: Version;
}

/** Finds two versions of one environment among the viewer's apps by their ids, which are all that is sent. */
function placeOf({ world, person }: Viewer, { sourceVersionId, targetVersionId }: NewBulkUpgrade): Place | undefined {
  for (const app of world.appsOf(person))
    for (const environment of app.details().environments) {
      const source = environment.versions.find(({ id }) => id === sourceVersionId);
      const target = environment.versions.find(({ id }) => id === targetVersionId);
      if (source && target) return { app, environment, source, target };
    }
  return undefined;
}

function bulkUpgradeView(rollout: Rollout): object {
  const { id, environmentId, appUuid, status, createdAt, completedAt, source, target, limit } = rollout;
  return {
    id,
    appId: ariOf({ uuid: appUuid }),
    appEnvironmentId: environmentId,
    status: status === 'COMPLETED' ? 'COMPLETE' : status,
    createdAt: iso(createdAt),
    completedAt: isoOrNull(completedAt),
    sourceVersionId: source?.id,
    targetVersionId: target.id,
    upgradeLimit: limit,
    createdByAccountId: rollout.startedBy,
    cancelledByAccountId: rollout.cancelledBy ?? null,
    progress: {
      completedUpgradeCount: rollout.completed,
      failedUpgradeCount: rollout.failed,
      pendingUpgradeCount: rollout.pending.length,
    },
  };
}
