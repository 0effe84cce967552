import type { AtlassianApp } from './app.ts';

/**
 * Whether an installation runs the newest code with the newest permissions, by the Forge CLI's rule: up to date if
 * the version whose permissions were granted is the latest; else the permissions are outdated if it is lower than
 * the version in use; else the app is outdated.
 */
export type InstallationStatus = 'upToDate' | 'permissionsOutdated' | 'appOutdated' | 'unknown';

/** The licence of an installation that is paid via Atlassian. */
export interface Licence {
  readonly active: boolean;
  /** Whether it is a trial. */
  readonly evaluation: boolean;
  /** Absent where the app has no editions; an edition that is new to us keeps the gateway's spelling. */
  readonly edition?: string;
  /** The gateway's word, like `COMMERCIAL`. */
  readonly type?: string;
  /** The gateway's word, like `MONTHLY` or `ANNUAL`. */
  readonly billingPeriod?: string;
  readonly trialEnd?: Date;
  readonly subscriptionEnd?: Date;
}

export interface Installation {
  readonly id: string;
  /** Host name of the site or workspace; its id where the gateway tells no name. */
  readonly site: string;
  readonly atlassianApp: AtlassianApp;
  /** Further Atlassian apps on the site that a cross-product app is linked to. */
  readonly secondaryAtlassianApps: readonly AtlassianApp[];
  readonly environmentId?: string;
  readonly environmentKey?: string;
  /** Version whose permissions were granted. */
  readonly version?: string;
  /** Version whose code runs. */
  readonly codeVersion?: string;
  readonly status: InstallationStatus;
  readonly installedAt: Date;
  /** Absent for free apps and installations that need none. */
  readonly licence?: Licence;
  /** Whether the customer lets the developer read the app's logs (`ALLOW_LOGS_ACCESS`); absent where it is not told. */
  readonly sharesLogs?: boolean;
  /** Whether the customer permits egress for analytics (`ALLOW_EGRESS_ANALYTICS`); absent where it is not told. */
  readonly permitsAnalytics?: boolean;
}

/** An app's installations as far as they are known: while pages arrive, the first of them. */
export interface KnownInstallations {
  readonly rows: readonly Installation[];
  /** Whether these are all. */
  readonly complete: boolean;
  /** How many there will be, where the gateway tells. */
  readonly total?: number;
}
