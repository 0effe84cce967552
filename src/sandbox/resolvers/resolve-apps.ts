import type { GraphQLResolveInfo } from 'graphql';
import { settleDeployments } from '../world/run-deployments.ts';
import type { App } from '../world/world-types.ts';
import { deploymentsOf } from './resolve-deployments.ts';
import { environmentView } from './resolve-environments.ts';
import { marketplaceAppView } from './resolve-marketplace.ts';
import { pageOf, type PageArguments } from './resolve-paging.ts';
import { iso, userView } from './resolve-spelling.ts';
import { ariOf, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

const pageSizes = { apps: 50, appsAtMost: 100, environments: 25 };

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
  if (member === undefined) return null;
  settleDeployments(member.app, viewer.world.clock);
  return appView(member.app);
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
    deployments: (args: Parameters<typeof deploymentsOf>[1], viewer: Viewer, info: GraphQLResolveInfo) =>
      deploymentsOf(app, args, viewer, info),
  };
}

function findEnvironment(app: App, matches: (environment: { id: string; key: string }) => boolean): object | null {
  const environment = app.details().environments.find(matches);
  return environment ? environmentView(app, environment) : null;
}
