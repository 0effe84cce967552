import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import type { NodeContext } from './bindings.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';

export interface CallSite {
  readonly node: CallExpression | OptionalCallExpression;
  readonly context: NodeContext;
}

/** Finds the calls of a function in its file; `isShared` where it may be called from elsewhere too. */
export type CallersOfFunction = (function_: Node) => {
  readonly calls: readonly CallSite[];
  readonly isShared: boolean;
};

/** Which functions of a file are called from where in it. Add all nodes before asking for callers. */
export class CallGraph {
  readonly #calls: CallSite[] = [];
  /** How often each identifier occurs, and how often as what is called. */
  readonly #occurrences = new Map<string, number>();
  readonly #calledOccurrences = new Map<string, number>();
  /** Methods by class body and name. */
  readonly #methods = new Map<Node, ReadonlyMap<string, Node>>();
  /** The name by which a function was called. */
  readonly #calledNames = new Map<Node, string>();
  #callsByFunction: ReadonlyMap<Node, readonly CallSite[]> | undefined;

  /** Takes account of one node of the file. */
  add(node: Node, context: NodeContext): void {
    switch (node.type) {
      case 'Identifier':
        increment(this.#occurrences, node.name);
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        this.#calls.push({ node, context });
        if (node.callee.type === 'Identifier') increment(this.#calledOccurrences, node.callee.name);
        break;
      case 'ClassBody':
        this.#methods.set(node, methodsOf(node));
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
        for (const name of exportedNames(node.declaration)) increment(this.#occurrences, name);
        break;
    }
  }

  readonly callersOf: CallersOfFunction = (function_) => {
    this.#callsByFunction ??= this.#groupCalls();
    const name = this.#calledNames.get(function_);
    return {
      calls: this.#callsByFunction.get(function_) ?? [],
      isShared: name === undefined || this.#isPassedOn(name),
    };
  };

  /** Whether a name occurs anywhere but in its declaration and in calls. */
  #isPassedOn(name: string): boolean {
    return (this.#occurrences.get(name) ?? 0) > (this.#calledOccurrences.get(name) ?? 0) + 1;
  }

  #groupCalls(): ReadonlyMap<Node, readonly CallSite[]> {
    const callsByFunction = new Map<Node, CallSite[]>();
    for (const call of this.#calls) {
      const function_ = this.#calledFunction(call);
      if (function_ === undefined) continue;
      const calls = callsByFunction.get(function_);
      if (calls) calls.push(call);
      else callsByFunction.set(function_, [call]);
    }
    return callsByFunction;
  }

  /** The function of the file that is called, by its name or as `this.name`. */
  #calledFunction({ node: { callee }, context }: CallSite): Node | undefined {
    if (callee.type === 'Identifier') {
      const function_ = functionNamed(callee.name, context);
      if (function_) this.#calledNames.set(function_, callee.name);
      return function_;
    }
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'ThisExpression' || context.class === undefined)
      return undefined;
    return this.#methods.get(context.class)?.get(propertyName(callee.property, callee.computed) ?? '');
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function functionNamed(name: string, { bindings }: NodeContext): Node | undefined {
  const binding = bindings.lookup(name);
  if (binding?.kind === 'function') return binding.function;
  const [only, ...others] = binding?.kind === 'values' ? binding.values : [];
  return only && others.length === 0 ? unwrapExpression(only) : undefined;
}

function exportedNames(declaration: Node | null | undefined): string[] {
  if (declaration?.type === 'FunctionDeclaration') return declaration.id ? [declaration.id.name] : [];
  return declaration?.type === 'VariableDeclaration'
    ? declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    : [];
}

function methodsOf(body: Node): Map<string, Node> {
  const methods = new Map<string, Node>();
  for (const member of body.type === 'ClassBody' ? body.body : []) {
    if (member.type === 'ClassMethod') methods.set(propertyName(member.key, member.computed) ?? '', member);
    else if (member.type === 'ClassProperty' && member.value)
      methods.set(propertyName(member.key, member.computed) ?? '', unwrapExpression(member.value));
  }
  return methods;
}
