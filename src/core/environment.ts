import type { AtlassianApp } from './app.ts';
import type { ContentPolicy, Egress, HostedStorage, Remote, Scope } from './permission.ts';

/** `custom`: an environment with a key of its own; the gateway calls its type DEVELOPMENT. */
export type EnvironmentKind = 'production' | 'staging' | 'development' | 'custom';

/** A module of a deployed version. */
export interface DeployedModule {
  readonly key: string;
  /**
   * As deployed: like `jira:issuePanel`, or `core:function` and `xen:macro` for what a manifest calls `function` and
   * `macro`.
   */
  readonly type: string;
  /** What users see of it, where it has a title or name in plain text. */
  readonly title?: string;
  /** Of web triggers, where it is said: `static` or `dynamic`. */
  readonly responseType?: string;
}

/** A version of an app in one environment: a major version with its newest minor, which is what the gateway lists. */
export interface Version {
  readonly id: string;
  /** Like `4.111.0`. */
  readonly version: string;
  readonly isLatest: boolean;
  /** First deployment of the major version. */
  readonly createdAt: Date;
  /** Its last deployment. */
  readonly deployedAt: Date;
  readonly scopes: readonly Scope[];
  readonly egress: readonly Egress[];
  /** Whether customers can choose which egress they allow. */
  readonly configurableEgress: boolean;
  readonly contentPolicies: readonly ContentPolicy[];
  readonly remotes: readonly Remote[];
  /** Absent where the app keeps no data with Forge. */
  readonly hostedStorage?: HostedStorage;
  /** Absent where the gateway did not tell them. */
  readonly modules?: readonly DeployedModule[];
  readonly requiresLicense: boolean;
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

/** Orders environments as the console does: production, staging, development, then custom ones by key. */
export function compareEnvironments(a: Environment, b: Environment): number {
  const rank = (environment: Environment) =>
    ['production', 'staging', 'development', 'custom'].indexOf(environment.kind);
  return rank(a) - rank(b) || a.key.localeCompare(b.key);
}

/** Orders version texts like `4.10.0` by their numbers; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The major number of a version text: 4 of `4.10.0`; 0 where there is none. */
export function majorOf(version: string): number {
  return numbers(version)[0] ?? 0;
}

function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
