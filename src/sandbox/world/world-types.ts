// The types of a sandbox world. Times are epoch milliseconds; the resolvers format them as the gateway does.

export type AccountStatus = 'active' | 'closed' | 'inactive';
export type Product = 'jira' | 'confluence' | 'compass' | 'bitbucket';
export type Role = 'ADMIN' | 'DEPLOYER' | 'DEVELOPER' | 'VIEWER';

/** An Atlassian account; `email` is undefined if privacy settings hide it from others. */
export interface Person {
  readonly accountId: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly status: AccountStatus;
}

/** A cloud site. `activationIds` has an entry for each product that is active on it. */
export interface Site {
  /** Whether the people of this world administer it. */
  readonly isOwn?: true;
  /** How many apps of others are installed on it. */
  readonly otherApps?: number;
  readonly cloudId: string;
  readonly hostName: string;
  readonly orgId: string;
  readonly region: string;
  readonly activationIds: ReadonlyMap<string, string>;
}

export interface Egress {
  readonly type:
    | 'FETCH_BACKEND_SIDE'
    | 'FETCH_CLIENT_SIDE'
    | 'FONTS'
    | 'FRAMES'
    | 'IMAGES'
    | 'MEDIA'
    | 'NAVIGATION'
    | 'SCRIPTS'
    | 'STYLES';
  readonly addresses: readonly string[];
  readonly category?: 'ANALYTICS';
  readonly inScopeEUD?: boolean;
}

export type Classification = 'other' | 'pii' | 'ugc';

export interface Remote {
  readonly key: string;
  readonly baseUrl: string;
  readonly classifications?: readonly Classification[];
  readonly locations?: readonly string[];
}

