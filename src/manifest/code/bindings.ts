import type { Expression, File, Node, ObjectPattern } from '@babel/types';
import { forEachChild } from './walk.ts';

/** What a name stands for, as far as the text of its file tells. */
export type Meaning =
  /** A variable: one of these values, each of them maybe with some of the texts behind it that are appended (`+=`). */
  | {
      readonly kind: 'values';
      readonly values: readonly Expression[];
      readonly appended: readonly Expression[];
      readonly names: Names;
    }
  /** What a module exports as `imported` (`default`, or `*` for everything). */
  | { readonly kind: 'import'; readonly module: string; readonly imported: string }
  /** A property of a value, by destructuring. */
  | { readonly kind: 'property'; readonly property: string; readonly of: Expression; readonly names: Names }
  | { readonly kind: 'function'; readonly function: Node }
  /** A parameter of a function, or a property of it, by destructuring. */
  | {
      readonly kind: 'parameter';
      readonly of: Node;
      readonly index: number;
      readonly property?: string;
      readonly fallback?: Expression;
      readonly names: Names;
    }
  /** Known only when the code runs. */
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

/** Where a node of the code stands. */
export interface Position {
  readonly names: Names;
  /** The functions around it, the nearest first. */
  readonly functions: readonly Node[];
  /** The body of the class around it. */
  readonly class: Node | undefined;
}

/**
 * Visits all nodes of a file, in the order of the text. The names that go with each are complete only at the end: what
 * is declared or assigned further down belongs to them too.
 */
export function visitNames(file: File, onNode: (node: Node, position: Position) => void): void {
  /** What is assigned after a declaration, which may come later in the text. */
  const assignments: {
    readonly scope: Scope;
    readonly name: string;
    readonly change: (meaning: Meaning) => Meaning;
  }[] = [];

  function visit(node: Node, around: Scope, position: Position, aroundFunction: Scope): void {
    const isFunction = functions.has(node.type);
    const scope = isFunction || blocks.has(node.type) ? createScope(around) : around;
    const ofFunction = isFunction || node.type === 'Program' ? scope : aroundFunction;
    declare(node, scope, around, ofFunction);
    assign(node, scope);
    onNode(node, scope === position.names ? position : { ...position, names: scope });
    const inside =
      scope === around && node.type !== 'ClassBody'
        ? position
        : {
            names: scope,
            functions: isFunction ? [node, ...position.functions] : position.functions,
            class: node.type === 'ClassBody' ? node : position.class,
          };
    forEachChild(node, (child) => visit(child, scope, inside, ofFunction));
  }

  function assign(node: Node, scope: Scope): void {
    if (node.type === 'AssignmentExpression') {
      const { left, operator, right } = node;
      if (left.type === 'Identifier')
        assignments.push({ scope, name: left.name, change: (meaning) => assigned(meaning, operator, right) });
      else if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern')
        for (const name of patternNames(left)) assignments.push({ scope, name, change: () => unknown });
    } else if ((node.type === 'ForOfStatement' || node.type === 'ForInStatement') && node.left.type === 'Identifier') {
      assignments.push({ scope, name: node.left.name, change: () => unknown });
    }
  }

  const outside = createScope(undefined);
  visit(file.program, outside, { names: outside, functions: [], class: undefined }, outside);
  for (const { scope, name, change } of assignments) {
    const owner = scope.owner(name);
    const meaning = owner?.meaning(name);
    if (owner && meaning) owner.replace(name, change(meaning));
  }
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
      for (const specifier of node.specifiers)
        scope.declare(specifier.local.name, {
          kind: 'import',
          module: node.source.value,
          imported: importedName(specifier),
        });
      return;
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations)
        declarePattern(id, init ?? undefined, node.kind === 'var' ? ofFunction : scope, scope);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      return;
    case 'CatchClause':
      for (const name of node.param ? patternNames(node.param) : []) scope.declare(name, unknown);
      return;
    case 'FunctionDeclaration':
      if (node.id) around.declare(node.id.name, { kind: 'function', function: node });
      break;
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node.id) around.declare(node.id.name, unknown);
      return;
  }
  if ('params' in node && Array.isArray(node.params))
    node.params.forEach((parameter, index) => declareParameter(parameter, index, node, scope));
}

function declareParameter(parameter: Node, index: number, of: Node, scope: Scope): void {
  const [target, fallback] = parameter.type === 'AssignmentPattern' ? [parameter.left, parameter.right] : [parameter];
  if (target.type === 'Identifier') {
    scope.declare(target.name, { kind: 'parameter', of, index, names: scope, ...(fallback && { fallback }) });
  } else if (target.type === 'ObjectPattern') {
    for (const { name, property, fallback: ofProperty } of properties(target)) {
      scope.declare(
        name,
        property === undefined
          ? unknown
          : { kind: 'parameter', of, index, property, names: scope, ...(ofProperty && { fallback: ofProperty }) },
      );
    }
  } else {
    for (const name of patternNames(target)) scope.declare(name, unknown);
  }
}

/** The names that a destructuring declares; those deeper within, and of the rest, without a property. */
function properties(pattern: ObjectPattern): { name: string; property?: string; fallback?: Expression }[] {
  return pattern.properties.flatMap((one) => {
    if (one.type !== 'ObjectProperty') return patternNames(one).map((name) => ({ name }));
    const [value, fallback] = one.value.type === 'AssignmentPattern' ? [one.value.left, one.value.right] : [one.value];
    const property = propertyName(one.key, one.computed);
    return property !== undefined && value.type === 'Identifier'
      ? [{ name: value.name, property, ...(fallback && { fallback }) }]
      : patternNames(value).map((name) => ({ name }));
  });
}

function declarePattern(target: Node, init: Expression | undefined, owner: Scope, names: Names): void {
  if (target.type === 'Identifier') {
    owner.declare(target.name, { kind: 'values', values: init ? [init] : [], appended: [], names });
  } else if (target.type === 'ObjectPattern' && init) {
    for (const { name, property } of properties(target))
      owner.declare(name, property === undefined ? unknown : { kind: 'property', property, of: init, names });
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
      return pattern.properties.flatMap((property) =>
        patternNames(property.type === 'ObjectProperty' ? property.value : property),
      );
    case 'TSParameterProperty':
      return patternNames(pattern.parameter);
    default:
      return [];
  }
}

const functions: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
]);
const blocks: ReadonlySet<string> = new Set([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'SwitchStatement',
  'CatchClause',
  'TSModuleBlock',
]);
