import type { EnvironmentVariables, Variable } from '../../core/variable.ts';
import { keyProblem, roomAfter, valueBytes, variableLimits } from './variable-rules.ts';

/** A variable that may be set in an environment, with what is there. */
export interface ComparedVariable {
  readonly key: string;
  readonly value: string;
  /**
   * `hidden`: the environment has it encrypted, so nobody can compare. `refused`: the gateway wouldn't take it, because
   * of its key or the size of its value.
   */
  readonly status: 'added' | 'changed' | 'same' | 'hidden' | 'refused';
}

/** Compares new variables with those of an environment, in their order. */
export function compareVariables(
  wanted: readonly { readonly key: string; readonly value: string }[],
  existing: readonly Variable[],
): readonly ComparedVariable[] {
  const there = new Map(existing.map((variable) => [variable.key, variable]));
  return wanted.map(({ key, value }) => ({ key, value, status: statusOf(key, value, there.get(key)) }));
}

function statusOf(key: string, value: string, there: Variable | undefined): ComparedVariable['status'] {
  if (keyProblem(key) !== undefined || valueBytes(value) > variableLimits.valueBytes) return 'refused';
  if (there === undefined) return 'added';
  if (there.encrypted) return 'hidden';
  return there.value === value ? 'same' : 'changed';
}

/** The keys that only the environment has, in its order. */
export function keysOnlyThere(
  wanted: readonly { readonly key: string }[],
  existing: readonly Variable[],
): readonly string[] {
  const known = new Set(wanted.map(({ key }) => key));
  return existing.filter(({ key }) => !known.has(key)).map(({ key }) => key);
}

/** How many variables of a kind are too many once all of `keys` are set; 0 if they fit. */
export function tooMany(existing: readonly Variable[], keys: readonly string[], encrypted: boolean): number {
  const all = keys.reduce<readonly Variable[]>(
    (variables, key) => [...variables.filter((one) => one.key !== key), { key, encrypted }],
    existing,
  );
  const [last] = all.slice(-1);
  return last === undefined ? 0 : Math.max(0, -roomAfter(all, last.key, encrypted));
}

/** A key with what each environment has of it. */
export interface VariableRow {
  readonly key: string;
  /** In the order of the environments; `unknown`: the gateway doesn't return the environment's variables. */
  readonly cells: readonly ('value' | 'encrypted' | 'missing' | 'unknown')[];
}

/** All keys of an app, sorted, against its environments. */
export function variableRows(environments: readonly EnvironmentVariables[]): readonly VariableRow[] {
  const keys = new Set(environments.flatMap(({ variables }) => (variables ?? []).map(({ key }) => key)));
  return [...keys].sort().map((key) => ({ key, cells: environments.map((environment) => cellOf(environment, key)) }));
}

function cellOf({ variables }: EnvironmentVariables, key: string): VariableRow['cells'][number] {
  if (variables === undefined) return 'unknown';
  const variable = variables.find((one) => one.key === key);
  if (variable === undefined) return 'missing';
  return variable.encrypted ? 'encrypted' : 'value';
}
