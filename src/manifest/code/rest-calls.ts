import type { Node } from '@babel/types';
import type { Bindings } from './bindings.ts';
import type { CallersOfFunction, CallSite } from './call-graph.ts';
import { identityOf } from './request-identity.ts';
import { methodsOf } from './request-method.ts';
import type { CallJudgement } from '../scopes/call-judgement.ts';
import { judgeCall } from '../scopes/judge-call.ts';
import { normalizePath } from './rest-path.ts';
import type { ProductApi, RequestIdentity, ScopeUse, UnreadCall } from './scan-results.ts';
import { type Budget, type Frame, type Invocation, possibleTexts, wildcard } from './string-values.ts';
import { nodeRange, propertyName, unwrapExpression } from './syntax-tree.ts';

const requestFunctions: ReadonlyMap<string, ProductApi | undefined> = new Map([
  ['requestJira', 'jira'],
  ['requestConfluence', 'confluence'],
  ['requestBitbucket', 'bitbucket'],
  // Reaches all Atlassian apps; which scopes a query needs is not known here.
  ['requestGraph', undefined],
]);

/** The scopes that a call needs, as far as static analysis can tell. */
export interface CallScan {
  readonly uses: readonly ScopeUse[];
  readonly unread: readonly UnreadCall[];
}

/** How many functions are followed from a request to those that call them. */
const maxDepth = 3;
/** A function with more calls than this is not followed. */
const maxCalls = 200;

/** A call of one of Forge's request functions. */
interface Request {
  readonly name: string;
  readonly arguments: readonly Node[];
  readonly bindings: Bindings;
  readonly as: RequestIdentity | undefined;
}

/**
 * What a call of one of Forge's request functions needs; undefined for any other call. Only the name of the function
 * counts, wherever it comes from: `api.asApp().requestJira`, `client.requestJira` and an imported `requestJira` alike.
 * Where an enclosing function passes a parameter on as path or method, the arguments of its callers in the file count,
 * and the uses are located at those calls.
 */
export function scanRestCall(call: CallSite, callersOf: CallersOfFunction, budget: Budget): CallScan | undefined {
  const { callee, arguments: args } = call.node;
  const { bindings } = call.context;
  const name = requestName(callee, bindings);
  if (name === undefined || !requestFunctions.has(name)) return undefined;
  const request = { name, arguments: args, bindings, as: identityOf(callee, bindings) };
  return scanThroughCallers(request, { site: call, callersOf, budget, depth: maxDepth });
}

interface CallerSearch {
  /** The call to report: the request itself, or a call that leads to it. */
  readonly site: CallSite;
  /** The arguments of the enclosing functions, as far as callers were followed. */
  readonly invocation?: Invocation;
  readonly callersOf: CallersOfFunction;
  readonly budget: Budget;
  /** How many more functions are followed. */
  readonly depth: number;
}

function scanThroughCallers(request: Request, search: CallerSearch): CallScan {
  const { site, invocation, callersOf, budget, depth } = search;
  const own = scanRequest(request, { bindings: request.bindings, invocation, budget }, site);
  const enclosing = site.context.functions.find((function_) => callersOf(function_).calls.length > 0);
  if (own.unread.length === 0 || enclosing === undefined || depth === 0 || budget.left <= 0) return own;
  const { calls, isShared } = callersOf(enclosing);
  if (calls.length > maxCalls) return own;
  const byCallers = calls.map((caller) => {
    const frame = { bindings: caller.context.bindings, budget };
    const outer = { callee: enclosing, arguments: caller.node.arguments, frame };
    const next = { ...search, site: caller, invocation: withOuterInvocation(invocation, outer), depth: depth - 1 };
    return scanThroughCallers(request, next);
  });
  const uses = byCallers.flatMap((scan) => scan.uses);
  if (uses.length === 0) return own;
  return {
    uses: [...own.uses, ...uses],
    unread: [...(isShared ? own.unread : []), ...byCallers.flatMap((scan) => scan.unread)],
  };
}

