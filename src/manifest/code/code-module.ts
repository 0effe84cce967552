import type { CallExpression, File, Node, OptionalCallExpression } from '@babel/types';
import type { Position, Range } from '../../core/text-position.ts';
import { changesBy, declareNames } from './declarations.ts';
import { EnvironmentReads } from './environment-reads.ts';
import { type CodeFile, LexicalScope } from './lexical-scope.ts';
import { ModuleExports } from './module-exports.ts';
import { namesPresent } from './names-present.ts';
import { declaredBy, isReference } from './reference.ts';
import { RequestMentions } from './request-mentions.ts';
import { forEachChild, propertyName, unwrapExpression } from './syntax-tree.ts';

export interface CallSite {
  readonly node: CallExpression | OptionalCallExpression;
  readonly scope: LexicalScope;
}

/** A node with the names in scope there. */
export interface Place {
  readonly node: Node;
  readonly scope: LexicalScope;
}

/** An import, with the name that it gives to what is imported. */
export interface ImportedPlace extends Place {
  readonly name: Node;
}

/** What the syntax tree of a file says of its names, calls and classes. */
export class CodeModule implements CodeFile {
  readonly path: string;
  readonly scope: LexicalScope;
  readonly calls: CallSite[] = [];
  readonly exports = new ModuleExports();
  readonly mentions = new RequestMentions();
  readonly environment: EnvironmentReads;
  readonly imports: ImportedPlace[] = [];
  /** What each function returns. */
  readonly returns = new Map<Node, Place[]>();
  /** Values that methods give to fields of classes and objects (`this.x = …`). */
  readonly fields = new Map<Node, Map<string, Place[]>>();
  /** The lists whose elements functions are called with, as in `list.map(…)`. */
  readonly callbacks = new Map<Node, Place>();
  /** Names that occur as values, other than as what is called. */
  readonly passedNames = new Set<string>();
  /** Those of them of which no member is taken, with the first place of each. */
  readonly handedOn = new Map<string, Node>();
  /** The names that functions are declared with, or kept under. */
  readonly functionNames = new Map<Node, string>();
  readonly #scopes = new Map<Node, LexicalScope>();
  readonly #lineStarts: number[] = [0];

  constructor(path: string, text: string, file: File) {
    this.path = path;
    for (const { index } of text.matchAll(/\r\n|\r|\n/g))
      this.#lineStarts.push(index + (text.startsWith('\r\n', index) ? 2 : 1));
    this.scope = new LexicalScope(this, undefined);
    this.environment = new EnvironmentReads(text);
    const changes = new ModuleVisit(this).visitAll(file);
    // Changes may come before the declaration (`var`, or inside functions).
    for (const { name, change } of changes) change.scope.lookup(name)?.changes.push(change);
    this.mentions.finish();
  }

  /** The scope of the inside of a function, class or block. */
  scopeOf(node: Node): LexicalScope {
    return this.#scopes.get(node) ?? this.scope;
  }

  /** Whether a name of the file is used as a value, or exported. */
  isPassedOn(name: string): boolean {
    if (this.passedNames.has(name)) return true;
    return [...this.exports.entries].some(([, exported]) => exported.kind === 'local' && exported.name === name);
  }

  setScope(node: Node, scope: LexicalScope): void {
    this.#scopes.set(node, scope);
  }

  /** The position of a node in the text. */
  rangeOf({ start, end }: Node): Range {
    return { start: this.#positionOf(start ?? 0), end: this.#positionOf(end ?? 0) };
  }

  #positionOf(offset: number): Position {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#lineStarts[low] ?? 0) };
  }
}

/** What surrounds a node. */
interface Surroundings {
  readonly scope: LexicalScope;
  readonly ofFunction: LexicalScope;
  readonly parent: Node;
  readonly isLooped: boolean;
}

/** One walk over a syntax tree, which fills a module. */
class ModuleVisit {
  readonly #module: CodeModule;
  readonly #changes: ReturnType<typeof changesBy> = [];
  /** Identifiers in patterns, which declare. */
  readonly #declared = new Set<Node>();

  constructor(module: CodeModule) {
    this.#module = module;
  }

