import type { Node } from '@babel/types';
import { type Position, propertyName } from './bindings.ts';
import { bare } from './import-origin.ts';
import type { Call, Callers } from './rest-calls.ts';

/** Notes who calls the functions of a file, as its nodes are visited; `of` tells once all were. */
export function createCallers(): { note(node: Node, position: Position): void; readonly of: Callers } {
  const calls: Call[] = [];
  /** How often a name is written, and how often to call what has it. */
  const written = new Map<string, number>();
  const called = new Map<string, number>();
  const methods = new Map<Node, Map<string, Node>>();
  let byFunction: ReadonlyMap<Node, readonly Call[]> | undefined;
  const nameOf = new Map<Node, string>();

  const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  function note(node: Node, position: Position): void {
    if (node.type === 'Identifier') add(written, node.name);
    else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
      calls.push({ node, position });
      if (node.callee.type === 'Identifier') add(called, node.callee.name);
    } else if (node.type === 'ClassBody') {
      methods.set(node, methodsOf(node));
    } else if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') {
      for (const name of exportedNames(node.declaration)) add(written, name);
    }
  }

  /** The function of the file that is called, by its name or as `this.name`. */
  function functionOf({ node: { callee }, position }: Call): Node | undefined {
    if (callee.type === 'Identifier') {
      const meaning = position.names.meaning(callee.name);
      const [only, ...others] = meaning?.kind === 'values' ? meaning.values : [];
      const found =
        meaning?.kind === 'function' ? meaning.function : only && others.length === 0 ? bare(only) : undefined;
      if (found) nameOf.set(found, callee.name);
      return found;
    }
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression' || position.class === undefined)
      return undefined;
    return methods.get(position.class)?.get(propertyName(callee.property, callee.computed) ?? '');
  }

  function ofAll(): ReadonlyMap<Node, readonly Call[]> {
    const found = new Map<Node, Call[]>();
    for (const call of calls) {
      const function_ = functionOf(call);
      const known = function_ && found.get(function_);
      if (known) known.push(call);
      else if (function_) found.set(function_, [call]);
    }
    return found;
  }

  return {
    note,
    of(function_) {
      byFunction ??= ofAll();
      const name = nameOf.get(function_);
      // Written once more than it is called: where it is declared.
      const isShared = name === undefined || (written.get(name) ?? 0) > (called.get(name) ?? 0) + 1;
      return { calls: byFunction.get(function_) ?? [], isShared };
    },
  };
}

function exportedNames(declaration: Node | null | undefined): string[] {
  if (declaration?.type === 'FunctionDeclaration') return declaration.id ? [declaration.id.name] : [];
  return declaration?.type === 'VariableDeclaration'
    ? declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    : [];
}

function methodsOf(body: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  for (const member of body.type === 'ClassBody' ? body.body : []) {
    if (member.type === 'ClassMethod') found.set(propertyName(member.key, member.computed) ?? '', member);
    else if (member.type === 'ClassProperty' && member.value)
      found.set(propertyName(member.key, member.computed) ?? '', bare(member.value));
  }
  return found;
}