/** A module of a deployed version. */
export interface Module {
  readonly key: string;
  readonly type: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** The parts of a deployed manifest that the gateway reports for a version. */
export interface Manifest {
  readonly scopes: readonly string[];
  readonly egress?: readonly Egress[];
  readonly securityPolicies?: readonly { readonly type: 'SCRIPTS' | 'STYLES'; readonly policies: readonly string[] }[];
  readonly configurableEgress?: boolean;
  readonly requiredProducts?: readonly Product[];
  readonly licensed?: boolean;
  readonly hosted?: { readonly classifications: readonly Classification[]; readonly locations: readonly string[] };
  readonly remotes?: readonly Remote[];
  readonly modules?: readonly Module[];
  readonly migrationKeys?: { readonly jira: string; readonly confluence: string };
}

/**
 * A major version, with the number of its last minor: sites get minors automatically, so the gateway lists one row per
 * major.
 */
export interface Version {
  readonly id: string;
  readonly version: string;
  /** When its first and its last minor were deployed. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Deployments of it, oldest first; none for the version of a new app. */
  readonly deployedAt: readonly number[];
  readonly manifest: Manifest;
}

export interface Variable {
  readonly key: string;
  readonly value: string;
  readonly encrypt: boolean;
}

/** `versions` holds the newest first. */
export interface Environment {
  readonly id: string;
  readonly key: string;
  readonly type: 'DEVELOPMENT' | 'PRODUCTION' | 'STAGING';
  readonly createdAt: number;
  readonly createdBy: Person;
  readonly clientId: string;
  readonly callbacks: readonly string[];
  variables: readonly Variable[];
  versions: readonly Version[];
}

export interface License {
  readonly active: boolean;
  readonly billingPeriod: 'ANNUAL' | 'MONTHLY' | undefined;
  readonly edition: 'advanced' | 'standard' | undefined;
  readonly evaluation: boolean;
  readonly type: string;
  readonly supportEntitlementNumber: string;
  readonly subscriptionEnd: number | undefined;
  readonly trialEnd: number | undefined;
}

/** One app on one site; `secondaryContexts` are the optional products of a cross-product app. */
export interface Installation {
  readonly id: string;
  readonly context: string;
  readonly secondaryContexts: readonly string[];
  readonly createdAt: number;
  readonly createdBy: Person | undefined;
  readonly environment: Environment;
  readonly version: Version;
  readonly computeVersion: Version;
  readonly license: License | undefined;
  /** What the site's admins allow, which they may change at any time. */
  config: Readonly<Partial<Record<ConfigKey, boolean>>>;
  readonly site: Site | undefined;
}

export type ConfigKey =
  'ALLOW_CUSTOM_METRICS' | 'ALLOW_EGRESS_ANALYTICS' | 'ALLOW_LLM_CAPABILITY' | 'ALLOW_LOGS_ACCESS' | 'ALLOW_REST_APIS';

export interface Contributor {
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly owner: boolean;
  readonly lastActive: number | undefined;
}

export interface ContributorEvent {
  readonly action: 'CONTRIBUTOR_ADDED' | 'CONTRIBUTOR_REMOVED' | 'CONTRIBUTOR_ROLE_UPDATED' | 'OWNERSHIP_TRANSFERRED';
  readonly actor: Person;
  readonly contributor: Person;
  readonly role: Role | undefined;
  readonly at: number;
}

export interface Deployment {
  readonly id: string;
  readonly environmentKey: string;
  readonly status: 'DONE' | 'FAILED' | 'IN_PROGRESS';
  readonly buildTag: string | undefined;
  readonly version: Version | undefined;
  readonly createdBy: Person;
  readonly createdAt: number;
  readonly error: DeploymentFailure | undefined;
  /** Set while it runs: when it ends, and the manifest that the environment has then. */
  readonly running?: { readonly endsAt: number; readonly manifest: Manifest; readonly major?: number | undefined };
}

/** Why a deployment failed, in the gateway's codes. */
export interface DeploymentFailure {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What can be deployed to any environment of its app. */
export interface Build {
  readonly tag: string;
  readonly status: 'FAILED' | 'PROCESSING' | 'READY';
  readonly createdBy: Person;
  readonly createdAt: number;
  readonly manifest: Manifest;
}

/** Kinds of data-residency events. The gateway's own names were never seen; these are this sandbox's. */
export type DataEventKind =
  | 'APP_INSTALLED'
  | 'APP_UNINSTALLED'
  | 'MIGRATION_SCHEDULED'
  | 'MIGRATION_STARTED'
  | 'MIGRATION_COMPLETED'
  | 'MIGRATION_FAILED'
  | 'FORGE_BACKFILL_STARTED'
  | 'FORGE_BACKFILL_COMPLETED';

export interface DataEvent {
  readonly id: string;
  readonly kind: DataEventKind;
  readonly cloudId: string;
  readonly product: Product;
  readonly environment: Environment;
  readonly installedVersion: string;
  readonly at: number;
  readonly location: string;
  readonly target: string;
  readonly migrationStart: number | undefined;
}

export interface Listing {
  readonly appKey: string;
  readonly marketplaceId: string;
  readonly slug: string;
  readonly summary: string;
  readonly status: 'PRIVATE' | 'PUBLIC' | 'READY_TO_LAUNCH' | 'REJECTED' | 'SUBMITTED';
  readonly partner: { readonly id: string; readonly name: string };
}

/** An app without its `details`, which are built on first use so that a world of 10,000 apps starts at once. */
export interface AppSummary {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly distribution: 'DEVELOPMENT' | 'PUBLIC';
  readonly kind: 'connect' | 'forge' | 'oauth';
  readonly tags: readonly string[];
  readonly developerSpaceId: string | undefined;
  readonly vendorName: string | undefined;
  readonly storesPersonalData: boolean;
  readonly listing: Listing | undefined;
  readonly distributionLink: { readonly signature: string; readonly products: readonly Product[] } | undefined;
  readonly contributors: readonly Contributor[];
  /** Whether the app manages its permissions itself (`permissions.enforcement: app-managed`). */
  readonly rollingReleases: boolean;
}

export interface AppDetails {
  environments: readonly Environment[];
  installations: readonly Installation[];
  /** The newest first, as are the builds. */
  deployments: readonly Deployment[];
  builds: readonly Build[];
  readonly contributorHistory: readonly ContributorEvent[];
  /** Oldest first; empty for apps without Forge-hosted storage. */
  dataEvents: readonly DataEvent[];
}

export interface App extends AppSummary {
  readonly details: () => AppDetails;
}
