import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import { type Names, type Position, propertyName } from './bindings.ts';
import { bare, originOf } from './import-origin.ts';
import { rangeOf } from './code-range.ts';
import { methodsOf } from './request-method.ts';
import { operationAt, pathOf } from './rest-path.ts';
import type { Caller, ProductApi, ScopeUse, UnreadCall } from './scan.ts';
import { anything, type Budget, type Given, textsOf, type View } from './string-values.ts';

const requests: ReadonlyMap<string, ProductApi | undefined> = new Map([
  ['requestJira', 'jira'],
  ['requestConfluence', 'confluence'],
  ['requestBitbucket', 'bitbucket'],
  // GraphQL reaches them all; what a query needs is not known here.
  ['requestGraph', undefined],
]);

/** What a call needs, as far as it can be read. */
export interface Needs {
  readonly uses: readonly ScopeUse[];
  readonly unread: readonly UnreadCall[];
}

/** A call in the code, and where it stands. */
export interface Call {
  readonly node: CallExpression | OptionalCallExpression;
  readonly position: Position;
}

/** The calls of a function of the file, and whether it may be called from elsewhere too. */
export type Callers = (function_: Node) => { readonly calls: readonly Call[]; readonly isShared: boolean };

/** How often a name is looked up behind another. */
const maxSteps = 10;

/** So many functions are followed from a request to those who call for it … */
const maxDepth = 3;
/** … each of them called from so many places. */
const maxCalls = 200;

/**
 * What a call of Forge's request functions needs; undefined for any other call. It is the function's name that counts,
 * wherever it comes from: `api.asApp().requestJira`, `client.requestJira` and an imported `requestJira` alike. Where a
 * function around it passes on its path or method, what is known is what its callers in the file pass, and where.
 */
export function restCall(call: Call, callersOf: Callers, budget: Budget): Needs | undefined {
  const { callee } = call.node;
  const { names } = call.position;
  const request = requestName(callee, names);
  if (request === undefined || !requests.has(request)) return undefined;
  const as = callerOf(callee, names);
  return throughCallers(call, undefined, maxDepth);

  /** `at` is the call that is told: the request itself, or one that leads to it. */
  function throughCallers(at: Call, given: Given | undefined, depth: number): Needs {
    const own = needsOf(
      request ?? '',
      call.node.arguments,
      { names, given, budget },
      { range: rangeOf(at.node), ...(as && { as }) },
    );
    const around = at.position.functions.find((function_) => callersOf(function_).calls.length > 0);
    if (own.unread.length === 0 || around === undefined || depth === 0 || budget.left <= 0) return own;
    const { calls, isShared } = callersOf(around);
    if (calls.length > maxCalls) return own;
    const outer = calls.map((caller) =>
      throughCallers(
        caller,
        giving(given, { to: around, arguments: caller.node.arguments, view: { names: caller.position.names, budget } }),
        depth - 1,
      ),
    );
    const uses = outer.flatMap((one) => one.uses);
    if (uses.length === 0) return own;
    return {
      uses: [...own.uses, ...uses],
      unread: [...(isShared ? own.unread : []), ...outer.flatMap((one) => one.unread)],
    };
  }
}

/** What the innermost function was given, now that it is known what the function around that call was given. */
function giving(inner: Given | undefined, outer: Given): Given {
  return inner === undefined ? outer : { ...inner, view: { ...inner.view, given: giving(inner.view.given, outer) } };
}

function needsOf(
  request: string,
  [target, options]: readonly Node[],
  view: View,
  seen: Pick<ScopeUse, 'range' | 'as'>,
): Needs {
  const api = requests.get(request);
  if (api === undefined) return { uses: [], unread: [{ text: request, unknown: 'operation', ...seen }] };
  const paths = target && textsOf(target, view)?.map(pathOf);
  if (paths === undefined || paths.includes(undefined))
    return { uses: [], unread: [{ text: request, api, unknown: 'path', ...seen }] };
  const distinct = [...new Set(paths)].filter((path) => path !== undefined);
  const methods = methodsOf(options, view);
  if (methods === undefined)
    return {
      uses: [],
      unread: distinct.map((path) => ({ text: `${request} ${shown(path)}`, api, unknown: 'method', ...seen })),
    };

  const uses: ScopeUse[] = [];
  const unread: UnreadCall[] = [];
  for (const [path, method] of distinct.flatMap((one) => methods.map((of) => [one, of] as const))) {
    const text = `${method} ${shown(path)}`;
    const operation = operationAt(api, method, path);
    if (operation) uses.push({ kind: 'rest', text, scopes: operation.scopes, granular: operation.granular, ...seen });
    else unread.push({ text, api, unknown: 'operation', ...seen });
  }
  return { uses, unread };
}

/** The name of the function that is called, by the name that it has where it comes from. */
function requestName(callee: Node, names: Names): string | undefined {
  const called = bare(callee);
  if (called.type === 'MemberExpression' || called.type === 'OptionalMemberExpression')
    return propertyName(called.property, called.computed);
  if (called.type !== 'Identifier') return undefined;
  const meaning = names.meaning(called.name);
  if (meaning?.kind === 'import') return meaning.imported;
  if (meaning?.kind === 'property') return meaning.property;
  const [only] = meaning?.kind === 'values' ? meaning.values : [];
  const member = only && bare(only);
  const aliased = member?.type === 'MemberExpression' ? propertyName(member.property, member.computed) : undefined;
  return aliased !== undefined && requests.has(aliased) ? aliased : called.name;
}

/** In whose name a request function asks, by what it is taken from. */
function callerOf(callee: Node, names: Names, steps = maxSteps): Caller | undefined {
  if (steps === 0) return undefined;
  if (originOf(callee, names)?.module === '@forge/bridge') return 'bridge';
  const called = bare(callee);
  if (called.type === 'MemberExpression' || called.type === 'OptionalMemberExpression')
    return clientCaller(called.object, names, steps - 1);
  const meaning = called.type === 'Identifier' ? names.meaning(called.name) : undefined;
  if (meaning?.kind === 'property') return clientCaller(meaning.of, meaning.names, steps - 1);
  const [only] = meaning?.kind === 'values' ? meaning.values : [];
  return only && meaning?.kind === 'values' && bare(only).type === 'MemberExpression'
    ? callerOf(only, meaning.names, steps - 1)
    : undefined;
}

/** `api.asApp()` and `asUser()`, or a name of the file that holds one of them. */
function clientCaller(client: Node, names: Names, steps: number): Caller | undefined {
  if (steps === 0) return undefined;
  const value = bare(client);
  if (value.type === 'CallExpression') {
    const { callee } = value;
    const name =
      callee.type === 'MemberExpression'
        ? propertyName(callee.property, callee.computed)
        : callee.type === 'Identifier'
          ? (originOf(callee, names)?.path.at(-1) ?? callee.name)
          : undefined;
    return name === 'asApp' ? 'app' : name === 'asUser' ? 'user' : undefined;
  }
  const meaning = value.type === 'Identifier' ? names.meaning(value.name) : undefined;
  const callers =
    meaning?.kind === 'values'
      ? new Set(meaning.values.map((one) => clientCaller(one, meaning.names, steps - 1)))
      : new Set<Caller | undefined>();
  const [only] = callers;
  return callers.size === 1 ? only : undefined;
}

/** Longer paths are cut where people see them. */
const maxShown = 200;

/** A path for people: `{…}` for what is known only when the code runs. */
function shown(path: string): string {
  return (path.length > maxShown ? `${path.slice(0, maxShown)}…` : path).replaceAll(anything, '{…}');
}
