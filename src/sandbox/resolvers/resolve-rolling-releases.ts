import type { Rollout, RolloutStatus } from '../world/rollouts.ts';
import type { Environment, Installation, Version } from '../world/world-types.ts';
import { refusal, refused } from './resolve-errors.ts';
import { isTechnical } from './resolve-contexts.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { iso, isoOrNull, userView } from './resolve-spelling.ts';
import { hasRole, type Member, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';
import { rollingBlockers } from './upgrade-rules.ts';

interface ReleasesArguments extends PageArguments {
  readonly appId: string;
  readonly environmentId?: string | null;
  readonly filter?: { readonly statuses?: readonly RolloutStatus[] | null } | null;
}

/** The rolling releases of an app, newest first. */
export function rollingReleases({ appId, environmentId, filter, ...args }: ReleasesArguments, viewer: Viewer): object {
  const { app } = deployerOf(viewer, appId);
  const statuses = filter?.statuses ?? undefined;
  const own = viewer.world.rollouts
    .poll(true)
    .filter(
      (one) =>
        one.appUuid === app.uuid &&
        (!environmentId || one.environmentId === environmentId) &&
        (!statuses || statuses.includes(one.status)),
    );
  return pageOf(own, args, 20, (one) => releaseView(one, viewer));
}

/** One rolling release; null if there is none with this id in the environment. */
export function rollingRelease(
  { environmentId, rolloutId }: { environmentId: string; rolloutId: string },
  viewer: Viewer,
): object | null {
  const found = viewer.world.rollouts
    .poll(true)
    .find((one) => one.id === rolloutId && one.environmentId === environmentId);
  return found && memberOf(viewer, found.appUuid) ? releaseView(found, viewer) : null;
}

interface Target {
  readonly appId: string;
  readonly environmentId: string;
  readonly targetVersionId?: string | null;
}

/** Which installations would get the code of a version, by default the newest, from which versions. */
export function rollingReleaseEligibility(asked: Target, viewer: Viewer): object {
  const { app } = deployerOf(viewer, asked.appId);
  const { environment, target } = targetOf(app.details().environments, asked);
  const breakdown = environment.versions
    .filter((source) => source !== target)
    .map((source) => {
      const rules = blockersOf(app.rollingReleases, environment, source, target);
      return {
        sourceVersion: source.version,
        sourceVersionId: source.id,
        installationCount: onCode(app.details().installations, environment, source).length,
        isEligible: rules.length === 0,
        failingEligibilityRules: rules,
      };
    });
  return {
    targetVersion: target.version,
    targetVersionId: target.id,
    totalEligibleInstallationCount: breakdown
      .filter(({ isEligible }) => isEligible)
      .reduce((sum, { installationCount }) => sum + installationCount, 0),
    versionEligibilityBreakdown: breakdown,
  };
}

/** Starts a rolling release of the newest version, or of the given one. */
export function createRollingRelease(asked: Target & { readonly limit?: number | null }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(asked.appId) ?? asked.appId);
  const environment = member?.app.details().environments.find(({ id }) => id === asked.environmentId);
  if (!member || !environment) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!mayDeploy(member, environment))
    return refused('You may not deploy to this environment.', 'PermissionDeniedError', 403);
  const { app } = member;
  if (!app.rollingReleases)
    return refused('The app does not manage its permissions itself.', 'DECOUPLED_STATE_NOT_ENABLED', 400);
  const { target } = targetOf([environment], asked);
  if (viewer.world.rollouts.all(true).some((one) => one.environmentId === environment.id && isOpen(one)))
    return refused('A rolling release is running in this environment.', 'APP_ROLLOUT_RUNNING', 400);
  const pending = environment.versions
    .filter((source) => source !== target && blockersOf(true, environment, source, target).length === 0)
    .flatMap((source) => onCode(app.details().installations, environment, source));
  const rollout = viewer.world.rollouts.start({
    app,
    environment,
    target,
    limit: asked.limit ?? pending.length,
    startedBy: viewer.person.accountId,
    pending,
    isRolling: true,
  });
  return { success: true, errors: null, rolloutId: rollout.id, targetVersionId: target.id };
}

/** Cancels a rolling release that has not ended; what is upgraded stays. */
export function cancelRollingRelease({ rolloutId }: { rolloutId: string }, viewer: Viewer): object {
  const rollout = viewer.world.rollouts.all(true).find(({ id }) => id === rolloutId);
  const member = rollout && memberOf(viewer, rollout.appUuid);
  const environment = member?.app.details().environments.find(({ id }) => id === rollout?.environmentId);
  if (!rollout || !member || !environment) return refused('The rolling release was not found.', 'APP_NOT_FOUND', 404);
  if (!mayDeploy(member, environment))
    return refused('You may not deploy to this environment.', 'PermissionDeniedError', 403);
  if (!isOpen(rollout)) return refused('The rolling release does not run.', 'APP_ROLLOUT_NOT_RUNNING', 400);
  rollout.status = 'CANCELLED';
  rollout.cancelledBy = viewer.person.accountId;
  rollout.completedAt = viewer.world.clock.now();
  return { success: true, errors: null };
}

const isOpen = ({ status }: Rollout): boolean => status === 'QUEUED' || status === 'RUNNING';

/** The member that the viewer is to an app given by ARI or UUID, which of them is not known. Throws a refusal. */
function deployerOf(viewer: Viewer, appId: string): Member {
  const member = memberOf(viewer, uuidInAri(appId) ?? appId);
  if (!member) throw refusal('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER'))
    throw refusal('You may not see rolling releases.', 'PERMISSION_DENIED', 403);
  return member;
}

function mayDeploy(member: Member, { type }: Environment): boolean {
  return hasRole(member, 'ADMIN', 'DEPLOYER') || (type !== 'PRODUCTION' && hasRole(member, 'DEVELOPER'));
}

function targetOf(environments: readonly Environment[], { environmentId, targetVersionId }: Target) {
  const environment = environments.find(({ id }) => id === environmentId);
  const target = environment?.versions.find((version, index) =>
    targetVersionId ? version.id === targetVersionId : index === 0,
  );
  if (!environment || !target) throw refusal('The version was not found.', 'APP_NOT_FOUND', 404);
  return { environment, target };
}

function blockersOf(isAppManaged: boolean, { versions }: Environment, source: Version, target: Version) {
  return [
    ...(isAppManaged ? [] : ['MISSING_APP_MANAGED_PERMISSIONS_ROLLING_RELEASE']),
    ...(versions.indexOf(source) < versions.indexOf(target) ? ['VERSION_DECREASES_ROLLING_RELEASE'] : []),
    ...rollingBlockers(source, target),
  ];
}

function onCode(installations: readonly Installation[], environment: Environment, version: Version) {
  return installations.filter(
    (one) => one.environment.id === environment.id && one.computeVersion.id === version.id && !isTechnical(one),
  );
}

function releaseView(rollout: Rollout, { world }: Viewer): object {
  const { id, environmentId, status, target, total, completed, failed, createdAt, completedAt } = rollout;
  const initiator = world.apps
    .get(rollout.appUuid)
    ?.contributors.find(({ person }) => person.accountId === rollout.startedBy)?.person;
  return {
    id,
    appEnvironmentId: environmentId,
    status,
    targetVersion: target.version,
    targetVersionId: target.id,
    totalInstallations: total,
    successCount: completed,
    failureCount: failed,
    startedAt: iso(createdAt),
    completedAt: isoOrNull(completedAt),
    initiator: initiator ? userView(initiator) : null,
  };
}
