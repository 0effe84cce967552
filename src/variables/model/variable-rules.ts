import type { Variable } from '../../core/variable.ts';

/** Atlassian's limits of an environment: variables, bytes of a value before encryption, and characters of a key. */
export const variableLimits = { plain: 50, encrypted: 10, valueBytes: 3072, keyLength: 128 } as const;

/** Why a key can't be used. */
export type KeyProblem = 'empty' | 'blank' | 'tooLong';

/** Returns why the gateway wouldn't take a key; undefined if nothing speaks against it. */
export function keyProblem(key: string): KeyProblem | undefined {
  if (key === '') return 'empty';
  if (/[\s\p{C}]/u.test(key)) return 'blank';
  return key.length > variableLimits.keyLength ? 'tooLong' : undefined;
}

/**
 * Whether a key is one that code can write as `process.env.KEY`. The gateway states no pattern; this is the one of the
 * manifest's own variables.
 */
export function isUsualKey(key: string): boolean {
  return /^[A-Z_]\w*$/i.test(key);
}

/** The size of a value as the limit counts it, in bytes. */
export function valueBytes(value: string): number {
  return new TextEncoder().encode(value).length;
}

/** How many more variables of a kind an environment takes once `key` is set there; negative if that is too many. */
export function roomAfter(variables: readonly Variable[], key: string, encrypted: boolean): number {
  const others = variables.filter((variable) => variable.key !== key && variable.encrypted === encrypted);
  return (encrypted ? variableLimits.encrypted : variableLimits.plain) - others.length - 1;
}
