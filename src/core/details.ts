import type { AtlassianApp } from './app.ts';

/** `custom`: an environment with a key of its own; the gateway calls its type DEVELOPMENT. */
export type EnvironmentKind = 'production' | 'staging' | 'development' | 'custom';

/** A scope as a deployed version holds it. */
export interface Scope {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** Name of the API that the scope belongs to. */
  readonly api: string;
  readonly restricted: boolean;
}

/** A version of an app in one environment. */
export interface Version {
  readonly id: string;
  /** Like `4.111.0`. */
  readonly version: string;
  readonly isLatest: boolean;
  readonly deployedAt: Date;
  readonly scopes: readonly Scope[];
  readonly atlassianApps: readonly AtlassianApp[];
}

export interface Environment {
  readonly id: string;
  /** The key as the Forge CLI writes it: the gateway's `default` is `development`. */
  readonly key: string;
  readonly kind: EnvironmentKind;
  /** Newest deployed version; absent where nothing but the skeleton exists. */
  readonly latest?: Version;
}

/**
 * Whether an installation runs the newest code with the newest permissions, by the Forge CLI's rule: up to date if
 * the version whose permissions were granted is the latest; else the permissions are outdated if it is lower than
 * the version in use; else the app is outdated.
 */
export type InstallationStatus = 'upToDate' | 'permissionsOutdated' | 'appOutdated' | 'unknown';

export interface Installation {
  readonly id: string;
  /** Host name of the site or workspace; its id where the gateway tells no name. */
  readonly site: string;
  readonly atlassianApp: AtlassianApp;
  readonly environmentId?: string;
  readonly environmentKey?: string;
  /** Version whose permissions were granted. */
  readonly version?: string;
  readonly status: InstallationStatus;
  readonly installedAt: Date;
}

export interface Contributor {
  readonly accountId: string;
  readonly name: string;
  /** Absent where the person's privacy settings hide it. */
  readonly email?: string;
  readonly isOwner: boolean;
  /** ADMIN, DEPLOYER, DEVELOPER, VIEWER, VIEWER_ADVANCED, or what the gateway adds one day. */
  readonly roles: readonly string[];
}

/** Orders environments as the console does: production, staging, development, then custom ones by key. */
export function compareEnvironments(a: Environment, b: Environment): number {
  const rank = (environment: Environment) => ['production', 'staging', 'development', 'custom'].indexOf(environment.kind);
  return rank(a) - rank(b) || a.key.localeCompare(b.key);
}

/** Orders version texts like `4.10.0` by their numbers; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
