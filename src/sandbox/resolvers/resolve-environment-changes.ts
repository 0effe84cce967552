import { environmentOf } from '../world/app-builder.ts';
import { datedBackFrom } from '../world/world-clock.ts';
import { environmentView } from './resolve-environments.ts';
import { refused } from './resolve-errors.ts';
import { hasRole, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/** Atlassian's limit of environments per app. */
const mostEnvironments = 25;

interface EnvironmentInput {
  readonly appAri: string;
  readonly environmentKey: string;
}

/**
 * Creates an environment without a deployment, as the Forge CLI's `environments create` does; otherwise the reply says
 * why not. Developers, deployers and admins may. The key's pattern is the Forge CLI's.
 */
export function createAppEnvironment(
  { input }: { input: EnvironmentInput & { environmentType: string } },
  viewer: Viewer,
): object {
  const { appAri, environmentKey: key, environmentType } = input;
  const member = memberOf(viewer, uuidInAri(appAri));
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER'))
    return refused('Your role does not allow you to create environments.', 'PERMISSION_DENIED', 403);
  if (environmentType !== 'DEVELOPMENT')
    return refused('Only environments of the type DEVELOPMENT can be created.', 'INVALID_ENVIRONMENT_TYPE', 400);
  if (!/^[\w-]+$/.test(key)) return refused('Invalid environment name', 'INVALID_ENVIRONMENT_KEY', 400);
  const details = member.app.details();
  if (details.environments.some((environment) => environment.key === key))
    return refused(`An environment ${key} exists already.`, 'APP_ENVIRONMENT_ALREADY_EXISTS', 409);
  if (details.environments.length >= mostEnvironments)
    return refused('An app can have at most 25 environments.', 'APP_ENVIRONMENT_LIMIT_REACHED', 400);
  const ago = datedBackFrom(viewer.world.clock.now());
  const environment = environmentOf(
    member.app.uuid,
    { key, createdDaysAgo: 0, templateOnly: true },
    ago,
    viewer.person,
  );
  details.environments = [...details.environments, environment];
  return { success: true, errors: null, environment: environmentView(member.app, environment) };
}

/** Deletes an environment of the type DEVELOPMENT without installations; otherwise the reply says why not. */
export function deleteAppEnvironment({ input }: { input: EnvironmentInput }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(input.appAri));
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER'))
    return refused('Your role does not allow you to delete environments.', 'PERMISSION_DENIED', 403);
  const details = member.app.details();
  const environment = details.environments.find(({ key }) => key === input.environmentKey);
  if (!environment) return refused('The environment was not found.', 'APP_ENVIRONMENT_NOT_FOUND', 404);
  if (environment.type !== 'DEVELOPMENT' || environment.key === 'default')
    return refused('This environment can not be deleted.', 'INVALID_ENVIRONMENT_TYPE', 400);
  if (details.installations.some((installation) => installation.environment.id === environment.id))
    return refused('The environment still has installations.', 'APP_HAS_INSTALLATIONS', 400);
  details.environments = details.environments.filter((one) => one !== environment);
  return { success: true, errors: null };
}
