import type { Node } from '@babel/types';
import { type Names, propertyName } from './bindings.ts';

/** Where a value comes from: from a module, by the names that lead to it, like `['default', 'storage']`. */
export interface Origin {
  readonly module: string;
  readonly path: readonly string[];
}

/** No import is handed on more often. */
const maxSteps = 10;

/**
 * The module that a value is taken from, by `import`, `require` or destructuring; undefined for a value that is none.
 */
export function originOf(node: Node, names: Names, steps = maxSteps): Origin | undefined {
  if (steps === 0) return undefined;
  const value = bare(node);
  if (value.type === 'Identifier') {
    const meaning = names.meaning(value.name);
    if (meaning?.kind === 'import')
      return { module: meaning.module, path: meaning.imported === '*' ? [] : [meaning.imported] };
    if (meaning?.kind === 'property') return below(originOf(meaning.of, meaning.names, steps - 1), meaning.property);
    const [only, ...others] = meaning?.kind === 'values' ? meaning.values : [];
    return only && others.length === 0 && meaning?.kind === 'values'
      ? originOf(only, meaning.names, steps - 1)
      : undefined;
  }
  if (value.type === 'MemberExpression' || value.type === 'OptionalMemberExpression') {
    const property = propertyName(value.property, value.computed);
    return property === undefined ? undefined : below(originOf(value.object, names, steps - 1), property);
  }
  const module = loadedModule(value, names);
  return module?.type === 'StringLiteral' ? { module: module.value, path: [] } : undefined;
}

/** What `import()` or `require()` is called with; undefined for anything else. */
function loadedModule(value: Node, names: Names): Node | undefined {
  if (value.type === 'ImportExpression') return value.source;
  if (value.type !== 'CallExpression' || value.callee.type !== 'Identifier') return undefined;
  const isRequire = value.callee.name === 'require' && names.meaning('require') === undefined;
  return isRequire ? value.arguments[0] : undefined;
}

function below(origin: Origin | undefined, property: string): Origin | undefined {
  return origin && { ...origin, path: [...origin.path, property] };
}

/** The same expression without what TypeScript, brackets and `await` put around it. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    case 'AwaitExpression':
      return bare(node.argument);
    default:
      return node;
  }
}
