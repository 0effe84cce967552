import type { EnvironmentKind } from './environment.ts';

/** An environment variable of an app. Its value goes into no log, journal, cache, label or error. */
export interface Variable {
  readonly key: string;
  readonly encrypted: boolean;
  /** Absent if it is encrypted: the gateway never returns it. */
  readonly value?: string | undefined;
}

/** The variables of one environment. */
export interface EnvironmentVariables {
  readonly environmentId: string;
  /** The environment's key as the Forge CLI writes it. */
  readonly environment: string;
  readonly kind: EnvironmentKind;
  /** When the environment was last deployed to; absent if it never was. */
  readonly deployedAt?: Date | undefined;
  /** Sorted by key; undefined if the gateway doesn't return them to this account. */
  readonly variables: readonly Variable[] | undefined;
}
