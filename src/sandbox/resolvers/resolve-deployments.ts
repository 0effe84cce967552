import type { GraphQLResolveInfo } from 'graphql';
import { settleDeployments, stages, startDeployment, stepsDone } from '../world/run-deployments.ts';
import { uuidOf } from '../world/seeded-random.ts';
import type { App, Build, Deployment, Environment } from '../world/world-types.ts';
import { refusal, refused } from './resolve-errors.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { iso, userView } from './resolve-spelling.ts';
import { versionView } from './resolve-versions.ts';
import { ariOf, hasRole, type Member, memberOf, requireOptIn, uuidInAri, type Viewer } from './resolve-viewer.ts';

const pageSizes = { deployments: 100, builds: 100 };

interface DeploymentArguments extends PageArguments {
  readonly interval: { readonly startTime: string; readonly endTime: string };
}

/** Deployments to all environments in an interval, newest first. Throws a refusal for an invalid interval. */
export function deploymentsOf(
  app: App,
  { interval, ...args }: DeploymentArguments,
  viewer: Viewer,
  info: GraphQLResolveInfo,
): object {
  requireOptIn(info, viewer, ['xls-deployments-by-interval', 'xls-deployments-major-version']);
  const [start, end] = [Date.parse(interval.startTime), Date.parse(interval.endTime)];
  if (Number.isNaN(start) || Number.isNaN(end) || start > end)
    throw refusal('The interval is not valid.', 'INVALID_INTERVAL', 400);
  const chosen = app.details().deployments.filter(({ createdAt }) => createdAt >= start && createdAt <= end);
  return pageOf(chosen, args, pageSizes.deployments, (deployment) => deploymentView(app, deployment, viewer));
}

/** One deployment with its stages; null if there is none, or the viewer isn't a contributor. */
export function appDeployment(
  { appId, environmentKey, id }: { appId: string; environmentKey: string; id: string },
  viewer: Viewer,
): object | null {
  const member = memberOf(viewer, uuidInAri(appId));
  if (member === undefined) return null;
  settleDeployments(member.app, viewer.world.clock);
  const found = member.app
    .details()
    .deployments.find((deployment) => deployment.id === id && deployment.environmentKey === environmentKey);
  return found ? deploymentView(member.app, found, viewer) : null;
}

function deploymentView(app: App, deployment: Deployment, viewer: Viewer): object {
  const { version, error } = deployment;
  const environment = app.details().environments.find(({ key }) => key === deployment.environmentKey);
  return {
    id: deployment.id,
    appId: ariOf(app),
    environmentKey: deployment.environmentKey,
    status: deployment.status,
    buildTag: deployment.buildTag ?? null,
    majorVersion: version && environment ? versionView(app, environment, version) : null,
    createdBy: userView(deployment.createdBy),
    createdAt: iso(deployment.createdAt),
    errorDetails: error ? { fields: null, ...error } : null,
    stages: () => stagesOf(deployment, viewer.world.clock.now()),
  };
}

function stagesOf(deployment: Deployment, now: number): object[] {
  const done = stepsDone(deployment, now);
  const all = stages.flatMap(({ steps }) => steps);
  const at = (index: number) => iso(deployment.createdAt + index * 1000);
  return stages.map(({ key, description, steps }) => {
    const first = all.indexOf(steps[0]);
    const doneSteps = Math.max(0, Math.min(steps.length, done - first));
    return {
      key,
      description,
      progress: { doneSteps, totalSteps: steps.length },
      events: steps.flatMap((stepName, index) =>
        eventsOf(deployment, stepName, first + index - done, at(first + index)),
      ),
    };
  });
}

/** The events of a step that is `ahead` steps after the last one that is done: 0 for the one at work. */
function eventsOf({ status, error }: Deployment, stepName: string, ahead: number, createdAt: string): object[] {
  if (ahead > 0) return [];
  const started = { __typename: 'AppDeploymentTransitionEvent', stepName, createdAt, newStatus: 'STARTED' };
  const told = {
    __typename: 'AppDeploymentLogEvent',
    stepName,
    createdAt,
    level: 'INFO',
    message: `Working: ${stepName}`,
  };
  if (ahead < 0) return [started, told, { ...started, newStatus: 'DONE' }];
  if (status !== 'FAILED') return [started, told];
  const failed = { ...told, level: 'ERROR', message: error?.message ?? 'Failed' };
  const shown = {
    __typename: 'AppDeploymentDisplayEvent',
    stepName,
    createdAt,
    message: `{red.bold ${failed.message}}`,
  };
  return [started, failed, shown, { ...started, newStatus: 'FAILED' }];
}

/**
 * The builds of an app, newest first. Its pages are asked for as the Forge CLI does: `last` with the previous page's
 * `endCursor` as `before`, so the cursor stands for the oldest build of a page.
 */
export function buildsByApp(
  { appId, last, before }: PageArguments & { readonly appId: string },
  viewer: Viewer,
): object | null {
  const member = memberOf(viewer, uuidInAri(appId));
  if (member === undefined) return null;
  settleDeployments(member.app, viewer.world.clock);
  const page = pageOf(
    member.app.details().builds,
    { first: last ?? null, after: before ?? null },
    pageSizes.builds,
    buildView,
  );
  const { hasNextPage, endCursor } = page.pageInfo;
  return { ...page, pageInfo: { hasPreviousPage: hasNextPage, hasNextPage: Boolean(before), endCursor } };
}

