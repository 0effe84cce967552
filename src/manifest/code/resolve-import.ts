import type { CallExpression, Identifier, Node } from '@babel/types';
import type { Bindings } from './bindings.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** A value that comes from a module, and the names that lead to it there, like `['default', 'storage']`. */
export interface ImportedValue {
  readonly module: string;
  readonly path: readonly string[];
}

/** Limits how many names are followed, which may go in circles. */
const maxSteps = 10;

/**
 * The imported value that an expression stands for, by `import`, `import()`, `require`, destructuring or property
 * access; undefined where it does not come from a module.
 */
export function resolveImport(node: Node, bindings: Bindings, steps = maxSteps): ImportedValue | undefined {
  if (steps === 0) return undefined;
  const value = unwrapExpression(node);
  switch (value.type) {
    case 'Identifier':
      return resolveName(value, bindings, steps);
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const property = propertyName(value.property, value.computed);
      return property === undefined ? undefined : memberOf(resolveImport(value.object, bindings, steps - 1), property);
    }
    case 'CallExpression':
      return requiredModule(value, bindings);
    case 'ImportExpression':
      return wholeModule(value.source);
    default:
      return undefined;
  }
}

function resolveName({ name }: Identifier, bindings: Bindings, steps: number): ImportedValue | undefined {
  const binding = bindings.lookup(name);
  switch (binding?.kind) {
    case 'import':
      return { module: binding.module, path: binding.imported === '*' ? [] : [binding.imported] };
    case 'property':
      return memberOf(resolveImport(binding.of, binding.bindings, steps - 1), binding.property);
    case 'values': {
      const [only, ...others] = binding.values;
      return only && others.length === 0 ? resolveImport(only, binding.bindings, steps - 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** The module of `require('…')`. */
function requiredModule(
  { callee, arguments: [module] }: CallExpression,
  bindings: Bindings,
): ImportedValue | undefined {
  const isRequire =
    callee.type === 'Identifier' && callee.name === 'require' && bindings.lookup('require') === undefined;
  return isRequire ? wholeModule(module) : undefined;
}

function wholeModule(module: Node | undefined): ImportedValue | undefined {
  return module?.type === 'StringLiteral' ? { module: module.value, path: [] } : undefined;
}

function memberOf(value: ImportedValue | undefined, property: string): ImportedValue | undefined {
  return value && { ...value, path: [...value.path, property] };
}
