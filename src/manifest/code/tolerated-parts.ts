import type { Node } from '@babel/types';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

const comparisons: ReadonlySet<string> = new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in']);

/** Functions that turn a text into another value. */
const conversions: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat', 'String', 'Boolean', 'parse']);

/**
 * The parts of a node that may be undefined without harm, as the code looks at them or has another value: `x` in
 * `x ?? 'a'`, `if (x)`, `x === 'a'` and `x?.length`. `isTolerated`: whether the node itself may be.
 */
export function toleratedParts(node: Node, isTolerated: boolean): readonly Node[] {
  switch (node.type) {
    case 'LogicalExpression':
      return isTolerated ? [node.left, node.right] : [node.left];
    case 'ConditionalExpression':
      return isTolerated ? [node.test, node.consequent, node.alternate] : [node.test];
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [node.test];
    case 'SwitchStatement':
      return [node.discriminant];
    case 'UnaryExpression':
      return isTolerated || node.operator === '!' || node.operator === 'typeof' ? [node.argument] : [];
    case 'BinaryExpression':
      return isTolerated || comparisons.has(node.operator) ? [node.left, node.right] : [];
    case 'MemberExpression':
      return isTolerated ? [node.object] : [];
    case 'OptionalMemberExpression':
      return isTolerated || node.optional ? [node.object] : [];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return isTolerated ? [node.callee, ...(isConversion(node.callee) ? node.arguments : [])] : [];
    default:
      return isTolerated ? wrapped(node) : [];
  }
}

function isConversion(callee: Node): boolean {
  if (callee.type === 'Identifier') return conversions.has(callee.name);
  return callee.type === 'MemberExpression' && conversions.has(propertyName(callee.property, callee.computed) ?? '');
}

function wrapped(node: Node): readonly Node[] {
  const inner = unwrapExpression(node);
  return inner === node ? [] : [inner];
}
