import type { Node } from '@babel/types';
import type { LexicalScope } from './lexical-scope.ts';
import { patternNames } from './pattern-names.ts';
import { isRequestName } from './request-names.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

/** A place that names a request function, by its own name or another that the file gives it. */
export interface Mention {
  /** The name of the request function, as far as it is known here. */
  readonly name: string;
  readonly node: Node;
  readonly scope: LexicalScope;
}

/** Where a file names request functions. Each of these places is a call, leads to one, or could not be read. */
export class RequestMentions {
  readonly #found = new Map<Node, Mention>();
  /** Identifiers that are no declarations, until other names of request functions are known. */
  #identifiers: { readonly node: Extract<Node, { type: 'Identifier' }>; readonly scope: LexicalScope }[] = [];
  /** Names that the file gives to request functions. */
  readonly #otherNames = new Map<string, string>();

  get all(): Iterable<Mention> {
    return this.#found.values();
  }

  at(node: Node): Mention | undefined {
    return this.#found.get(node);
  }

  /** Takes account of one node of the file; `isValue`: whether an identifier stands for a value. */
  add(node: Node, scope: LexicalScope, parent: Node, isValue: boolean): void {
    switch (node.type) {
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const name = requestProperty(node.property, node.computed);
        if (name !== undefined) this.#found.set(node, { name, node, scope });
        return;
      }
      case 'Identifier':
        if (isValue) this.#identifiers.push({ node, scope });
        return;
      case 'StringLiteral':
        if (isRequestName(node.value) && isPassed(node, parent))
          this.#found.set(node, { name: node.value, node, scope });
        return;
      case 'ImportSpecifier':
        this.#addName(node.local.name, propertyName(node.imported, false));
        return;
      case 'ObjectPattern':
        for (const { name, key } of patternNames(node)) this.#addName(name, key && propertyName(key, false));
        return;
      case 'VariableDeclarator':
        if (node.id.type === 'Identifier' && node.init) this.#addName(node.id.name, leadingRequest(node.init));
        return;
    }
  }

  /** To be called once all nodes are added. */
  finish(): void {
    for (const { node, scope } of this.#identifiers) {
      const name = isRequestName(node.name) ? node.name : this.#otherNames.get(node.name);
      if (name !== undefined) this.#found.set(node, { name, node, scope });
    }
    this.#identifiers = [];
  }

  #addName(local: string, name: string | undefined): void {
    if (name !== undefined && isRequestName(name)) this.#otherNames.set(local, name);
  }
}

/** A request function by the name of a property, which may be put together: `requestJira`, `request…`. */
function requestProperty(property: Node, computed: boolean | undefined): string | undefined {
  const name = propertyName(property, computed);
  if (name !== undefined) return isRequestName(name) ? name : undefined;
  if (!computed) return undefined;
  const value = unwrapExpression(property);
  const start = value.type === 'BinaryExpression' ? value.left : value;
  return startOfText(start)?.startsWith('request') === true ? 'request…' : undefined;
}

function startOfText(node: Node): string | undefined {
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.raw;
  return node.type === 'StringLiteral' ? node.value : undefined;
}

/** Whether a text is a value on its way somewhere: an argument, an element, a value. */
function isPassed(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'ObjectProperty':
      return parent.value === node;
    case 'CallExpression':
      return parent.callee.type !== 'MemberExpression' || !isLog(parent.callee.object);
    case 'ArrayExpression':
    case 'ConditionalExpression':
    case 'VariableDeclarator':
      return true;
    default:
      return false;
  }
}

function isLog(node: Node): boolean {
  return node.type === 'Identifier' && /^(console|log|logger|jest|vi)$/i.test(node.name);
}

/** The request function that an expression comes to without calling it. */
function leadingRequest(expression: Node): string | undefined {
  const value = unwrapExpression(expression);
  switch (value.type) {
    case 'Identifier':
      return isRequestName(value.name) ? value.name : undefined;
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return requestProperty(value.property, value.computed);
    case 'ConditionalExpression':
      return leadingRequest(value.consequent) ?? leadingRequest(value.alternate);
    case 'LogicalExpression':
      return leadingRequest(value.left) ?? leadingRequest(value.right);
    case 'CallExpression':
      return value.callee.type === 'MemberExpression' &&
        propertyName(value.callee.property, value.callee.computed) === 'bind'
        ? leadingRequest(value.callee.object)
        : undefined;
    default:
      return undefined;
  }
}
