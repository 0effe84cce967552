import type { Environment } from '../../core/environment.ts';

/** Atlassian's limit of environments per app. */
export const mostEnvironments = 25;

/** What is wrong with a key: `reserved` is what the Forge CLI and the gateway call the development environment. */
export type KeyMistake = 'characters' | 'reserved' | 'taken';

/** What is wrong with the key of a new environment; undefined if nothing is. The pattern is the Forge CLI's. */
export function keyMistake(key: string, existing: readonly Pick<Environment, 'key'>[]): KeyMistake | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(key)) return 'characters';
  if (existing.some((environment) => environment.key === key)) return 'taken';
  return ['default', 'development'].includes(key) ? 'reserved' : undefined;
}
