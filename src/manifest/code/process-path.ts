import type { Node } from '@babel/types';
import type { Binding, LexicalScope } from './lexical-scope.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** One of Node's own objects; `process` is also that of the global object and of the module. */
type Path = 'global' | 'process' | 'environment';

/** How many names are followed. */
const mostNames = 10;

/**
 * Whether the properties of an expression, one after another, come to the environment of the process: of `process`, the
 * global object, the module `process`, or a constant name for one of these or for the environment itself.
 */
export function isEnvironment(expression: Node, properties: readonly string[], scope: LexicalScope): boolean {
  return following(pathOf(expression, scope, 0), properties) === 'environment';
}

/** Whether an expression looks like one of Node's own objects, or like a name for one. */
export function mayBeNodes(expression: Node): boolean {
  const node = unwrapExpression(expression);
  switch (node.type) {
    case 'Identifier':
      return true;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return ['env', 'process', 'default'].includes(propertyName(node.property, node.computed) ?? '');
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require';
    default:
      return false;
  }
}

function pathOf(expression: Node, scope: LexicalScope, names: number): Path | undefined {
  const node = unwrapExpression(expression);
  switch (node.type) {
    case 'Identifier': {
      const binding = scope.lookup(node.name);
      if (binding) return names < mostNames ? pathOfBinding(binding, names + 1) : undefined;
      if (node.name === 'process') return 'process';
      return node.name === 'globalThis' || node.name === 'global' ? 'global' : undefined;
    }
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const name = propertyName(node.property, node.computed);
      return name === undefined ? undefined : next(pathOf(node.object, scope, names), name);
    }
    case 'CallExpression': {
      const {
        callee,
        arguments: [module],
      } = node;
      const isRequired = callee.type === 'Identifier' && callee.name === 'require' && !scope.lookup('require');
      return isRequired && module?.type === 'StringLiteral' && isProcessModule(module.value) ? 'process' : undefined;
    }
    default:
      return undefined;
  }
}

function pathOfBinding(binding: Binding, names: number): Path | undefined {
  if (binding.kind === 'import' && isProcessModule(binding.module))
    return binding.imported === '*' ? 'process' : next('process', binding.imported);
  if (binding.kind !== 'variable' || binding.init === undefined) return undefined;
  if (binding.changes.some(({ target }) => target === undefined)) return undefined;
  const properties = binding.steps.map((step) => (typeof step === 'object' ? step.property : undefined));
  return properties.reduce<Path | undefined>(next, pathOf(binding.init, binding.scope, names));
}

function following(path: Path | undefined, properties: readonly string[]): Path | undefined {
  return properties.reduce<Path | undefined>(next, path);
}

function next(path: Path | undefined, property: string | undefined): Path | undefined {
  if (path === 'process' && property === 'env') return 'environment';
  const isProcess = (path === 'global' && property === 'process') || (path === 'process' && property === 'default');
  return isProcess ? 'process' : undefined;
}

function isProcessModule(module: string): boolean {
  return module === 'process' || module === 'node:process';
}
