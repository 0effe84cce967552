import type { Expression, File, Node } from '@babel/types';
import { destructuredNames, patternNames } from './destructuring.ts';
import { forEachChild, propertyName } from './syntax-tree.ts';

/** What a name is bound to, as far as static analysis of its file can tell. */
export type Binding =
  /** A variable that holds one of `values`. `appended` holds the operands of `+=`. */
  | {
      readonly kind: 'values';
      readonly values: readonly Expression[];
      readonly appended: readonly Expression[];
      readonly bindings: Bindings;
    }
  /** What a module exports as `imported` (`default`, or `*` for the namespace). */
  | { readonly kind: 'import'; readonly module: string; readonly imported: string }
  /** A destructured property of a value. */
  | { readonly kind: 'property'; readonly property: string; readonly of: Expression; readonly bindings: Bindings }
  | { readonly kind: 'function'; readonly function: Node }
  /** A parameter of a function, or a destructured property of one. */
  | {
      readonly kind: 'parameter';
      readonly of: Node;
      readonly index: number;
      readonly property?: string;
      readonly fallback?: Expression;
      readonly bindings: Bindings;
    }
  /** Known only at run time. */
  | { readonly kind: 'unknown' };

/** The names in scope at some node. */
export interface Bindings {
  /** Undefined for a name that the file does not declare. */
  lookup(name: string): Binding | undefined;
}

interface LexicalScope extends Bindings {
  declare(name: string, binding: Binding): void;
  /** This scope or the nearest one around it that declares the name. */
  declaringScope(name: string): LexicalScope | undefined;
  replace(name: string, binding: Binding): void;
}

const unknownBinding: Binding = { kind: 'unknown' };

/** What surrounds a node. */
export interface NodeContext {
  readonly bindings: Bindings;
  /** The enclosing functions, innermost first. */
  readonly functions: readonly Node[];
  /** The body of the enclosing class. */
  readonly class: Node | undefined;
}

/** A change of a binding by an assignment. */
interface Assignment {
  readonly name: string;
  readonly change: (binding: Binding) => Binding;
}

/**
 * Visits all nodes of a file in source order. Look names up only after the visit: code further down may declare or
 * assign them too.
 */
export function visitWithBindings(file: File, onNode: (node: Node, context: NodeContext) => void): void {
  // Assignments may come before the declaration (`var`, or inside functions), so they are applied at the end.
  const pending: { readonly scope: LexicalScope; readonly assignment: Assignment }[] = [];

  function visit(node: Node, outer: LexicalScope, context: NodeContext, outerFunctionScope: LexicalScope): void {
    const isFunction = functionTypes.has(node.type);
    const scope = isFunction || blockTypes.has(node.type) ? createLexicalScope(outer) : outer;
    const functionScope = isFunction || node.type === 'Program' ? scope : outerFunctionScope;
    declare(node, scope, outer, functionScope);
    for (const assignment of assignmentsOf(node)) pending.push({ scope, assignment });
    onNode(node, scope === context.bindings ? context : { ...context, bindings: scope });
    const inner =
      scope === outer && node.type !== 'ClassBody'
        ? context
        : {
            bindings: scope,
            functions: isFunction ? [node, ...context.functions] : context.functions,
            class: node.type === 'ClassBody' ? node : context.class,
          };
    forEachChild(node, (child) => visit(child, scope, inner, functionScope));
  }

  const root = createLexicalScope(undefined);
  visit(file.program, root, { bindings: root, functions: [], class: undefined }, root);
  for (const { scope, assignment } of pending) {
    const declaring = scope.declaringScope(assignment.name);
    const binding = declaring?.lookup(assignment.name);
    if (declaring && binding) declaring.replace(assignment.name, assignment.change(binding));
  }
}

const noAssignments: readonly Assignment[] = [];

