import type { Node } from '@babel/types';
import type { LexicalScope } from './lexical-scope.ts';
import { isEnvironment, mayBeNodes } from './process-path.ts';
import type { FileEnvironment } from './scan-results.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import { toleratedParts } from './tolerated-parts.ts';

/** Packages that set the environment variables of `.env` files. */
const setters = /^(?:dotenv|@dotenvx\/)/;

/** Whether a text may read or set environment variables. */
export function mayReadEnvironment(text: string): boolean {
  return text.includes('env') && (text.includes('process') || text.includes('dotenv'));
}

/**
 * What is done with the environment. `settle`: the code sets the variable, looks whether it is there, or has another value
 * for it; `open`: it may set any.
 */
type Use =
  | { readonly kind: 'read'; readonly name: string; readonly node: Node }
  | { readonly kind: 'settle'; readonly name: string }
  | { readonly kind: 'open' };

/** An expression, of which the properties one after another may come to the environment. */
interface Source {
  readonly expression: Node;
  readonly properties: readonly string[];
  readonly scope: LexicalScope;
}

/** What every object has, and is no variable. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * What a file has to do with environment variables: `process.env.X`, `process.env['X']`, `const { X } = process.env`, and
 * the same of a name for `process` or its environment. Names that are computed are not known, and not told.
 */
export class EnvironmentReads {
  /** Whether the source is the environment, names tell once all are declared. */
  readonly #uses: { readonly use: Use; readonly source: Source }[] = [];
  /** Expressions that may be undefined where they stand. */
  readonly #tolerated = new Set<Node>();
  readonly #isOn: boolean;
  #isOpen = false;

  /** `text` is that of the file. */
  constructor(text: string) {
    this.#isOn = mayReadEnvironment(text);
  }

  /** Takes account of one node of the file, after those around it. */
  add(node: Node, scope: LexicalScope, parent: Node): void {
    if (!this.#isOn) return;
    for (const part of toleratedParts(node, this.#tolerated.has(node))) this.#tolerated.add(part);
    switch (node.type) {
      case 'StringLiteral':
        this.#isOpen ||= setters.test(node.value);
        return;
      case 'VariableDeclarator':
        if (node.init) this.#addPattern(node.id, sourceOf(node.init, scope));
        return;
      case 'AssignmentExpression':
        this.#addPattern(node.left, sourceOf(node.right, scope));
        return;
      case 'BinaryExpression':
        if (node.operator === 'in' && node.left.type === 'StringLiteral')
          this.#add({ kind: 'settle', name: node.left.value }, sourceOf(node.right, scope));
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        this.#addCall(node.callee, node.arguments, scope);
        return;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.#addMember(node, scope, parent);
        return;
    }
  }

  /** What was found; undefined for nothing. To be called once all nodes are added. */
  found(): FileEnvironment | undefined {
    const uses = this.#uses.filter(({ source }) => isEnvironment(source.expression, source.properties, source.scope));
    const isOpen = this.#isOpen || uses.some(({ use }) => use.kind === 'open');
    const reads = uses.flatMap(({ use, source: { scope } }) =>
      use.kind === 'read' ? [{ name: use.name, range: scope.file.rangeOf(use.node) }] : [],
    );
    const settled = new Set(uses.flatMap(({ use }) => (use.kind === 'settle' ? [use.name] : [])));
    if (reads.length + settled.size === 0 && !isOpen) return undefined;
    return { reads, settled: [...settled], ...(isOpen && { isOpen: true }) };
  }

  #add(use: Use, source: Source): void {
    if (mayBeNodes(source.expression)) this.#uses.push({ use, source });
  }

  #addMember(node: Member, scope: LexicalScope, parent: Node): void {
    const name = propertyName(node.property, node.computed);
    const source = sourceOf(node.object, scope);
    if (isSet(node, parent)) {
      this.#add({ kind: 'open' }, sourceOf(node, scope));
      this.#add(name === undefined ? { kind: 'open' } : { kind: 'settle', name }, source);
    } else if (name !== undefined) this.#addRead(name, node, source, this.#tolerated.has(node));
  }

  #addPattern(pattern: Node, source: Source): void {
    if (pattern.type !== 'ObjectPattern') return;
    for (const property of pattern.properties) {
      if (property.type !== 'ObjectProperty') continue;
      const name = propertyName(property.key, property.computed);
      if (name === undefined) continue;
      const { key, value } = property;
      this.#addRead(name, key, source, value.type === 'AssignmentPattern');
      const inner = value.type === 'AssignmentPattern' ? value.left : value;
      this.#addPattern(inner, { ...source, properties: [...source.properties, name] });
    }
  }

  #addRead(name: string, node: Node, source: Source, isTolerated: boolean): void {
    if (isTolerated) this.#add({ kind: 'settle', name }, source);
    else if (!inherited.has(name)) this.#add({ kind: 'read', name, node }, source);
  }

  /** A function that gets all variables may set some, and have its own way with those that aren’t there. */
  #addCall(callee: Node, given: readonly Node[], scope: LexicalScope): void {
    for (const argument of given) this.#add({ kind: 'open' }, sourceOf(argument, scope));
    const [name] = given;
    if (name?.type === 'StringLiteral' && isMember(callee) && propertyName(callee.property, false) === 'hasOwnProperty')
      this.#add({ kind: 'settle', name: name.value }, sourceOf(callee.object, scope));
  }
}

type Member = Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;

function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

function sourceOf(expression: Node, scope: LexicalScope): Source {
  return { expression, properties: [], scope };
}

function isSet(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'AssignmentExpression':
      return unwrapExpression(parent.left) === node;
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    default:
      return false;
  }
}
