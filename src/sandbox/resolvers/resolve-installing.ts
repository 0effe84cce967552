import { contextOf } from '../world/app-builder.ts';
import { uuidOf } from '../world/seeded-random.ts';
import { mostAppsOnSite, recommendedAppsOnSite, workspaces } from '../world/sites.ts';
import type { TaskFailure } from '../world/tasks.ts';
import type { App, Environment, Installation, Manifest, Product, Site, Version } from '../world/world-types.ts';
import type { World } from '../world/world.ts';
import { isOn, isTechnical, ownerOf } from './resolve-contexts.ts';
import { refused } from './resolve-errors.ts';
import { dynamicTriggers } from './resolve-versions.ts';
import { hasRole, type Member, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

interface Installing {
  readonly appId: string;
  readonly environmentKey: string;
  readonly installationContext: string;
  readonly async?: boolean | null;
  readonly versionId?: string | null;
}

interface Place {
  readonly app: App;
  readonly environment: Environment;
  readonly site: Site;
  readonly version: Version;
}

/**
 * Installs an app on a site with a task, for people who administer the site (here: all but those of customers); otherwise
 * the reply says why not. What the Forge CLI finds in the failed task fails there: an app that is installed already, and
 * a site with too many apps.
 */
export function installApp(
  { input }: { input: Installing & { licenseOverride?: string | null } },
  viewer: Viewer,
): object {
  const place = placeOf(input, viewer);
  if ('success' in place) return place;
  const { app, environment, site, version } = place;
  const { world } = viewer;
  if (input.licenseOverride && environment.type === 'PRODUCTION')
    return refused('The licence can not be overridden in production.', 'INVALID_LICENSE_OVERRIDE', 400);
  if (world.appsOnSite(site) > recommendedAppsOnSite)
    viewer.warn('installApp', { type: 'APP_INSTALLATION_LIMIT_WARNING' });
  const id = uuidOf(`${app.uuid} on ${input.installationContext} in ${environment.key} at ${world.clock.now()}`);
  const finish = () => {
    const details = app.details();
    if (installedAt(app, environment, input.installationContext))
      return failure('The app is already installed.', 'APP_ALREADY_INSTALLED', 409);
    if (world.appsOnSite(site) >= mostAppsOnSite)
      return failure('The site has too many apps.', 'INSTALLATION_LIMIT_REACHED', 400);
    const installation: Installation = {
      id,
      context: input.installationContext,
      secondaryContexts: [],
      createdAt: world.clock.now(),
      createdBy: viewer.person,
      environment,
      version,
      computeVersion: version,
      license: undefined,
      config: { ALLOW_LOGS_ACCESS: true },
      site,
    };
    details.installations = [...details.installations, installation];
    return undefined;
  };
  return started(input, place, 'AppInstallationCreationTask', finish, world);
}

/**
 * Upgrades an installation to the newest version with a task, or with `computeOnly` its code alone; otherwise the reply
 * says why not, by the rules that the Forge CLI's error types name.
 */
export function upgradeApp(
  { input }: { input: Installing & { computeOnly?: boolean | null } },
  viewer: Viewer,
): object {
  const place = placeOf(input, viewer);
  if ('success' in place) return place;
  const { app, environment, version } = place;
  const installation = installedAt(app, environment, input.installationContext);
  if (!installation) return refused('The installation was not found.', 'INSTALLATION_NOT_FOUND', 404);
  const isCodeOnly = input.computeOnly === true;
  const isDone =
    installation.computeVersion.id === version.id && (isCodeOnly || installation.version.id === version.id);
  if (isDone) return refused('The installation is up to date.', 'INSTALLATION_ALREADY_UPGRADED', 400);
  const obstacle = isCodeOnly ? codeObstacle(app, installation, version) : undefined;
  if (obstacle) return refused(obstacle.message, obstacle.errorType, 400);
  const finish = () => {
    const details = app.details();
    details.installations = details.installations.map((one) =>
      one.id === installation.id
        ? { ...one, computeVersion: version, ...(!isCodeOnly && { version, environment }) }
        : one,
    );
    return undefined;
  };
  return started(input, place, 'AppInstallationUpgradeTask', finish, viewer.world);
}

function started(
  { async, installationContext }: Installing,
  { app, environment }: Place,
  kind: 'AppInstallationCreationTask' | 'AppInstallationUpgradeTask',
  finish: () => TaskFailure | undefined,
  world: World,
): object {
  if (!async) {
    const failed = finish();
    return failed
      ? refused(failed.message, failed.errorType, failed.statusCode)
      : { success: true, errors: null, taskId: null };
  }
  const about = { appUuid: app.uuid, environmentId: environment.id, context: installationContext, kind };
  return { success: true, errors: null, taskId: world.tasks.start(about, finish).id };
}

/** What is to be installed where; a refusal where that is nothing, or not for this person. */
function placeOf(input: Installing, viewer: Viewer): Place | ReturnType<typeof refused> {
  const member = memberOf(viewer, uuidInAri(input.appId));
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  const { environments } = member.app.details();
  const environment = environments.find(({ key }) => key === input.environmentKey);
  if (!environment) return refused('The environment was not found.', 'APP_ENVIRONMENT_NOT_FOUND', 404);
  const site = siteAt(input.installationContext, viewer.world);
  if (!site) return refused('The site was not found.', 'SITE_NOT_FOUND', 404);
  if (!mayInstall(member, site))
    return refused('You have to be an admin of the site to install apps.', 'PERMISSION_DENIED', 403);
  const wanted = input.versionId ?? environment.versions[0]?.id;
  const version = environment.versions.find(({ id }) => id === wanted);
  if (!version && environments.some(({ versions }) => versions.some(({ id }) => id === wanted)))
    return refused('The version is of another environment.', 'DIFFERENT_ENVIRONMENT_ROLLING_RELEASE', 400);
  if (!version || version.deployedAt.length === 0)
    return refused('Nothing is deployed to this environment.', 'APP_VERSION_NOT_FOUND', 404);
  return { app: member.app, environment, site, version };
}

function siteAt(context: string, { sites }: World): Site | undefined {
  const product = ownerOf(context) as Product;
  return [...sites.values(), ...Object.values(workspaces)].find(
    (site) =>
      site.activationIds.has(product) && [contextOf(site, product), contextOf(site, product, true)].includes(context),
  );
}

const mayInstall = (member: Member, site: Site): boolean =>
  site.isOwn === true && hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER', 'VIEWER');

const installedAt = (app: App, { id }: Environment, context: string): Installation | undefined =>
  app.details().installations.find((one) => one.environment.id === id && !isTechnical(one) && isOn(one, context));

const failure = (message: string, errorType: string, statusCode: number): TaskFailure => ({
  message,
  errorType,
  statusCode,
});

type Differ = (before: Manifest, after: Manifest) => boolean;

const scopesAdded: (before: Manifest, after: Manifest) => readonly string[] = (before, after) =>
  after.scopes.filter((scope) => !before.scopes.includes(scope));
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** Why code alone can't be upgraded, in the order in which it is looked for. */
const codeObstacles: readonly (readonly [errorType: string, message: string, Differ])[] = [
  [
    'EGRESS_TO_WEB_TRIGGER_ROLLING_RELEASE',
    'The version adds egress by a web trigger.',
    (before, after) => dynamicTriggers(after) > dynamicTriggers(before),
  ],
  [
    'STORAGE_CHANGE_ROLLING_RELEASE',
    'The version changes its storage.',
    (before, after) => !same(before.hosted, after.hosted) || !same(before.remotes, after.remotes),
  ],
  [
    'LICENSE_CHANGE_ROLLING_RELEASE',
    'The version changes its licensing.',
    (before, after) => (before.licensed ?? false) !== (after.licensed ?? false),
  ],
  [
    'MIGRATION_KEY_CHANGE_ROLLING_RELEASE',
    'The version changes its migration keys.',
    (before, after) => !same(before.migrationKeys, after.migrationKeys),
  ],
  [
    'EGRESS_USER_DATA_TO_REMOTE_ROLLING_RELEASE',
    'The version sends user data to a remote.',
    (before, after) =>
      (after.egress ?? []).some(({ inScopeEUD }) => inScopeEUD) &&
      !(before.egress ?? []).some(({ inScopeEUD }) => inScopeEUD),
  ],
  [
    'ADDED_STORAGE_SCOPE_ROLLING_RELEASE',
    'The version adds the scope storage:app.',
    (before, after) => scopesAdded(before, after).includes('storage:app'),
  ],
  [
    'MISSING_APP_MANAGED_PERMISSIONS_ROLLING_RELEASE',
    'The version needs permissions that the site has not approved.',
    (before, after) => scopesAdded(before, after).length > 0,
  ],
];

function codeObstacle(
  app: App,
  { version: current }: Installation,
  target: Version,
): { readonly errorType: string; readonly message: string } | undefined {
  if (app.kind === 'connect')
    return { errorType: 'DECOUPLED_STATE_NOT_ENABLED', message: 'Code can not be upgraded alone.' };
  if (majorOf(target) < majorOf(current))
    return { errorType: 'VERSION_DECREASES_ROLLING_RELEASE', message: 'The version is older.' };
  const found = codeObstacles.find(([, , differ]) => differ(current.manifest, target.manifest));
  return found && { errorType: found[0], message: found[1] };
}

const majorOf = ({ version }: Version): number => Number(version.split('.')[0]);