  visitAll({ program }: File): ReturnType<typeof changesBy> {
    const { scope } = this.#module;
    const around: Surroundings = { scope, ofFunction: scope, parent: program, isLooped: false };
    forEachChild(program, (child) => this.#visit(child, around));
    return this.#changes;
  }

  #visit(node: Node, around: Surroundings): void {
    const isFunction = functionTypes.has(node.type);
    const isBlock = isFunction || blockTypes.has(node.type);
    const scope = isBlock ? this.#createScope(node, around, isFunction) : around.scope;
    const ofFunction = isFunction ? scope : around.ofFunction;
    declareNames(node, { own: scope, outer: around.scope, ofFunction });
    this.#changes.push(...changesBy(node, scope, around.isLooped));
    this.#record(node, scope, around.parent);
    const isLooped = loopTypes.has(node.type) || (around.isLooped && !isFunction);
    const inner = { scope, ofFunction, parent: node, isLooped };
    forEachChild(node, (child) => this.#visit(child, inner));
    // Ranges are computed from offsets; the positions of a parser take more than half of the memory of a tree.
    node.loc = null;
  }

  #createScope(node: Node, { scope, parent }: Surroundings, isFunction: boolean): LexicalScope {
    const created = new LexicalScope(this.#module, scope, {
      ...(isFunction && { function: node }),
      ...selfOf(node, parent),
      ...(parent.type === 'IfStatement' && parent.consequent === node && { present: namesPresent(parent.test) }),
    });
    this.#module.setScope(node, created);
    return created;
  }

  #record(node: Node, scope: LexicalScope, parent: Node): void {
    const module = this.#module;
    for (const declared of declaredBy(node)) this.#declared.add(declared);
    const isValue = node.type === 'Identifier' && isReference(node, parent, this.#declared);
    module.mentions.add(node, scope, parent, isValue);
    module.exports.add(node, scope);
    module.environment.add(node, scope, parent);
    const named = namedFunction(node);
    if (named) module.functionNames.set(named.function, named.name);
    switch (node.type) {
      case 'Identifier':
        if (isValue && !isCalled(node, parent)) this.#recordPassed(node.name, node, parent);
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        module.calls.push({ node, scope });
        this.#recordCallback(node, scope);
        break;
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        module.imports.push({ node, scope, name: node.local });
        break;
      case 'TSImportEqualsDeclaration':
        module.imports.push({ node, scope, name: node.id });
        break;
      case 'ReturnStatement':
        if (node.argument) this.#recordReturn(node.argument, scope);
        break;
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') this.#recordReturn(node.body, scope);
        break;
      case 'AssignmentExpression':
        this.#recordField(node.left, { node: node.right, scope });
        break;
    }
  }

  #recordPassed(name: string, node: Node, parent: Node): void {
    const { passedNames, handedOn } = this.#module;
    passedNames.add(name);
    const isMember = parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression';
    if (!(isMember && parent.object === node) && !handedOn.has(name)) handedOn.set(name, node);
  }

  #recordReturn(node: Node, scope: LexicalScope): void {
    if (scope.function === undefined) return;
    const known = this.#module.returns.get(scope.function);
    if (known) known.push({ node, scope });
    else this.#module.returns.set(scope.function, [{ node, scope }]);
  }

  #recordField(left: Node, place: Place): void {
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression' || !place.scope.self) return;
    const name =
      left.property.type === 'PrivateName' ? left.property.id.name : propertyName(left.property, left.computed);
    const fields = this.#module.fields.get(place.scope.self) ?? new Map<string, Place[]>();
    this.#module.fields.set(place.scope.self, fields);
    if (name !== undefined) fields.set(name, [...(fields.get(name) ?? []), place]);
  }

  #recordCallback({ callee, arguments: [first] }: CallSite['node'], scope: LexicalScope): void {
    if (!first || !functionTypes.has(first.type)) return;
    if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return;
    if (listMethods.has(propertyName(callee.property, callee.computed) ?? ''))
      this.#module.callbacks.set(first, { node: callee.object, scope });
  }
}

/** A function that a node gives a name to. */
function namedFunction(node: Node): { readonly function: Node; readonly name: string } | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
      return node.id ? { function: node, name: node.id.name } : undefined;
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' && node.init ? kept(node.init, node.id.name) : undefined;
    case 'ObjectProperty':
    case 'ClassProperty':
      return node.value ? kept(node.value, propertyName(node.key, node.computed)) : undefined;
    case 'ClassPrivateProperty':
      return node.value ? kept(node.value, node.key.id.name) : undefined;
    case 'ObjectMethod':
    case 'ClassMethod':
      return named(node, propertyName(node.key, node.computed));
    case 'ClassPrivateMethod':
      return { function: node, name: node.key.id.name };
    case 'AssignmentExpression': {
      const { left, right } = node;
      if (left.type === 'Identifier') return kept(right, left.name);
      return left.type === 'MemberExpression' ? kept(right, propertyName(left.property, left.computed)) : undefined;
    }
    default:
      return undefined;
  }
}

function named(node: Node, name: string | undefined): { readonly function: Node; readonly name: string } | undefined {
  return name === undefined ? undefined : { function: node, name };
}

/** A function as it is, or as the first argument of a call that wraps it. */
function kept(value: Node, name: string | undefined): ReturnType<typeof named> {
  const inner = unwrapExpression(value);
  if (functionTypes.has(inner.type)) return named(inner, name);
  const [first] = inner.type === 'CallExpression' ? inner.arguments : [];
  return first && functionTypes.has(first.type) ? named(first, name) : undefined;
}

/** What `this` is in a function: arrow functions have that of what is around them. */
function selfOf(node: Node, parent: Node): { self?: Node | undefined } {
  if (node.type === 'ClassBody') return { self: parent };
  if (node.type === 'ObjectMethod') return { self: parent };
  if (node.type === 'FunctionDeclaration') return { self: undefined };
  return {};
}

function isCalled(node: Node, parent: Node): boolean {
  const isCall = parent.type === 'CallExpression' || parent.type === 'OptionalCallExpression';
  return isCall && unwrapExpression(parent.callee) === node;
}

const listMethods: ReadonlySet<string> = new Set('map forEach filter flatMap some every find findIndex'.split(' '));

const functionTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
]);
const loopTypes: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
/** What may have names of its own, or be done or not. */
const blockTypes: ReadonlySet<string> = new Set([
  'BlockStatement',
  'SwitchStatement',
  'SwitchCase',
  'CatchClause',
  'ClassBody',
  'ClassExpression',
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'TSModuleBlock',
  ...loopTypes,
]);
