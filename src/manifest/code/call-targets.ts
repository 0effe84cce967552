import type { Node } from '@babel/types';
import type { CallSite, CodeModule } from './code-module.ts';
import { Evaluation } from './evaluate.ts';
import type { Modules } from './evaluate-import.ts';
import type { LexicalScope } from './lexical-scope.ts';
import { propertyName, unwrapExpression } from './syntax-tree.ts';
import type { Value } from './values.ts';

/** A call of a function of the app. */
export interface Caller {
  readonly site: CallSite;
  readonly function: Extract<Value, { kind: 'function' }>;
}

/** How many expressions of a module are evaluated to learn which functions it calls. */
const maxExpressions = 50_000;

/** What a module calls. */
export interface CallTargets {
  /** The functions of the app, each with its calls. */
  readonly known: ReadonlyMap<Node, readonly Caller[]>;
  /** The calls of methods of objects that are not known, by the names of the methods. */
  readonly open: ReadonlyMap<string, readonly CallSite[]>;
}

/** Finds out which functions a module calls. */
export function callTargets(module: CodeModule, modules: Modules): CallTargets {
  const evaluation = new Evaluation(modules, { left: maxExpressions });
  const known = new Map<Node, Caller[]>();
  const open = new Map<string, CallSite[]>();
  for (const site of module.calls) {
    const values = evaluation.values(site.node.callee, { scope: site.scope });
    for (const value of values)
      // A call within the function itself tells nothing new of its arguments.
      if (value.kind === 'function' && !enclosingFunctions(site.scope).includes(value.node))
        addTo(known, value.node, { site, function: value });
    const method = values.some(({ kind }) => kind === 'unknown') ? methodName(site.node.callee) : undefined;
    if (method !== undefined) addTo(open, method, site);
  }
  return { known, open };
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function methodName(callee: Node): string | undefined {
  const function_ = unwrapExpression(callee);
  return function_.type === 'MemberExpression' || function_.type === 'OptionalMemberExpression'
    ? propertyName(function_.property, function_.computed)
    : undefined;
}

/** The functions around a scope, innermost first. */
export function enclosingFunctions(scope: LexicalScope): readonly Node[] {
  const found: Node[] = [];
  for (let at: LexicalScope | undefined = scope; at !== undefined; at = at.parent)
    if (at.function && at.function !== found.at(-1)) found.push(at.function);
  return found;
}
