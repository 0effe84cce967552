import type { File, ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportSpecifier, Node } from '@babel/types';
import { createCallers } from './callers.ts';
import { type ForgeApi, forgeApiAt } from './forge-apis.ts';
import { type Names, propertyName, visitNames } from './bindings.ts';
import { maxLength, mayNeedScopes } from './relevance.ts';
import { bare, originOf } from './import-origin.ts';
import { parseCode } from './parse-code.ts';
import { rangeOf } from './code-range.ts';
import { type Call, restCall } from './rest-calls.ts';
import type { FileScan, ScopeUse, UnreadCall } from './scan.ts';

export type { FileScan } from './scan.ts';

/** Code that people write has lines shorter than this on average; packed code doesn't. */
const maxAverageLine = 500;

/** So many expressions of a file are looked at for paths and methods; real code needs a few thousand. */
const maxExpressions = 50_000;

const nothing: FileScan = { uses: [], unread: [] };

/**
 * Finds what the code of a file needs. `path` says by its ending which language it is. Never throws: files that are no
 * code of people's own, or can't be read, say so in `failed`.
 */
export function scanFile(path: string, text: string): FileScan {
  if (text.length > maxLength) return { ...nothing, failed: 'tooLarge' };
  if (!mayNeedScopes(text)) return nothing;
  if (isMinified(text)) return { ...nothing, failed: 'minified' };
  try {
    const file = parseCode(path, text);
    return file ? scanTree(file) : { ...nothing, failed: 'syntax' };
  } catch {
    // Nested too deeply for the stack: no code of people's own either.
    return { ...nothing, failed: 'syntax' };
  }
}

function isMinified(text: string): boolean {
  return text.length > 10_000 && text.length / (text.match(/\n/g)?.length ?? 1) > maxAverageLine;
}

function scanTree(file: File): FileScan {
  const calls: Call[] = [];
  const imports: {
    readonly node: ImportSpecifier | ImportDefaultSpecifier | ImportNamespaceSpecifier;
    readonly names: Names;
  }[] = [];
  const callers = createCallers();
  visitNames(file, (node, position) => {
    callers.note(node, position);
    if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') calls.push({ node, position });
    else if (node.type === 'ImportDeclaration' && node.importKind !== 'type')
      imports.push(...node.specifiers.map((specifier) => ({ node: specifier, names: position.names })));
  });

  const uses: ScopeUse[] = [];
  const unread: UnreadCall[] = [];
  const called = new Set<string>();
  const budget = { left: maxExpressions };
  for (const call of calls) {
    const rest = restCall(call, callers.of, budget);
    const found = rest === undefined ? forgeCall(call.node.callee, call.position.names) : undefined;
    uses.push(...(rest?.uses ?? []), ...(found ? [toUse(found.api, found.text, call.node)] : []));
    unread.push(...(rest?.unread ?? []));
    if (found) called.add(found.api.name);
  }
  // What is imported and handed on is used somewhere.
  const handedOn = imports.flatMap(({ node, names }) => {
    const origin = originOf(node.local, names);
    const api = origin && forgeApiAt(origin);
    return api && !called.has(api.name) ? [toUse(api, api.name, node)] : [];
  });
  return { uses: [...handedOn, ...uses].sort(inOrder), unread: unread.sort(inOrder) };
}

function inOrder(
  { range: { start: a } }: Pick<ScopeUse, 'range'>,
  { range: { start: b } }: Pick<ScopeUse, 'range'>,
): number {
  return a.line - b.line || a.character - b.character;
}

/** The interface of Forge that a call uses: `kvs.set(…)`, or a hook itself. */
function forgeCall(callee: Node, names: Names): { readonly api: ForgeApi; readonly text: string } | undefined {
  const function_ = bare(callee);
  const own = originOf(function_, names);
  const itself = own && forgeApiAt(own);
  if (itself) return { api: itself, text: itself.name };
  if (function_.type !== 'MemberExpression' && function_.type !== 'OptionalMemberExpression') return undefined;
  const origin = originOf(function_.object, names);
  const api = origin && forgeApiAt(origin);
  const method = propertyName(function_.property, function_.computed);
  return api && { api, text: method === undefined ? api.name : `${api.name}.${method}` };
}

function toUse({ kind, scopes, granular }: ForgeApi, text: string, node: Node): ScopeUse {
  return { kind, text, range: rangeOf(node), scopes, granular };
}
