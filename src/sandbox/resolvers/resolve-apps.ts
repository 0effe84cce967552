import type { GraphQLResolveInfo } from 'graphql';
import type { App, Deployment } from '../world/world-types.ts';
import { environmentView } from './resolve-environments.ts';
import { refusal } from './resolve-errors.ts';
import { marketplaceAppView } from './resolve-marketplace.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { iso, userView } from './resolve-spelling.ts';
import { versionView } from './resolve-versions.ts';
import { ariOf, memberOf, requireOptIn, uuidInAri, type Viewer } from './resolve-viewer.ts';

const pageSizes = { apps: 50, appsAtMost: 100, environments: 25, deployments: 100 };

interface AppsFilter {
  readonly developerSpaceId?: string | null;
  readonly isPublishable?: boolean | null;
  readonly migrationKey?: string | null;
  readonly storesPersonalData?: boolean | null;
}

/** The viewer's apps, oldest first. The gateway documents no order, so clients must sort. */
export function apps({ filter, ...args }: PageArguments & { filter?: AppsFilter | null }, viewer: Viewer): object {
  const { developerSpaceId, storesPersonalData } = filter ?? {};
  const chosen = viewer.world
    .appsOf(viewer.person)
    .filter(
      (app) =>
        (!developerSpaceId || app.developerSpaceId === developerSpaceId) &&
        (typeof storesPersonalData !== 'boolean' || app.storesPersonalData === storesPersonalData),
    );
  return pageOf(chosen, args, pageSizes.apps, appView, pageSizes.appsAtMost);
}

/** The app with this ARI; null if there is none or the viewer isn't a contributor. */
export function app({ id }: { id: string }, viewer: Viewer): object | null {
  const member = memberOf(viewer, uuidInAri(id));
  return member ? appView(member.app) : null;
}

/** An app. Fields that are slow to build are functions, called only if they are selected. */
export function appView(app: App): object {
  const environments = () => app.details().environments;
  return {
    id: ariOf(app),
    name: app.name,
    description: app.description,
    createdAt: iso(app.createdAt),
    createdBy: () => {
      const owner = app.contributors.find((contributor) => contributor.owner);
      return owner ? userView(owner.person) : null;
    },
    updatedAt: iso(app.updatedAt),
    distributionStatus: app.distribution,
    developerSpaceId: app.developerSpaceId ?? null,
    avatarUrl: null,
    vendorName: app.vendorName ?? null,
    vendorType: app.vendorName ? 'THIRD_PARTY' : null,
    contactLink: app.distribution === 'PUBLIC' ? 'https://support.example.com' : null,
    privacyPolicy: app.distribution === 'PUBLIC' ? 'https://www.example.com/privacy' : null,
    termsOfService: null,
    storesPersonalData: app.storesPersonalData,
    hasPDReportingApiImplemented: app.storesPersonalData ? true : null,
    tags: app.tags,
    appFeatures: [
      { key: 'SUPPORTS_COMPUTE', value: app.kind === 'forge' },
      { key: 'SUPPORTS_CUSTOM_ENVIRONMENTS', value: app.kind === 'forge' },
      { key: 'HAS_EXPOSED_CREDENTIALS', value: app.kind === 'oauth' },
      { key: 'IS_PERSONAL_APP', value: false },
    ],
    marketplaceApp: () => (app.listing ? marketplaceAppView(app) : null),
    environments: () => environments().map((environment) => environmentView(app, environment)),
    environmentsPage: (args: PageArguments) =>
      pageOf(environments(), args, pageSizes.environments, (environment) => environmentView(app, environment)),
    environmentByKey: ({ key }: { key: string }) => findEnvironment(app, (environment) => environment.key === key),
    environment: ({ id }: { id: string }) => findEnvironment(app, (environment) => environment.id === id),
    deployments: (args: DeploymentArguments, viewer: Viewer, info: GraphQLResolveInfo) => {
      requireOptIn(info, viewer, ['xls-deployments-by-interval', 'xls-deployments-major-version']);
      return deploymentsPage(app, args);
    },
  };
}

function findEnvironment(app: App, matches: (environment: { id: string; key: string }) => boolean): object | null {
  const environment = app.details().environments.find(matches);
  return environment ? environmentView(app, environment) : null;
}

interface DeploymentArguments extends PageArguments {
  readonly interval: { readonly startTime: string; readonly endTime: string };
}

/** Deployments to all environments in an interval, newest first. Throws a refusal for an invalid interval. */
function deploymentsPage(app: App, { interval, ...args }: DeploymentArguments): object {
  const start = Date.parse(interval.startTime);
  const end = Date.parse(interval.endTime);
  if (Number.isNaN(start) || Number.isNaN(end) || start > end)
    throw refusal('The interval is not valid.', 'INVALID_INTERVAL', 400);
  const chosen = app.details().deployments.filter(({ createdAt }) => createdAt >= start && createdAt <= end);
  return pageOf(chosen, args, pageSizes.deployments, (deployment) => deploymentView(app, deployment));
}

function deploymentView(app: App, deployment: Deployment): object {
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
    errorDetails: error ? { ...error, fields: null } : null,
  };
}
