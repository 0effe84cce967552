import type { Expression, File, Node } from '@babel/types';
import { childrenOf } from './walk.ts';

/** What a name stands for, as far as the text of its file tells. */
export type Meaning =
  /** A variable: one of these values, each of them maybe with some of the texts behind it that are appended (`+=`). */
  | { readonly kind: 'values'; readonly values: readonly Expression[]; readonly appended: readonly Expression[]; readonly names: Names }
  /** What a module exports as `imported` (`default`, or `*` for everything). */
  | { readonly kind: 'import'; readonly module: string; readonly imported: string }
  /** A property of a value, by destructuring. */
  | { readonly kind: 'property'; readonly property: string; readonly of: Expression; readonly names: Names }
  /** Known only when the code runs, as of a parameter. */
  | { readonly kind: 'unknown' };

/** The names that can be used at a place of the code. */
export interface Names {
  /** Undefined for a name that the file does not declare. */
  meaning(name: string): Meaning | undefined;
}

interface Scope extends Names {
  declare(name: string, meaning: Meaning): void;
  /** Where the name is declared: here, or around here. */
  owner(name: string): Scope | undefined;
  replace(name: string, meaning: Meaning): void;
}

const unknown: Meaning = { kind: 'unknown' };

/** The names of each node of a file that has some of its own; a node without has those of the nearest one around it. */
export function namesIn(file: File): ReadonlyMap<Node, Names> {
  const scopes = new Map<Node, Scope>();
  /** What is assigned after a declaration, which may come later in the text. */
  const assignments: { readonly scope: Scope; readonly name: string; readonly change: (meaning: Meaning) => Meaning }[] = [];

  function visit(node: Node, around: Scope, aroundFunction: Scope): void {
    const isFunction = functions.has(node.type);
    const scope = isFunction || blocks.has(node.type) ? createScope(around) : around;
    if (scope !== around) scopes.set(node, scope);
    const ofFunction = isFunction || node.type === 'Program' ? scope : aroundFunction;
    declare(node, scope, around, ofFunction);
    assign(node, scope);
    for (const child of childrenOf(node)) visit(child, scope, ofFunction);
  }

  function assign(node: Node, scope: Scope): void {
    if (node.type === 'AssignmentExpression') {
      const { left, operator, right } = node;
      if (left.type === 'Identifier') assignments.push({ scope, name: left.name, change: (meaning) => assigned(meaning, operator, right) });
      else if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern') for (const name of patternNames(left)) assignments.push({ scope, name, change: () => unknown });
    } else if ((node.type === 'ForOfStatement' || node.type === 'ForInStatement') && node.left.type === 'Identifier') {
      assignments.push({ scope, name: node.left.name, change: () => unknown });
    }
  }

  const all = createScope(undefined);
  visit(file.program, all, all);
  for (const { scope, name, change } of assignments) {
    const owner = scope.owner(name);
    const meaning = owner?.meaning(name);
    if (owner && meaning) owner.replace(name, change(meaning));
  }
  return scopes;
}

function assigned(meaning: Meaning, operator: string, right: Expression): Meaning {
  if (meaning.kind !== 'values') return unknown;
  if (operator === '+=') return { ...meaning, appended: [...meaning.appended, right] };
  return ['=', '||=', '??=', '&&='].includes(operator) ? { ...meaning, values: [...meaning.values, right] } : unknown;
}

function createScope(parent: Scope | undefined): Scope {
  const own = new Map<string, Meaning>();
  const scope: Scope = {
    meaning: (name) => own.get(name) ?? parent?.meaning(name),
    // Declared twice, as `var` and TypeScript's overloads are: it may be either.
    declare: (name, meaning) => void own.set(name, own.has(name) ? unknown : meaning),
    owner: (name) => (own.has(name) ? scope : parent?.owner(name)),
    replace: (name, meaning) => void own.set(name, meaning),
  };
  return scope;
}

/** Declares what a node declares: in its own scope, in that around it, or in that of the function. */
function declare(node: Node, scope: Scope, around: Scope, ofFunction: Scope): void {
  switch (node.type) {
    case 'ImportDeclaration':
      for (const specifier of node.specifiers) scope.declare(specifier.local.name, { kind: 'import', module: node.source.value, imported: importedName(specifier) });
      return;
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) declarePattern(id, init ?? undefined, node.kind === 'var' ? ofFunction : scope, scope);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      return;
    case 'CatchClause':
      for (const name of node.param ? patternNames(node.param) : []) scope.declare(name, unknown);
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node.id) around.declare(node.id.name, unknown);
  }
  if ('params' in node && Array.isArray(node.params)) for (const name of node.params.flatMap(patternNames)) scope.declare(name, unknown);
}

function declarePattern(target: Node, init: Expression | undefined, owner: Scope, names: Names): void {
  if (target.type === 'Identifier') {
    owner.declare(target.name, { kind: 'values', values: init ? [init] : [], appended: [], names });
  } else if (target.type === 'ObjectPattern' && init) {
    for (const property of target.properties) {
      const value = property.type === 'ObjectProperty' && property.value.type === 'AssignmentPattern' ? property.value.left : property.type === 'ObjectProperty' ? property.value : property;
      const key = property.type === 'ObjectProperty' ? propertyName(property.key, property.computed) : undefined;
      if (key !== undefined && value.type === 'Identifier') owner.declare(value.name, { kind: 'property', property: key, of: init, names });
      else for (const name of patternNames(value)) owner.declare(name, unknown);
    }
  } else {
    for (const name of patternNames(target)) owner.declare(name, unknown);
  }
}

/** The name of a property, of a member or of a key: `a.b`, `a['b']`, `{ b: 1 }`. Undefined for a computed one. */
export function propertyName(key: Node, computed: boolean | undefined): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && computed !== true ? key.name : undefined;
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier') return propertyName(specifier.imported, false) ?? '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

/** All names that a pattern declares. */
function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => patternNames(property.type === 'ObjectProperty' ? property.value : property));
    case 'TSParameterProperty':
      return patternNames(pattern.parameter);
    default:
      return [];
  }
}

const functions: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod', 'StaticBlock']);
const blocks: ReadonlySet<string> = new Set(['Program', 'BlockStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement', 'SwitchStatement', 'CatchClause', 'TSModuleBlock']);
