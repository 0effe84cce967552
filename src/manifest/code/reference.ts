import type { Node } from '@babel/types';

/** Whether an identifier stands for a value: it is no declaration, key, label, type, or part of an import or export. */
export function isReference(node: Node, parent: Node, declared: ReadonlySet<Node>): boolean {
  if (declared.has(node)) return false;
  switch (parent.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property !== node || parent.computed;
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return parent.key !== node || parent.computed;
    case 'VariableDeclarator':
      return parent.id !== node;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.left !== node;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'RestElement':
    case 'ArrayPattern':
    case 'CatchClause':
    case 'LabeledStatement':
      return false;
    default:
      return !namingParents.test(parent.type);
  }
}

const namingParents =
  /^(?:Import|Export|TS(?:Type|Interface|Property|Method|Parameter|Enum|Module|Qualified|Import|Declare|Abstract))/;

/** The identifiers that a pattern declares directly. */
export function declaredBy(pattern: Node): Node[] {
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.map((property) => {
    const value = property.type === 'ObjectProperty' ? property.value : property.argument;
    return value.type === 'AssignmentPattern' ? value.left : value;
  });
}
