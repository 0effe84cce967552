import { appOf, environmentOf, installationsOf, type EnvironmentPlan, type InstallationPlan } from './app-builder.ts';
import type { DaysAgo } from './world-clock.ts';
import type {
  App,
  AppDetails,
  AppSummary,
  Build,
  ContributorEvent,
  Deployment,
  DeploymentFailure,
  Environment,
  Person,
  Role,
} from './world-types.ts';
import { developerSpaces } from './world-ids.ts';
import { dataEventsOf, type SiteHistory } from './data-events.ts';
import { hexOf } from './seeded-random.ts';

/** The plan of an app. Numbers are days ago. */
export interface AppPlan {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly created: number;
  readonly updated: number;
  readonly kind?: AppSummary['kind'];
  readonly distribution?: AppSummary['distribution'];
  readonly space?: keyof typeof developerSpaces;
  readonly vendorName?: string;
  readonly tags?: readonly string[];
  readonly storesPersonalData?: boolean;
  readonly listing?: AppSummary['listing'];
  readonly distributionLink?: AppSummary['distributionLink'];
  /** The first is the owner. `lastActive` in days ago, undefined for never. */
  readonly contributors: readonly (readonly [person: Person, roles: readonly Role[], lastActive?: number])[];
  readonly contributorHistory?: readonly (readonly [
    daysAgo: number,
    action: ContributorEvent['action'],
    actor: Person,
    contributor: Person,
    role?: Role,
  ])[];
  readonly environments: readonly EnvironmentPlan[];
  readonly installations?: (ago: DaysAgo) => readonly InstallationPlan[];
  readonly identityRows?: boolean;
  readonly rollingReleases?: boolean;
  readonly deployments?: readonly {
    readonly environment: string;
    readonly daysAgo: number;
    readonly by: Person;
    /** Absent: it runs. */
    readonly error?: DeploymentFailure;
  }[];
  readonly builds?: readonly {
    readonly tag: string;
    readonly daysAgo: number;
    readonly by: Person;
    readonly status: Build['status'];
  }[];
  readonly siteHistories?: readonly SiteHistory[];
}

/** How long a planned deployment that runs takes, in milliseconds, and how long there have been builds, in days. */
const [plannedMs, buildsSince] = [30 * 60_000, 400];

/** Deployments to all environments, newest first; failed and running ones are part of the plan. */
function deploymentsOf(plan: AppPlan, environments: readonly Environment[], ago: DaysAgo): readonly Deployment[] {
  const done = environments.flatMap(({ key, createdBy, versions }) =>
    versions.flatMap((version) =>
      version.deployedAt.map((createdAt) => ({
        environmentKey: key,
        status: 'DONE' as const,
        version,
        createdBy,
        createdAt,
        error: undefined,
      })),
    ),
  );
  const others = (plan.deployments ?? []).map(({ environment, daysAgo, by, error }) => {
    const createdAt = ago(daysAgo);
    const manifest = environments.find(({ key }) => key === environment)?.versions[0]?.manifest ?? { scopes: [] };
    return {
      environmentKey: environment,
      version: undefined,
      createdBy: by,
      createdAt,
      error,
      ...(error
        ? { status: 'FAILED' as const }
        : { status: 'IN_PROGRESS' as const, running: { endsAt: createdAt + plannedMs, manifest } }),
    };
  });
  const first = 10_000 + (parseInt(plan.uuid.slice(0, 4), 16) % 50_000);
  return [...done, ...others]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map((deployment, index) => ({
      ...deployment,
      id: String(first + index * 3),
      buildTag:
        deployment.version && deployment.createdAt >= ago(buildsSince)
          ? hexOf(`build ${deployment.version.id} ${index}`, 12)
          : undefined,
    }))
    .reverse();
}

/** The builds that were deployed, and those of the plan, newest first. */
function buildsOf(plan: AppPlan, deployments: readonly Deployment[], ago: DaysAgo): readonly Build[] {
  const deployed = deployments.flatMap(({ buildTag: tag, version, createdBy, createdAt }): Build[] =>
    tag === undefined || version === undefined
      ? []
      : [{ tag, status: 'READY', createdBy, createdAt: createdAt - 60_000, manifest: version.manifest }],
  );
  const [newest] = deployed;
  const planned = (plan.builds ?? []).map(({ daysAgo, by, ...build }) => ({
    ...build,
    createdBy: by,
    createdAt: ago(daysAgo),
    manifest: newest?.manifest ?? { scopes: [] },
  }));
  return [...deployed, ...planned].sort((a, b) => b.createdAt - a.createdAt);
}

/** Builds an app from its plan; `ago` turns days ago into times. */
export function appFromPlan(plan: AppPlan, ago: DaysAgo): App {
  return appOf(summaryOf(plan, ago), () => detailsOf(plan, ago));
}

function summaryOf(plan: AppPlan, ago: DaysAgo): AppSummary {
  return {
    uuid: plan.uuid,
    name: plan.name,
    description: plan.description,
    createdAt: ago(plan.created),
    updatedAt: ago(plan.updated),
    distribution: plan.distribution ?? 'DEVELOPMENT',
    kind: plan.kind ?? 'forge',
    tags: plan.tags ?? [],
    developerSpaceId: plan.space && developerSpaces[plan.space].id,
    vendorName: plan.vendorName,
    storesPersonalData: plan.storesPersonalData ?? false,
    listing: plan.listing,
    distributionLink: plan.distributionLink,
    rollingReleases: plan.rollingReleases ?? false,
    contributors: plan.contributors.map(([person, roles, lastActive], index) => ({
      person,
      roles,
      owner: index === 0,
      lastActive: lastActive === undefined ? undefined : ago(lastActive),
    })),
  };
}

function detailsOf(plan: AppPlan, ago: DaysAgo): AppDetails {
  const owner = plan.contributors[0]?.[0];
  if (!owner) throw new Error(`${plan.name} has no owner`);
  const environments = plan.environments.map((environment) => environmentOf(plan.uuid, environment, ago, owner));
  const staying = (plan.siteHistories ?? [])
    .filter(({ uninstalled }) => uninstalled === undefined)
    .map(({ site, product, environment, installed }): InstallationPlan => ({
      site,
      products: [product],
      environment,
      installedDaysAgo: installed,
    }));
  let deployments: readonly Deployment[] | undefined;
  let builds: readonly Build[] | undefined;
  return {
    environments,
    installations: installationsOf(
      plan.uuid,
      environments,
      [...(plan.installations?.(ago) ?? []), ...staying],
      ago,
      plan.identityRows,
    ),
    get deployments() {
      return (deployments ??= deploymentsOf(plan, environments, ago));
    },
    set deployments(changed) {
      deployments = changed;
    },
    get builds() {
      return (builds ??= buildsOf(plan, this.deployments, ago));
    },
    set builds(changed) {
      builds = changed;
    },
    contributorHistory: (plan.contributorHistory ?? []).map(([daysAgo, action, actor, contributor, role]) => ({
      action,
      actor,
      contributor,
      role,
      at: ago(daysAgo),
    })),
    dataEvents: dataEventsOf(plan.uuid, plan.siteHistories ?? [], environments, ago),
  };
}
