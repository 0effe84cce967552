import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import { type Names, propertyName } from './names.ts';
import { bare, originOf } from './origin.ts';
import type { Range } from '../core/place.ts';
import { operationAt, pathOf } from './rest-path.ts';
import type { Caller, ProductApi, ScopeUse, UnreadCall } from './scan.ts';
import { anything, objectOf, textsOf } from './texts.ts';

const requests: ReadonlyMap<string, ProductApi | undefined> = new Map([
  ['requestJira', 'jira'],
  ['requestConfluence', 'confluence'],
  ['requestBitbucket', 'bitbucket'],
  // GraphQL reaches them all; what a query needs is not known here.
  ['requestGraph', undefined],
]);

/**
 * What a call of Forge's request functions needs; undefined for any other call. It is the function's name that counts,
 * wherever it comes from: `api.asApp().requestJira`, `client.requestJira` and an imported `requestJira` alike.
 */
export function restCall(call: CallExpression | OptionalCallExpression, names: Names, range: Range): { readonly uses: readonly ScopeUse[]; readonly unread: readonly UnreadCall[] } | undefined {
  const request = requestName(call.callee, names);
  if (request === undefined || !requests.has(request)) return undefined;
  const api = requests.get(request);
  const as = callerOf(call.callee, names);
  const seen = { range, ...(as && { as }) };
  if (api === undefined) return { uses: [], unread: [{ text: request, unknown: 'operation', ...seen }] };

  const [target, options] = call.arguments;
  const paths = target === undefined ? undefined : textsOf(target, names)?.map(pathOf);
  if (paths === undefined || paths.includes(undefined)) return { uses: [], unread: [{ text: request, api, unknown: 'path', ...seen }] };
  const distinct = [...new Set(paths)].filter((path) => path !== undefined);
  const methods = methodsOf(options, names);
  if (methods === undefined) return { uses: [], unread: distinct.map((path) => ({ text: `${request} ${shown(path)}`, api, unknown: 'method', ...seen })) };

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
  if (called.type === 'MemberExpression' || called.type === 'OptionalMemberExpression') return propertyName(called.property, called.computed);
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
function callerOf(callee: Node, names: Names): Caller | undefined {
  if (originOf(callee, names)?.module === '@forge/bridge') return 'bridge';
  const called = bare(callee);
  if (called.type === 'MemberExpression' || called.type === 'OptionalMemberExpression') return clientCaller(called.object, names);
  const meaning = called.type === 'Identifier' ? names.meaning(called.name) : undefined;
  if (meaning?.kind === 'property') return clientCaller(meaning.of, meaning.names);
  const [only] = meaning?.kind === 'values' ? meaning.values : [];
  return only && meaning?.kind === 'values' && bare(only).type === 'MemberExpression' ? callerOf(only, meaning.names) : undefined;
}

/** `api.asApp()` and `asUser()`, or a name of the file that holds one of them. */
function clientCaller(client: Node, names: Names): Caller | undefined {
  const value = bare(client);
  if (value.type === 'CallExpression') {
    const { callee } = value;
    const name = callee.type === 'MemberExpression' ? propertyName(callee.property, callee.computed) : callee.type === 'Identifier' ? (originOf(callee, names)?.path.at(-1) ?? callee.name) : undefined;
    return name === 'asApp' ? 'app' : name === 'asUser' ? 'user' : undefined;
  }
  const meaning = value.type === 'Identifier' ? names.meaning(value.name) : undefined;
  const callers = meaning?.kind === 'values' ? new Set(meaning.values.map((one) => (one === value ? undefined : clientCaller(one, meaning.names)))) : new Set<Caller | undefined>();
  const [only] = callers;
  return callers.size === 1 ? only : undefined;
}

/** The methods that the options of a request may name, in capitals; undefined where that is not known. */
function methodsOf(options: Node | undefined, names: Names): readonly string[] | undefined {
  if (options === undefined || (options.type === 'Identifier' && options.name === 'undefined')) return ['GET'];
  const found = objectOf(options, names);
  if (!found) return undefined;
  let methods: readonly string[] | undefined = ['GET'];
  for (const property of found.object.properties) {
    if (property.type === 'SpreadElement') {
      // What is spread may name a method of its own; one that is named behind it counts.
      const spread = objectOf(property.argument, found.names);
      const named = spread?.object.properties.some((one) => one.type === 'SpreadElement' || (one.type === 'ObjectProperty' && propertyName(one.key, one.computed) === 'method'));
      methods = spread ? (named === true ? methodsOf(spread.object, spread.names) : methods) : undefined;
    } else if (property.type === 'ObjectProperty' && propertyName(property.key, property.computed) === 'method') {
      methods = textsOf(property.value, found.names)?.map((method) => method.toUpperCase());
    }
  }
  return methods?.some((method) => method.includes(anything)) === true ? undefined : methods;
}

/** A path for people: `{…}` for what is known only when the code runs. */
function shown(path: string): string {
  return path.replaceAll(anything, '{…}');
}
