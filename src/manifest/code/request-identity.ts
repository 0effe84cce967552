import type { Node } from '@babel/types';
import type { Bindings } from './bindings.ts';
import { resolveImport } from './resolve-import.ts';
import type { RequestIdentity } from './scan-results.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** Limits how many names are followed, which may go in circles. */
const maxSteps = 10;

/** On whose behalf a request function is called, by the object that has it; undefined where the code does not show. */
export function identityOf(callee: Node, bindings: Bindings, steps = maxSteps): RequestIdentity | undefined {
  if (steps === 0) return undefined;
  if (resolveImport(callee, bindings)?.module === '@forge/bridge') return 'bridge';
  const function_ = unwrapExpression(callee);
  if (function_.type === 'MemberExpression' || function_.type === 'OptionalMemberExpression')
    return identityOfClient(function_.object, bindings, steps - 1);
  const binding = function_.type === 'Identifier' ? bindings.lookup(function_.name) : undefined;
  if (binding?.kind === 'property') return identityOfClient(binding.of, binding.bindings, steps - 1);
  if (binding?.kind !== 'values') return undefined;
  const [first] = binding.values;
  return first && unwrapExpression(first).type === 'MemberExpression'
    ? identityOf(first, binding.bindings, steps - 1)
    : undefined;
}

/** The identity of `api.asApp()` and `asUser()`, or of a variable that holds one of them. */
function identityOfClient(client: Node, bindings: Bindings, steps: number): RequestIdentity | undefined {
  if (steps === 0) return undefined;
  const value = unwrapExpression(client);
  if (value.type === 'CallExpression') return identityNamed(functionName(value.callee, bindings));
  const binding = value.type === 'Identifier' ? bindings.lookup(value.name) : undefined;
  if (binding?.kind !== 'values') return undefined;
  const identities = new Set(binding.values.map((one) => identityOfClient(one, binding.bindings, steps - 1)));
  const [only] = identities;
  return identities.size === 1 ? only : undefined;
}

function functionName(callee: Node, bindings: Bindings): string | undefined {
  if (callee.type === 'MemberExpression') return propertyName(callee.property, callee.computed);
  return callee.type === 'Identifier' ? (resolveImport(callee, bindings)?.path.at(-1) ?? callee.name) : undefined;
}

function identityNamed(name: string | undefined): RequestIdentity | undefined {
  if (name === 'asApp') return 'app';
  return name === 'asUser' ? 'user' : undefined;
}
