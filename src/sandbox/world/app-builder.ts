import type { DaysAgo } from './world-clock.ts';
import type {
  App,
  AppDetails,
  AppSummary,
  Contributor,
  Environment,
  Installation,
  License,
  Manifest,
  Module,
  Person,
  Product,
  Role,
  Site,
  Variable,
  Version,
} from './world-types.ts';
import { seededRandom, hexOf, uuidOf } from './seeded-random.ts';

/** A major version that was deployed `deploys` times between `from` and `to` days ago. */
export interface Release {
  readonly major: number;
  readonly deploys: number;
  readonly from: number;
  readonly to: number;
  readonly manifest: Manifest;
}

export interface EnvironmentPlan {
  readonly key: string;
  readonly createdDaysAgo: number;
  readonly createdBy?: Person;
  /** Oldest first. Absent: the environment has no version. */
  readonly releases?: readonly Release[];
  /** Never deployed: it has only the version 1.1.0 of a new app. */
  readonly templateOnly?: boolean;
  readonly variables?: readonly Variable[];
  readonly callbacks?: readonly string[];
}

function typeOf(key: string): Environment['type'] {
  if (key === 'production') return 'PRODUCTION';
  return key === 'staging' ? 'STAGING' : 'DEVELOPMENT';
}

function versionsOf(name: string, plan: EnvironmentPlan, ago: DaysAgo): readonly Version[] {
  const created = ago(plan.createdDaysAgo);
  if (plan.templateOnly)
    return [
      {
        id: uuidOf(`${name} 1`),
        version: '1.1.0',
        createdAt: created,
        updatedAt: created,
        deployedAt: [],
        manifest: { scopes: [] },
      },
    ];
  const oldestFirst = (plan.releases ?? []).map(({ major, deploys, from, to, manifest }): Version => {
    const deployedAt = Array.from({ length: deploys }, (_, minor) =>
      ago(deploys === 1 ? to : from + ((to - from) * minor) / (deploys - 1)),
    );
    return {
      id: uuidOf(`${name} ${major}`),
      version: `${major}.${deploys - 1}.0`,
      createdAt: deployedAt[0] ?? created,
      updatedAt: deployedAt.at(-1) ?? created,
      deployedAt,
      manifest,
    };
  });
  return oldestFirst.reverse();
}

/**
 * The version number that an installation of `version` had at `at` (epoch milliseconds), with the minor of that time.
 */
export function versionNumberAt({ version, deployedAt }: Version, at: number): string {
  const minor = deployedAt.filter((time) => time <= at).length - 1;
  return minor < 0 ? version : `${version.split('.')[0] ?? ''}.${minor}.0`;
}

/** Builds an environment of the app `uuid` from its plan. */
export function environmentOf(uuid: string, plan: EnvironmentPlan, ago: DaysAgo, owner: Person): Environment {
  const name = `${uuid} ${plan.key}`;
  return {
    id: uuidOf(name),
    key: plan.key,
    type: typeOf(plan.key),
    createdAt: ago(plan.createdDaysAgo),
    createdBy: plan.createdBy ?? owner,
    clientId: hexOf(`client of ${name}`, 32),
    callbacks: plan.callbacks ?? [],
    variables: plan.variables ?? [],
    versions: versionsOf(name, plan, ago),
  };
}

export interface InstallationPlan {
  readonly site: Site;
  /** The required product first, then the optional ones. */
  readonly products: readonly [Product, ...Product[]];
  readonly environment: string;
  readonly installedDaysAgo: number;
  readonly by?: Person;
  /** How many major versions the permissions (and `codeBehind` the code) are behind the newest. */
  readonly behind?: number;
  readonly codeBehind?: number;
  readonly license?: License;
  readonly logs?: boolean;
  readonly analytics?: boolean;
  /** Contexts as workspace ARIs instead of site ARIs; the gateway has both. */
  readonly workspace?: boolean;
}

/** The installation context of `product` on `site`, in one of the gateway's two forms. */
export function contextOf(site: Site, product: string, workspace = false): string {
  if (product === 'bitbucket') return `ari:cloud:bitbucket::workspace/${site.cloudId}`;
  const activation = site.activationIds.get(product);
  return workspace && activation
    ? `ari:cloud:${product}:${site.cloudId}:workspace/${activation}`
    : `ari:cloud:${product}::site/${site.cloudId}`;
}

/**
 * Builds the installations of a plan, in its order, each followed by the technical identity row of its site if
 * `identityRows` is set.
 */
export function installationsOf(
  uuid: string,
  environments: readonly Environment[],
  plans: readonly InstallationPlan[],
  ago: DaysAgo,
  identityRows = false,
): readonly Installation[] {
  return plans.flatMap((plan) => {
    const environment = environments.find(({ key }) => key === plan.environment);
    const version = environment?.versions[plan.behind ?? 0];
    const computeVersion = environment?.versions[plan.codeBehind ?? 0];
    if (!environment || !version || !computeVersion)
      throw new Error(`No such version to install in ${plan.environment} of ${uuid}`);
    const [required, ...optional] = plan.products;
    const installation: Installation = {
      id: uuidOf(`${uuid} on ${plan.site.hostName} for ${required} in ${plan.environment}`),
      context: contextOf(plan.site, required, plan.workspace),
      secondaryContexts: optional.map((product) => contextOf(plan.site, product, plan.workspace)),
      createdAt: ago(plan.installedDaysAgo),
      createdBy: plan.by,
      environment,
      version,
      computeVersion,
      license: plan.license,
      config: { ALLOW_LOGS_ACCESS: plan.logs ?? true, ALLOW_EGRESS_ANALYTICS: plan.analytics ?? false },
      site: plan.site,
    };
    if (!identityRows) return [installation];
    const identity: Installation = {
      ...installation,
      id: uuidOf(`${installation.id} identity`),
      context: contextOf(plan.site, 'identity'),
      secondaryContexts: [],
      license: undefined,
    };
    return [installation, identity];
  });
}

/** A contributor of an app; `lastActive` in epoch milliseconds, undefined for never. */
export function contributor(
  person: Person,
  roles: readonly Role[],
  lastActive: number | undefined,
  owner = false,
): Contributor {
  return { person, roles, owner, lastActive };
}

/** Creates an app whose details are built when they are first needed. */
export function appOf(summary: AppSummary, build: () => AppDetails): App {
  let details: AppDetails | undefined;
  return { ...summary, details: () => (details ??= build()) };
}

/** Creates a license; its random parts depend on `name` alone. */
export function licenseOf(
  name: string,
  ago: DaysAgo,
  edition: License['edition'],
  kind: 'annual' | 'expired' | 'monthly' | 'trial',
): License {
  const random = seededRandom(`licence ${name}`);
  const billingPeriod = kind === 'annual' ? 'ANNUAL' : 'MONTHLY';
  return {
    active: kind !== 'expired',
    billingPeriod: kind === 'trial' ? undefined : billingPeriod,
    edition,
    evaluation: kind === 'trial',
    type: 'COMMERCIAL',
    supportEntitlementNumber: `E-${Math.floor(random() * 9e6 + 1e6)}`,
    subscriptionEnd:
      kind === 'trial' ? undefined : ago(kind === 'expired' ? 20 + random() * 60 : -(10 + random() * 300)),
    trialEnd: kind === 'trial' ? ago(-(3 + random() * 24)) : undefined,
  };
}

/** A function module as a deployed version reports it. */
export function forgeFunction(key: string, handler: string, runtime = 'nodejs22.x'): Module {
  return { key, type: 'core:function', data: { functionName: key, handler, runtime: { identifier: runtime } } };
}
