import type { File, ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportSpecifier, Node } from '@babel/types';
import { CallGraph, type CallSite } from './call-graph.ts';
import { type ForgeApi, forgeApiAt } from './forge-apis.ts';
import { type Bindings, visitWithBindings } from './bindings.ts';
import { maxCodeLength, mayNeedScopes } from './relevant-code.ts';
import { resolveImport } from './resolve-import.ts';
import { parseCode } from './parse-code.ts';
import { nodeRange, propertyName, unwrapExpression } from './syntax-tree.ts';
import { scanRestCall } from './rest-calls.ts';
import type { FileScan, ScopeUse, UnreadCall } from './scan-results.ts';

export type { FileScan } from './scan-results.ts';

/** Hand-written code has shorter lines than this on average, in characters. */
const maxAverageLine = 500;

/** How many expressions of a file are evaluated for paths and methods; real code needs a few thousand. */
const maxExpressions = 50_000;

const emptyScan: FileScan = { uses: [], unread: [] };

/**
 * Finds what the code of a file needs; the extension of `path` decides the language. Never throws: `failed` says why a
 * file was not read, as when it is minified or has syntax errors.
 */
export function scanFile(path: string, text: string): FileScan {
  if (text.length > maxCodeLength) return { ...emptyScan, failed: 'tooLarge' };
  if (!mayNeedScopes(text)) return emptyScan;
  if (isMinified(text)) return { ...emptyScan, failed: 'minified' };
  try {
    const file = parseCode(path, text);
    return file ? scanSyntaxTree(file) : { ...emptyScan, failed: 'syntax' };
  } catch {
    // Nested too deeply for the stack, so not hand-written either.
    return { ...emptyScan, failed: 'syntax' };
  }
}

function isMinified(text: string): boolean {
  return text.length > 10_000 && text.length / (text.match(/\n/g)?.length ?? 1) > maxAverageLine;
}

type AnyImportSpecifier = ImportSpecifier | ImportDefaultSpecifier | ImportNamespaceSpecifier;

function scanSyntaxTree(file: File): FileScan {
  const calls: CallSite[] = [];
  const imports: { readonly node: AnyImportSpecifier; readonly bindings: Bindings }[] = [];
  const callGraph = new CallGraph();
  visitWithBindings(file, (node, context) => {
    callGraph.add(node, context);
    if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') calls.push({ node, context });
    else if (node.type === 'ImportDeclaration' && node.importKind !== 'type')
      imports.push(...node.specifiers.map((specifier) => ({ node: specifier, bindings: context.bindings })));
  });

  const uses: ScopeUse[] = [];
  const unread: UnreadCall[] = [];
  const calledApis = new Set<string>();
  const budget = { left: maxExpressions };
  for (const call of calls) {
    const rest = scanRestCall(call, callGraph.callersOf, budget);
    if (rest) {
      uses.push(...rest.uses);
      unread.push(...rest.unread);
      continue;
    }
    const forge = forgeCall(call.node.callee, call.context.bindings);
    if (forge === undefined) continue;
    uses.push(scopeUse(forge.api, forge.text, call.node));
    calledApis.add(forge.api.name);
  }
  // An API that is imported without being called here is probably called where it is passed on to.
  for (const { node, bindings } of imports) {
    const value = resolveImport(node.local, bindings);
    const api = value && forgeApiAt(value);
    if (api && !calledApis.has(api.name)) uses.push(scopeUse(api, api.name, node));
  }
  return { uses: uses.sort(byPosition), unread: unread.sort(byPosition) };
}

function byPosition(
  { range: { start: a } }: Pick<ScopeUse, 'range'>,
  { range: { start: b } }: Pick<ScopeUse, 'range'>,
): number {
  return a.line - b.line || a.character - b.character;
}

/** The Forge API that a call uses: `kvs.set(…)`, or a hook itself. */
function forgeCall(callee: Node, bindings: Bindings): { readonly api: ForgeApi; readonly text: string } | undefined {
  const function_ = unwrapExpression(callee);
  const value = resolveImport(function_, bindings);
  const hook = value && forgeApiAt(value);
  if (hook) return { api: hook, text: hook.name };
  if (function_.type !== 'MemberExpression' && function_.type !== 'OptionalMemberExpression') return undefined;
  const object = resolveImport(function_.object, bindings);
  const api = object && forgeApiAt(object);
  const method = propertyName(function_.property, function_.computed);
  return api && { api, text: method === undefined ? api.name : `${api.name}.${method}` };
}

function scopeUse({ kind, scopes, granular }: ForgeApi, text: string, node: Node): ScopeUse {
  return { kind, text, range: nodeRange(node), scopes, granular };
}
