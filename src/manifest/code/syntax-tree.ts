import type { Node } from '@babel/types';

/** Properties of nodes that hold no executable code: locations and types. */
const skippedKeys: ReadonlySet<string> = new Set([
  'loc',
  'extra',
  'errors',
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'implements',
]);

/** Visits the direct children of a node, in source order. Types are skipped. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const key in node) {
    const value: unknown = node[key as keyof Node];
    if (typeof value !== 'object' || value === null || skippedKeys.has(key)) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item);
    } else if (isNode(value)) {
      visit(value);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** An expression without type assertions, parentheses and `await` around it. */
export function unwrapExpression(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
    case 'ParenthesizedExpression':
      return unwrapExpression(node.expression);
    case 'AwaitExpression':
      return unwrapExpression(node.argument);
    default:
      return node;
  }
}

/** The name of a property in `a.b`, `a['b']` or `{ b: 1 }`; undefined for a computed one. */
export function propertyName(key: Node, computed: boolean | undefined): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && computed !== true ? key.name : undefined;
}
