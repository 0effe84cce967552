import type * as z from 'zod/mini';
import type { deployedModuleSchema, environmentFields, versionFields } from './environment-schema.ts';
import type { Domain, DomainOf } from './schema-parts.ts';

/** A module of a deployed version. */
export type DeployedModule = Domain<typeof deployedModuleSchema>;

/** A version of an app in one environment: a major version with its newest minor, as the gateway lists them. */
export type Version = DomainOf<typeof versionFields<z.ZodMiniDate>>;

export type Environment = DomainOf<typeof environmentFields<z.ZodMiniDate>>;

export type EnvironmentKind = Environment['kind'];

/** What decides an environment's place among others. */
type PlacedEnvironment = Pick<Environment, 'kind' | 'key'>;

/** Compares environments in the console's order: production, staging, development, then custom ones by key. */
export function compareEnvironments(a: PlacedEnvironment, b: PlacedEnvironment): number {
  const rank = ({ kind }: PlacedEnvironment) => ['production', 'staging', 'development', 'custom'].indexOf(kind);
  return rank(a) - rank(b) || a.key.localeCompare(b.key);
}

/** Compares version texts like `4.10.0` number by number; a part that is not a number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Returns the major number of a version text: 4 for `4.10.0`; 0 if there is none. */
export function majorOf(version: string): number {
  return numbers(version)[0] ?? 0;
}

function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
