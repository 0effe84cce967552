import type { EnvironmentVariables } from '../../core/variable.ts';
import type { ScannedFile, VariableRead } from '../code/scan-results.ts';

/** An environment variable that the code of functions reads, with the places that do. */
export interface ReadVariable {
  readonly name: string;
  readonly places: readonly { readonly file: string; readonly read: VariableRead }[];
}

/** The names of the variables of an environment; undefined where they are not known. */
export interface EnvironmentNames extends Pick<EnvironmentVariables, 'environment' | 'kind' | 'deployedAt'> {
  readonly variables: readonly { readonly key: string }[] | undefined;
}

/** A variable that functions read and environments lack: those of these keys, in their order, or all. */
export interface MissingVariable extends ReadVariable {
  readonly lackedBy: 'all' | readonly string[];
}

/**
 * What functions have without anybody setting it. Forge runs them on AWS Lambda, whose names are those under "Defined
 * runtime environment variables" in https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html; the others
 * are of Node.js, of Unix and of Forge itself.
 */
const provided =
  /^(?:(?:AWS|LAMBDA|NODE|FORGE|LC)_\w+|_HANDLER|_X_AMZN_TRACE_ID|_|PATH|LD_LIBRARY_PATH|LANG|TZ|HOME|PWD|SHLVL|TMPDIR|USER|HOSTNAME)$/;

/** What can be told in a message: neither blanks nor characters that can’t be seen, and no longer than anybody types. */
const tellable = /^[^\s\p{C}]{1,128}$/u;

/** The manifest changes at each keystroke, the code does not. */
const known = new WeakMap<readonly ScannedFile[], readonly ReadVariable[]>();

/**
 * The variables that functions need somebody to set, sorted: they are read, and the code nowhere sets them, looks whether
 * they are there or has another value for them. None where the code may set any.
 */
export function variablesRead(code: readonly ScannedFile[]): readonly ReadVariable[] {
  const read = known.get(code) ?? collect(code);
  known.set(code, read);
  return read;
}

/**
 * Those of the variables that no environment has, or that one lacks to which the app is deployed. Environments that people
 * created are their own matter, and lack nothing by themselves. None where the variables of one are not known, or there is
 * no environment.
 */
export function missingVariables(
  read: readonly ReadVariable[],
  environments: readonly EnvironmentNames[],
): readonly MissingVariable[] {
  if (environments.length === 0 || environments.some(({ variables }) => variables === undefined)) return [];
  const known = environments.map(({ environment, kind, deployedAt, variables = [] }) => ({
    environment,
    counts: kind !== 'custom' && deployedAt !== undefined,
    names: new Set(variables.map(({ key }) => key)),
  }));
  return read.flatMap((variable): MissingVariable[] => {
    const lacking = known.filter(({ names }) => !names.has(variable.name));
    if (lacking.length === known.length) return [{ ...variable, lackedBy: 'all' }];
    const lackedBy = lacking.filter(({ counts }) => counts).map(({ environment }) => environment);
    return lackedBy.length === 0 ? [] : [{ ...variable, lackedBy }];
  });
}

function collect(code: readonly ScannedFile[]): readonly ReadVariable[] {
  if (code.some(({ environment }) => environment?.isOpen === true)) return [];
  const settled = new Set(code.flatMap(({ environment }) => environment?.settled ?? []));
  const places = code.flatMap(({ file, environment }) => (environment?.reads ?? []).map((read) => ({ file, read })));
  const needed = places.filter(
    ({ read: { name } }) => tellable.test(name) && !provided.test(name) && !settled.has(name),
  );
  const byName = Map.groupBy(needed, ({ read: { name } }) => name);
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => ({ name, places: group }));
}
