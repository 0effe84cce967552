import type { Node } from '@babel/types';
import { type Change, LexicalScope } from './lexical-scope.ts';
import { patternNames } from './pattern-names.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** Where a node declares names. */
export interface Scopes {
  /** Of the node itself, where it is a function or a block. */
  readonly own: LexicalScope;
  readonly outer: LexicalScope;
  /** Of the innermost function: where `var` declares. */
  readonly ofFunction: LexicalScope;
}

/** Records what a node declares, in its own scope, the one around it or that of the function, as the language has it. */
export function declareNames(node: Node, scopes: Scopes): void {
  const { own, outer, ofFunction } = scopes;
  switch (node.type) {
    case 'ImportDeclaration':
      if (node.importKind !== 'type')
        for (const specifier of node.specifiers)
          declareImport(own, specifier.local.name, node.source.value, importedName(specifier), specifier);
      return;
    case 'TSImportEqualsDeclaration':
      if (node.moduleReference.type === 'TSExternalModuleReference')
        declareImport(own, node.id.name, textOf(node.moduleReference.expression), '*', node);
      return;
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations)
        declareVariables(id, init ?? undefined, node.kind === 'var' ? ofFunction : own, own);
      return;
    case 'ForOfStatement':
      declareElement(node.left, node.right, own);
      return;
    case 'CatchClause':
      for (const { name } of node.param ? patternNames(node.param) : [])
        own.declare(name, { kind: 'unknown', scope: own, changes: [] });
      return;
    case 'ClassDeclaration':
      if (node.id) outer.declare(node.id.name, { kind: 'class', node, scope: own, changes: [] });
      return;
    case 'ClassExpression':
      if (node.id) own.declare(node.id.name, { kind: 'class', node, scope: own, changes: [] });
      return;
    case 'TSEnumDeclaration':
      outer.declare(node.id.name, { kind: 'enum', node, scope: own, changes: [] });
      return;
    case 'FunctionDeclaration':
      if (node.id) outer.declare(node.id.name, { kind: 'function', node, scope: own, changes: [] });
      break;
    case 'FunctionExpression':
      if (node.id) own.declare(node.id.name, { kind: 'function', node, scope: own, changes: [] });
      break;
  }
  if ('params' in node && Array.isArray(node.params))
    node.params.forEach((parameter, index) => declareParameter(parameter, index, node, own));
}

function declareImport(scope: LexicalScope, name: string, module: string, imported: string, specifier: Node): void {
  scope.declare(name, { kind: 'import', module, imported, specifier, scope, changes: [] });
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier') return propertyName(specifier.imported, false) ?? '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

function textOf(node: Node): string {
  return node.type === 'StringLiteral' ? node.value : '';
}

function declareVariables(target: Node, init: Node | undefined, owner: LexicalScope, scope: LexicalScope): void {
  for (const { name, ...taken } of patternNames(target))
    owner.declare(name, { kind: 'variable', init, ...taken, scope, changes: [] });
}

/** The variable of a loop is each element of a list. */
function declareElement(left: Node, list: Node, scope: LexicalScope): void {
  const [declared] = left.type === 'VariableDeclaration' ? left.declarations : [];
  for (const { name, steps, ...taken } of declared ? patternNames(declared.id) : [])
    scope.declare(name, { kind: 'variable', init: list, steps: ['element', ...steps], ...taken, scope, changes: [] });
}

function declareParameter(parameter: Node, index: number, of: Node, scope: LexicalScope): void {
  const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const isRest = inner.type === 'RestElement';
  const pattern = isRest ? inner.argument : inner;
  const outerFallback = pattern.type === 'AssignmentPattern' ? pattern.right : undefined;
  for (const { name, ...taken } of patternNames(pattern))
    scope.declare(name, { kind: 'parameter', of, index, isRest, outerFallback, ...taken, scope, changes: [] });
}

/** A change of a variable of that name. */
export interface NamedChange {
  readonly name: string;
  readonly change: Change;
}

/** What a node changes of variables and of objects in them. */
export function changesBy(node: Node, scope: LexicalScope, isLooped: boolean): NamedChange[] {
  const at = { scope, end: node.end ?? 0, isLooped };
  if (node.type === 'AssignmentExpression') {
    const { left, operator, right: value } = node;
    const target = unwrapExpression(left);
    if (target.type === 'Identifier') return [{ name: target.name, change: { operator, value, ...at } }];
    if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern')
      return patternNames(target).map(({ name }) => ({ name, change: { operator: 'unknown', value, ...at } }));
    if (target.type !== 'MemberExpression') return [];
    const object = unwrapExpression(target.object);
    if (object.type !== 'Identifier') return [];
    const property = propertyName(target.property, target.computed);
    const part = property === undefined ? { computed: target.property } : { property };
    return [{ name: object.name, change: { operator, value, target: part, ...at } }];
  }
  if (node.type === 'CallExpression')
    return [...assignedObjects(node.callee, node.arguments, at), ...passedObjects(node.callee, node.arguments, at)];
  if (node.type === 'UnaryExpression' && node.operator === 'delete' && node.argument.type === 'MemberExpression') {
    const { object, property, computed } = node.argument;
    const name = propertyName(property, computed);
    return object.type === 'Identifier' && name !== undefined
      ? [{ name: object.name, change: { operator: 'delete', value: node, target: { property: name }, ...at } }]
      : [];
  }
  const isLoop = node.type === 'ForOfStatement' || node.type === 'ForInStatement';
  return isLoop && node.left.type === 'Identifier'
    ? [{ name: node.left.name, change: { operator: 'unknown', value: node.right, ...at } }]
    : [];
}

/** Methods of `Object` and `Reflect` that change their first argument. */
function assignedObjects(
  callee: Node,
  [object, ...sources]: readonly Node[],
  at: Pick<Change, 'scope' | 'end' | 'isLooped'>,
): NamedChange[] {
  if (callee.type !== 'MemberExpression' || object?.type !== 'Identifier') return [];
  const owner = callee.object.type === 'Identifier' ? callee.object.name : '';
  const method = `${owner}.${propertyName(callee.property, callee.computed) ?? ''}`;
  const { name } = object;
  if (method === 'Object.assign' || method === 'Object.defineProperties')
    return sources.map((value) => ({
      name,
      change: { operator: method === 'Object.assign' ? '=' : 'unknown', value, target: 'spread', ...at },
    }));
  const [property, value] = sources;
  if ((method !== 'Reflect.set' && method !== 'Object.defineProperty') || !property || !value) return [];
  const operator = method === 'Reflect.set' ? '=' : 'unknown';
  return [{ name, change: { operator, value, target: { computed: property }, ...at } }];
}

/** Variables that are handed to a function, which may change the objects in them. */
function passedObjects(
  callee: Node,
  args: readonly Node[],
  at: Pick<Change, 'scope' | 'end' | 'isLooped'>,
): NamedChange[] {
  return args.flatMap((argument, index) =>
    argument.type === 'Identifier'
      ? [{ name: argument.name, change: { operator: '=', value: callee, target: { argument: index }, ...at } }]
      : [],
  );
}