const buildView = ({ tag, status, createdAt, createdBy }: Build): object => ({
  tag,
  status,
  createdAt: iso(createdAt),
  createdByUser: userView(createdBy),
});

interface CreateInput {
  readonly appId: string;
  readonly environmentKey: string;
  readonly buildTag?: string | null;
  readonly artifactUrl?: string | null;
  readonly majorVersion?: number | null;
}

/** Starts the deployment of a build, or of what was uploaded; otherwise the reply says why not. */
export function createAppDeployment({ input }: { input: CreateInput }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(input.appId));
  const environment = member?.app.details().environments.find(({ key }) => key === input.environmentKey);
  if (!member || !environment) return refused('The app or its environment was not found.', 'APP_NOT_FOUND', 404);
  if (!mayDeploy(member, environment))
    return refused('Your role does not allow you to deploy.', 'PERMISSION_DENIED', 403);
  settleDeployments(member.app, viewer.world.clock);
  const { deployments } = member.app.details();
  if (deployments.some(({ status, environmentKey }) => status === 'IN_PROGRESS' && environmentKey === environment.key))
    return refused('Another deployment to this environment is in progress.', 'DEPLOYMENT_IN_PROGRESS', 409);
  const build = input.buildTag ? builtBefore(member.app, input.buildTag) : uploaded(member.app, input, viewer);
  if (build === undefined) return refused('The build was not found.', 'BUILD_NOT_FOUND', 404);
  if (build.status !== 'READY') return refused('The build is not ready.', 'BUILD_NOT_READY', 400);
  const { id } = startDeployment(member.app, viewer.world.clock, {
    environment,
    build,
    by: viewer.person,
    major: input.majorVersion ?? undefined,
  });
  return { success: true, errors: null, deployment: appDeployment({ ...input, id }, viewer) };
}

/** Whether a member may deploy to an environment: to production only deployers and admins. */
export function mayDeploy(member: Member, { type }: Environment): boolean {
  return (
    member.contributor.owner ||
    hasRole(member, 'ADMIN', 'DEPLOYER', ...(type === 'PRODUCTION' ? [] : ['DEVELOPER' as const]))
  );
}

/** Tags are alike whatever their case. */
function builtBefore(app: App, buildTag: string): Build | undefined {
  return app.details().builds.find(({ tag }) => tag.toLowerCase() === buildTag.toLowerCase());
}

function uploaded(app: App, { artifactUrl }: CreateInput, { world, person }: Viewer): Build | undefined {
  const manifest = artifactUrl ? world.artifacts.at(artifactUrl) : undefined;
  if (manifest === undefined) return undefined;
  const details = app.details();
  const createdAt = world.clock.now();
  const build: Build = {
    tag: `auto-${createdAt.toString(36)}`,
    status: 'READY',
    createdBy: person,
    createdAt,
    manifest,
  };
  details.builds = [build, ...details.builds];
  return build;
}

interface UploadUrlInput {
  readonly appId: string;
  readonly buildTag?: string | null;
}

/** Gives an address to upload an app to, to whoever may deploy it somewhere; with a tag, the upload becomes a build. */
export function createAppDeploymentUrl({ input }: { input: UploadUrlInput }, viewer: Viewer): object {
  const member = memberOf(viewer, uuidInAri(input.appId));
  if (!member) return refused('The app was not found.', 'APP_NOT_FOUND', 404);
  if (!mayUpload(member)) return refused('Your role does not allow you to deploy.', 'PERMISSION_DENIED', 403);
  const tag = input.buildTag ?? undefined;
  if (tag !== undefined && !/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(tag))
    return refused('The build tag is not valid.', 'INVALID_BUILD_TAG', 400);
  if (tag !== undefined && builtBefore(member.app, tag))
    return refused('There is a build with this tag already.', 'BUILD_TAG_EXISTS', 409);
  const details = member.app.details();
  const deploymentUrl = viewer.world.artifacts.newUrl((manifest) => {
    if (tag === undefined) return;
    const createdAt = viewer.world.clock.now();
    details.builds = [{ tag, status: 'READY', createdBy: viewer.person, createdAt, manifest }, ...details.builds];
  });
  return { success: true, errors: null, deploymentUrl };
}

/** Gives an address for each of an app's resources. */
export function createHostedResourceUploadUrl(
  { input }: { input: UploadUrlInput & { readonly resourceKeys: readonly string[] } },
  viewer: Viewer,
): object {
  const member = memberOf(viewer, uuidInAri(input.appId));
  if (!member || !mayUpload(member))
    return { ...refused('Your role does not allow you to deploy.', 'PERMISSION_DENIED', 403), uploadId: '' };
  const preSignedUrls = input.resourceKeys.map(() => ({
    uploadUrl: viewer.world.artifacts.newUrl(),
    uploadFormData: { key: uuidOf(`resources of ${input.appId}`) },
  }));
  return { success: true, errors: null, preSignedUrls, uploadId: uuidOf(`upload ${viewer.world.clock.now()}`) };
}

function mayUpload(member: Member): boolean {
  return member.contributor.owner || hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER');
}
