import type { Environment } from '../world/world-types.ts';
import { refused } from './resolve-errors.ts';
import { hasRole, memberOf, uuidInAri, type Viewer } from './resolve-viewer.ts';

/** Atlassian's limits: variables of an environment, bytes of a value before encryption, characters of a key. */
const limits = { plain: 50, encrypted: 10, valueBytes: 3072, keyLength: 128 } as const;

interface VariableInput {
  readonly key: string;
  readonly value: string;
  readonly encrypt?: boolean | null;
}

interface EnvironmentInput {
  readonly appId: string;
  readonly key: string;
}

type Found = { readonly environment: Environment } | { readonly refusal: object };

/**
 * Sets a variable or replaces the one with the same key; otherwise the reply says why not. Developers may in development
 * and staging, deployers and admins everywhere.
 */
export function setAppEnvironmentVariable(
  { input }: { input: { readonly environment: EnvironmentInput; readonly environmentVariable: VariableInput } },
  viewer: Viewer,
): object {
  const found = environmentToChange(input.environment, viewer);
  if ('refusal' in found) return found.refusal;
  const { environment } = found;
  const { key, value } = input.environmentVariable;
  const encrypt = input.environmentVariable.encrypt === true;
  if (!/^\S+$/.test(key) || key.length > limits.keyLength)
    return refused('The key must have 1 to 128 characters without blanks.', 'INVALID_VARIABLE_KEY', 400);
  if (Buffer.byteLength(value) > limits.valueBytes)
    return refused('The value must have at most 3 KB.', 'VARIABLE_VALUE_TOO_LARGE', 400);
  const others = environment.variables.filter((variable) => variable.key !== key);
  const most = encrypt ? limits.encrypted : limits.plain;
  if (others.filter((variable) => variable.encrypt === encrypt).length >= most)
    return refused(
      `An environment can have at most ${most} ${encrypt ? 'encrypted' : 'unencrypted'} variables.`,
      'VARIABLE_LIMIT_REACHED',
      400,
    );
  environment.variables = [...others, { key, value, encrypt }];
  return { success: true, errors: null };
}

/** Removes a variable; otherwise the reply says why not. */
export function deleteAppEnvironmentVariable(
  { input }: { input: { readonly environment: EnvironmentInput; readonly key: string } },
  viewer: Viewer,
): object {
  const found = environmentToChange(input.environment, viewer);
  if ('refusal' in found) return found.refusal;
  const { environment } = found;
  if (!environment.variables.some(({ key }) => key === input.key))
    return refused('The variable was not found.', 'VARIABLE_NOT_FOUND', 404);
  environment.variables = environment.variables.filter(({ key }) => key !== input.key);
  return { success: true, errors: null };
}

function environmentToChange({ appId, key }: EnvironmentInput, viewer: Viewer): Found {
  const member = memberOf(viewer, uuidInAri(appId));
  if (!member) return { refusal: refused('The app was not found.', 'APP_NOT_FOUND', 404) };
  const environment = member.app.details().environments.find((one) => one.key === key);
  if (!environment) return { refusal: refused('The environment was not found.', 'APP_ENVIRONMENT_NOT_FOUND', 404) };
  const mayChange =
    environment.type === 'PRODUCTION'
      ? hasRole(member, 'ADMIN', 'DEPLOYER')
      : hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER');
  return mayChange
    ? { environment }
    : {
        refusal: refused('Your role does not allow you to change variables here.', 'PERMISSION_DENIED', 403),
      };
}
