import type { App, Environment, Installation } from '../world/world-types.ts';
import { uuidOf } from '../world/seeded-random.ts';
import type { Task, TaskFailure } from '../world/tasks.ts';
import type { World } from '../world/world.ts';
import { isOn, isTechnical, ownerOf } from './resolve-contexts.ts';
import { mutationError, refused } from './resolve-errors.ts';
import { ariOf, hasRole, type Member, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/**
 * Deletes an app if the viewer owns it and it has no installations; otherwise the reply says why not.
 * Whether `appId` is an ARI or a UUID was never seen, so both are accepted.
 */
export function deleteApp({ input: { appId } }: { input: { appId: string } }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(appId) ?? appId);
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!member.contributor.owner) return refused('Only the owner can delete an app.', 'PERMISSION_DENIED', 403);
  if (member.app.details().installations.length > 0)
    return refused(
      'The app still has installations. Uninstall it from every site first.',
      'APP_HAS_INSTALLATIONS',
      400,
    );
  viewer.world.apps.delete(member.app.uuid);
  return { success: true, errors: null };
}

interface Uninstallation {
  readonly appId: string;
  readonly environmentKey: string;
  readonly installationId?: string | null;
  readonly installationContext?: string | null;
  readonly async?: boolean | null;
}

/**
 * Uninstalls an app from one site, or removes one product of a cross-product installation if `installationContext`
 * names it; the required product has to be the last. Viewers may not uninstall, and developers not from production (an
 * inference from the documented roles). With `async` the reply has a task; without, the work is done before the reply.
 */
export function uninstallApp({ input }: { input: Uninstallation }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(input.appId));
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  const { app } = member;
  const environment = app.details().environments.find(({ key }) => key === input.environmentKey);
  if (!environment) return refused('The environment was not found.', 'APP_ENVIRONMENT_NOT_FOUND', 404);
  if (!mayUninstall(member, environment))
    return refused('Your role does not allow you to uninstall this app.', 'PERMISSION_DENIED', 403);
  const installation = findInstallation(app, environment, input);
  if (!installation) return refused('The installation was not found.', 'INSTALLATION_NOT_FOUND', 404);
  const optional = optionalContextOf(installation, input.installationContext);
  if (input.installationContext && !optional && installation.secondaryContexts.length > 0)
    return refused('Uninstall the optional Atlassian apps before the required one.', 'OPTIONAL_CONTEXTS_REMAIN', 400);

  const finish = () => remove(viewer.world, app, installation.id, optional);
  if (!input.async) {
    const failed = finish();
    return failed
      ? refused(failed.message, failed.errorType, failed.statusCode)
      : { success: true, errors: null, taskId: null };
  }
  const { id: taskId } = viewer.world.tasks.start(
    {
      appUuid: app.uuid,
      environmentId: environment.id,
      context: optional ?? installation.context,
      kind: 'AppInstallationDeletionTask',
    },
    finish,
  );
  return { success: true, errors: null, taskId };
}

function mayUninstall(member: Member, { type }: Environment): boolean {
  return hasRole(member, 'ADMIN', 'DEPLOYER') || (type !== 'PRODUCTION' && hasRole(member, 'DEVELOPER'));
}

function findInstallation(
  app: App,
  environment: Environment,
  { installationId, installationContext }: Uninstallation,
): Installation | undefined {
  return app
    .details()
    .installations.filter((one) => one.environment.id === environment.id)
    .filter((one) => !installationContext || isOn(one, installationContext))
    .find((one) => (installationId ? one.id === installationId : Boolean(installationContext)));
}

/** The optional product of an installation that `context` names. */
function optionalContextOf(installation: Installation, context: string | null | undefined): string | undefined {
  if (!context) return undefined;
  return installation.secondaryContexts.find(
    (own) => own !== installation.context && isOn({ ...installation, context: own, secondaryContexts: [] }, context),
  );
}

/**
 * Removes an installation, or one optional product of it, from the world, with the technical row if no other row of its
 * site is left.
 */
function remove(world: World, app: App, id: string, optional: string | undefined): TaskFailure | undefined {
  const details = app.details();
  const installation = details.installations.find((one) => one.id === id);
  if (!installation)
    return { message: 'The installation is gone already.', errorType: 'INSTALLATION_NOT_FOUND', statusCode: 404 };
  if (optional) {
    const without = {
      ...installation,
      secondaryContexts: installation.secondaryContexts.filter((context) => context !== optional),
    };
    details.installations = details.installations.map((one) => (one === installation ? without : one));
    return undefined;
  }
  const sameSite = (one: Installation): boolean =>
    one !== installation &&
    one.site?.cloudId === installation.site?.cloudId &&
    one.environment.id === installation.environment.id;
  const alone =
    world.technicalRows === 'hidden' && !details.installations.some((one) => sameSite(one) && !isTechnical(one));
  details.installations = details.installations.filter((one) => one !== installation && !(alone && sameSite(one)));
  recordUninstall(world, app, installation);
  return undefined;
}

/** Adds the event to the audit log, which only apps with hosted storage have. */
function recordUninstall(world: World, app: App, installation: Installation): void {
  const details = app.details();
  const product = ownerOf(installation.context);
  const last = details.dataEvents.findLast(
    (event) =>
      event.cloudId === installation.site?.cloudId &&
      event.environment.id === installation.environment.id &&
      event.product === product,
  );
  if (!last) return;
  const location = last.kind === 'MIGRATION_COMPLETED' ? last.target : last.location;
  const uninstalled = {
    ...last,
    id: uuidOf(`${last.id} uninstalled`),
    kind: 'APP_UNINSTALLED',
    at: world.clock.now(),
    location,
    target: 'N/A',
    migrationStart: undefined,
  } as const;
  details.dataEvents = [...details.dataEvents, uninstalled];
}

/**
 * The task with this id, one state further than at the previous poll; null if the viewer can't see its app.
 */
export function appInstallationTask({ id }: { id: string }, viewer: Viewer): object | null {
  const task = viewer.world.tasks.poll(id);
  return task && memberOf(viewer, task.appUuid) ? taskView(task) : null;
}

/** The tasks of an app that install, upgrade or uninstall it in one place; null unless the viewer is a contributor. */
export function appInstallationTasks(
  { filter }: { filter: { appId: string; taskContext: string } },
  viewer: Viewer,
): object | null {
  const member = memberOf(viewer, uuidInAri(filter.appId));
  if (!member) return null;
  const tasks = viewer.world.tasks.of(member.app.uuid).filter(({ context }) => context === filter.taskContext);
  return { nodes: tasks.map(taskView), totalCount: tasks.length };
}

const taskView = (task: Task): object => ({
  __typename: task.kind,
  id: task.id,
  appId: ariOf({ uuid: task.appUuid }),
  appEnvironmentId: task.environmentId,
  context: task.context,
  state: task.state,
  errors: task.failure ? [mutationError(task.failure.message, task.failure.errorType, task.failure.statusCode)] : null,
});
