import type { Account } from '../../core/account.ts';
import type { Change, CheckBefore, Look } from '../../changes/model/change.ts';
import { ForgeError } from '../../core/errors.ts';
import type { AppAri } from '../../core/ids.ts';
import type { EnvironmentVariables, Variable } from '../../core/variable.ts';
import type { GatewayClient } from '../../gateway/client.ts';
import { fetchVariables } from '../../gateway/operations/fetch-variables.ts';
import { setVariable } from '../../gateway/operations/set-variable.ts';
import { unsetVariable } from '../../gateway/operations/unset-variable.ts';

/** An environment of an app, by its key as the Forge CLI writes it, with the account that changes it. */
export interface VariablePlace {
  readonly account: Account;
  readonly client: GatewayClient;
  readonly app: { readonly id: AppAri; readonly name: string };
  readonly environment: string;
}

/** What is there now of a variable that is another one than was confirmed; undefined if it is gone. */
export type VariableDifference = Variable | undefined;

/**
 * Setting a variable. `was` is what the person saw there: if they confirmed the change, it has to be that still; if not,
 * it must not have become encrypted, as nobody could bring its value back.
 */
export function settingOf(
  place: VariablePlace,
  { key, value, encrypted }: Variable & { readonly value: string },
  was: Variable | undefined,
  isConfirmed: boolean,
): Change<VariableDifference, VariableDifference> {
  const { environment } = place;
  async function look(): Promise<Look> {
    const now = await find(place, key);
    const isDone = encrypted ? now?.encrypted === true : now?.encrypted === false && now.value === value;
    return isDone ? 'done' : 'notDone';
  }
  // The value of an encrypted variable never comes back: a new one can't be told from the one before.
  const canLook = !encrypted || was?.encrypted !== true;
  return {
    ...subjectOf(place, key),
    action: 'setVariable',
    check: checkOf(place, key, was, isConfirmed),
    send: (signal) => setVariable(place.client, place.app.id, { environment, key, value, encrypt: encrypted }, signal),
    ...(canLook && { look }),
  };
}

/** Removing a variable, with `was` and `isConfirmed` as in `settingOf`. */
export function unsettingOf(
  place: VariablePlace,
  key: string,
  was: Variable | undefined,
  isConfirmed: boolean,
): Change<VariableDifference, VariableDifference> {
  return {
    ...subjectOf(place, key),
    action: 'unsetVariable',
    check: { ...checkOf(place, key, was, isConfirmed), isDone: (now) => now === undefined },
    send: (signal) => unsetVariable(place.client, place.app.id, place.environment, key, signal),
    look: async () => ((await find(place, key)) === undefined ? 'done' : 'notDone'),
    sameSubjectMeansSame: true,
  };
}

function subjectOf({ account, app, environment }: VariablePlace, key: string) {
  return { account, app: { id: app.id, name: app.name }, environment, subject: key };
}

function checkOf(
  place: VariablePlace,
  key: string,
  was: Variable | undefined,
  isConfirmed: boolean,
): CheckBefore<VariableDifference, VariableDifference> {
  return {
    load: (signal) => find(place, key, signal),
    differences(now) {
      const isSame = now?.encrypted === was?.encrypted && now?.value === was?.value;
      return isSame || (!isConfirmed && now?.encrypted !== true) ? [] : [now];
    },
  };
}

/** Throws `notFound` if the environment is gone, `forbidden` if its variables aren't returned to this account. */
async function find(
  { client, app, environment }: VariablePlace,
  key: string,
  signal?: AbortSignal,
): Promise<Variable | undefined> {
  const variables = variablesIn(await fetchVariables(client, app.id, signal), environment);
  return variables.find((variable) => variable.key === key);
}

/** The variables of an environment by its key. Throws as `find` does. */
export function variablesIn(environments: readonly EnvironmentVariables[], environment: string): readonly Variable[] {
  const found = environments.find((one) => one.environment === environment);
  if (found === undefined) throw new ForgeError('notFound', `there is no environment ${environment}`);
  if (found.variables === undefined)
    throw new ForgeError('forbidden', 'the gateway doesn’t return the variables of this environment');
  return found.variables;
}
