import type { Node } from '@babel/types';
import type { LexicalScope } from './lexical-scope.ts';
import type { FileEnvironment } from './scan-results.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import { toleratedParts } from './tolerated-parts.ts';

/** Packages that set the environment variables of `.env` files. */
const setters = /^(?:dotenv|@dotenvx\/)/;

/** Whether a text may read or set environment variables. */
export function mayReadEnvironment(text: string): boolean {
  return text.includes('env') && (text.includes('process') || text.includes('dotenv'));
}

interface Read {
  readonly name: string;
  readonly node: Node;
  readonly scope: LexicalScope;
}

/**
 * What a file has to do with environment variables: `process.env.X`, `process.env['X']` and
 * `const { X } = process.env`. Names that are computed are not known, and not told.
 */
export class EnvironmentReads {
  readonly #reads: Read[] = [];
  readonly #settled = new Set<string>();
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
        if (node.init) this.#addPattern(node.id, node.init, scope);
        return;
      case 'AssignmentExpression':
        this.#addPattern(node.left, node.right, scope);
        return;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        if (isEnvironment(node)) this.#isOpen ||= isSet(node, parent) || isArgument(node, parent);
        else if (isEnvironment(node.object)) this.#addMember(node, scope, parent);
        return;
    }
  }

  /** What was found; undefined for nothing. To be called once all nodes are added. */
  found(): FileEnvironment | undefined {
    const reads = this.#reads
      .filter(({ scope }) => isGlobalProcess(scope))
      .map(({ name, node, scope }) => ({ name, range: scope.file.rangeOf(node) }));
    if (reads.length + this.#settled.size === 0 && !this.#isOpen) return undefined;
    return { reads, settled: [...this.#settled], ...(this.#isOpen && { isOpen: true }) };
  }

  #addMember(node: Member, scope: LexicalScope, parent: Node): void {
    const name = propertyName(node.property, node.computed);
    if (isSet(node, parent)) {
      if (name === undefined) this.#isOpen = true;
      else this.#settled.add(name);
    } else if (name !== undefined) this.#addRead(name, node, scope, this.#tolerated.has(node));
  }

  #addPattern(pattern: Node, value: Node, scope: LexicalScope): void {
    if (pattern.type !== 'ObjectPattern' || !isEnvironment(value)) return;
    for (const property of pattern.properties) {
      if (property.type !== 'ObjectProperty') continue;
      const name = propertyName(property.key, property.computed);
      if (name !== undefined) this.#addRead(name, property.key, scope, property.value.type === 'AssignmentPattern');
    }
  }

  #addRead(name: string, node: Node, scope: LexicalScope, isTolerated: boolean): void {
    if (isTolerated) this.#settled.add(name);
    else this.#reads.push({ name, node, scope });
  }
}

type Member = Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;

/** Whether an expression is `process.env`. */
function isEnvironment(expression: Node): boolean {
  const node = unwrapExpression(expression);
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return false;
  const object = unwrapExpression(node.object);
  return (
    object.type === 'Identifier' && object.name === 'process' && propertyName(node.property, node.computed) === 'env'
  );
}

/** Whether `process` is Node’s own. */
function isGlobalProcess(scope: LexicalScope): boolean {
  const binding = scope.lookup('process');
  if (binding === undefined) return true;
  return (
    binding.kind === 'import' &&
    (binding.module === 'process' || binding.module === 'node:process') &&
    (binding.imported === 'default' || binding.imported === '*')
  );
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

/** A function that gets all variables may set some, and have its own way with those that aren’t there. */
function isArgument(node: Node, parent: Node): boolean {
  return (
    (parent.type === 'CallExpression' || parent.type === 'OptionalCallExpression' || parent.type === 'NewExpression') &&
    parent.arguments.some((argument) => argument === node)
  );
}
