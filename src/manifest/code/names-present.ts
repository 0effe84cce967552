import type { Node } from '@babel/types';
import { unwrapExpression } from './syntax-tree.ts';

/** The names of the variables whose values are there where a condition holds: `a && b != null`. */
export function namesPresent(condition: Node): readonly string[] {
  const test = unwrapExpression(condition);
  if (test.type === 'Identifier') return [test.name];
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return [...namesPresent(test.left), ...namesPresent(test.right)];
  if (test.type !== 'BinaryExpression' || !/^!==?$/.test(test.operator) || !isNothing(test.right)) return [];
  return test.left.type === 'Identifier' ? [test.left.name] : [];
}

function isNothing(node: Node): boolean {
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}