function assignmentsOf(node: Node): readonly Assignment[] {
  switch (node.type) {
    case 'AssignmentExpression': {
      const { left, operator, right } = node;
      if (left.type === 'Identifier')
        return [{ name: left.name, change: (binding) => afterAssignment(binding, operator, right) }];
      const isPattern = left.type === 'ObjectPattern' || left.type === 'ArrayPattern';
      return isPattern ? patternNames(left).map(toUnknown) : noAssignments;
    }
    case 'ForOfStatement':
    case 'ForInStatement':
      return node.left.type === 'Identifier' ? [toUnknown(node.left.name)] : noAssignments;
    default:
      return noAssignments;
  }
}

function toUnknown(name: string): Assignment {
  return { name, change: () => unknownBinding };
}

function afterAssignment(binding: Binding, operator: string, right: Expression): Binding {
  if (binding.kind !== 'values') return unknownBinding;
  if (operator === '+=') return { ...binding, appended: [...binding.appended, right] };
  return ['=', '||=', '??=', '&&='].includes(operator)
    ? { ...binding, values: [...binding.values, right] }
    : unknownBinding;
}

function createLexicalScope(parent: LexicalScope | undefined): LexicalScope {
  const own = new Map<string, Binding>();
  const scope: LexicalScope = {
    lookup: (name) => own.get(name) ?? parent?.lookup(name),
    // `var` and TypeScript overloads can declare a name twice; either declaration may be the one in effect.
    declare: (name, binding) => void own.set(name, own.has(name) ? unknownBinding : binding),
    declaringScope: (name) => (own.has(name) ? scope : parent?.declaringScope(name)),
    replace: (name, binding) => void own.set(name, binding),
  };
  return scope;
}

/**
 * Records what a node declares, in its own scope, the one around it or that of the function, as the language has it.
 */
function declare(node: Node, scope: LexicalScope, outer: LexicalScope, functionScope: LexicalScope): void {
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
        declarePattern(id, init ?? undefined, node.kind === 'var' ? functionScope : scope, scope);
      return;
    case 'ForOfStatement':
    case 'ForInStatement':
      return;
    case 'CatchClause':
      for (const name of node.param ? patternNames(node.param) : []) scope.declare(name, unknownBinding);
      return;
    case 'FunctionDeclaration':
      if (node.id) outer.declare(node.id.name, { kind: 'function', function: node });
      break;
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node.id) outer.declare(node.id.name, unknownBinding);
      return;
  }
  if ('params' in node && Array.isArray(node.params))
    node.params.forEach((parameter, index) => declareParameter(parameter, index, node, scope));
}

function declareParameter(parameter: Node, index: number, of: Node, scope: LexicalScope): void {
  const [target, fallback] = parameter.type === 'AssignmentPattern' ? [parameter.left, parameter.right] : [parameter];
  if (target.type === 'Identifier') {
    scope.declare(target.name, { kind: 'parameter', of, index, bindings: scope, ...(fallback && { fallback }) });
  } else if (target.type === 'ObjectPattern') {
    for (const { name, property, fallback: ofProperty } of destructuredNames(target)) {
      scope.declare(
        name,
        property === undefined
          ? unknownBinding
          : { kind: 'parameter', of, index, property, bindings: scope, ...(ofProperty && { fallback: ofProperty }) },
      );
    }
  } else {
    for (const name of patternNames(target)) scope.declare(name, unknownBinding);
  }
}

function declarePattern(target: Node, init: Expression | undefined, owner: LexicalScope, bindings: Bindings): void {
  if (target.type === 'Identifier') {
    owner.declare(target.name, { kind: 'values', values: init ? [init] : [], appended: [], bindings });
  } else if (target.type === 'ObjectPattern' && init) {
    for (const { name, property } of destructuredNames(target))
      owner.declare(name, property === undefined ? unknownBinding : { kind: 'property', property, of: init, bindings });
  } else {
    for (const name of patternNames(target)) owner.declare(name, unknownBinding);
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier') return propertyName(specifier.imported, false) ?? '*';
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

const functionTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
]);
const blockTypes: ReadonlySet<string> = new Set([
  'Program',
  'BlockStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'SwitchStatement',
  'CatchClause',
  'TSModuleBlock',
]);