/** Adds the call of the outermost function to a chain of calls. */
function withOuterInvocation(inner: Invocation | undefined, outer: Invocation): Invocation {
  if (inner === undefined) return outer;
  return { ...inner, frame: { ...inner.frame, invocation: withOuterInvocation(inner.frame.invocation, outer) } };
}

function scanRequest({ name, arguments: [target, options], as }: Request, frame: Frame, site: CallSite): CallScan {
  const api = requestFunctions.get(name);
  const location: Pick<ScopeUse, 'range' | 'as'> = { range: nodeRange(site.node), ...(as && { as }) };
  if (api === undefined) return { uses: [], unread: [{ text: name, unknown: 'operation', ...location }] };
  const paths = target && possibleTexts(target, frame)?.map(normalizePath);
  if (paths === undefined || paths.includes(undefined))
    return { uses: [], unread: [{ text: name, api, unknown: 'path', ...location }] };
  const distinct = [...new Set(paths)].filter((path) => path !== undefined);
  const methods = methodsOf(options, frame);
  if (methods === undefined)
    return {
      uses: [],
      unread: distinct.map((path) => ({
        text: `${name} ${displayPath(path)}`,
        api,
        unknown: 'method',
        ...unjudged(judgeCall(api, undefined, path)),
        ...location,
      })),
    };

  const uses: ScopeUse[] = [];
  const unread: UnreadCall[] = [];
  for (const [path, method] of distinct.flatMap((one) => methods.map((of) => [one, of] as const))) {
    const text = `${method} ${displayPath(path)}`;
    const judgement = judgeCall(api, method, path);
    if (judgement.status === 'matched' || judgement.status === 'needsNone') {
      const { scopes, granular } = judgement.operation;
      uses.push({ kind: 'rest', text, scopes, granular, ...location });
    } else unread.push({ text, api, unknown: 'operation', ...unjudged(judgement), ...location });
  }
  return { uses, unread };
}

/** What a call that needs unknown scopes reaches, or may need. */
function unjudged(judgement: CallJudgement): Pick<UnreadCall, 'called' | 'mayNeed'> & { readonly unknown?: 'scopes' } {
  if (judgement.status === 'noTable') return { unknown: 'scopes', called: judgement.api };
  const possible = judgement.status === 'unknown' ? judgement.possible : [];
  // Where no operation fits, the tables lack it.
  if (possible.length === 0 || possible.some(({ needs }) => needs === 'unknown')) return {};
  const scopes = possible.flatMap((operation) => [...operation.scopes, ...operation.granular]);
  return { mayNeed: [...new Set(scopes)].sort() };
}

/** The name of the function that is called, as it is exported or as a property. */
function requestName(callee: Node, bindings: Bindings): string | undefined {
  const function_ = unwrapExpression(callee);
  if (function_.type === 'MemberExpression' || function_.type === 'OptionalMemberExpression')
    return propertyName(function_.property, function_.computed);
  if (function_.type !== 'Identifier') return undefined;
  const binding = bindings.lookup(function_.name);
  switch (binding?.kind) {
    case 'import':
      return binding.imported;
    case 'property':
      return binding.property;
    case 'values':
      return aliasedRequest(binding.values[0]) ?? function_.name;
    default:
      return function_.name;
  }
}

/** The request function behind `const request = api.asApp().requestJira`. */
function aliasedRequest(value: Node | undefined): string | undefined {
  const member = value && unwrapExpression(value);
  const name = member?.type === 'MemberExpression' ? propertyName(member.property, member.computed) : undefined;
  return name !== undefined && requestFunctions.has(name) ? name : undefined;
}

/** Longer paths are truncated where people see them, in characters. */
const maxDisplayLength = 200;

/** A path for people, with `{…}` for what is known only at run time. */
function displayPath(path: string): string {
  const short = path.length > maxDisplayLength ? `${path.slice(0, maxDisplayLength)}…` : path;
  return short.replaceAll(wildcard, '{…}');
}
