import type { Node } from '@babel/types';

/** Parts of a node in which no code runs: places, comments, types. */
const skipped: ReadonlySet<string> = new Set([
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

/** Visits the nodes directly below a node, in the order of the text. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  for (const key in node) {
    const value: unknown = node[key as keyof Node];
    if (typeof value !== 'object' || value === null || skipped.has(key)) continue;
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
