import type { Node } from '@babel/types';
import type { Range } from '../core/place.ts';
import { type ForgeApi, forgeApiAt } from './forge-apis.ts';
import { type Names, namesIn, propertyName } from './names.ts';
import { maxLength, mayNeedScopes } from './relevance.ts';
import { bare, originOf } from './origin.ts';
import { parseCode } from './parse.ts';
import { restCall } from './rest-calls.ts';
import type { FileScan, ScopeUse, UnreadCall } from './scan.ts';
import { childrenOf } from './walk.ts';

export type { FileScan } from './scan.ts';

/** Code that people write has lines shorter than this on average; packed code doesn't. */
const maxAverageLine = 500;

const nothing: FileScan = { uses: [], unread: [] };
const noNames: Names = { meaning: () => undefined };

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
    return file ? scanTree(file.program, namesIn(file)) : { ...nothing, failed: 'syntax' };
  } catch {
    // Nested too deeply for the stack: no code of people's own either.
    return { ...nothing, failed: 'syntax' };
  }
}

function isMinified(text: string): boolean {
  return text.length > 10_000 && text.length / (text.match(/\n/g)?.length ?? 1) > maxAverageLine;
}

function scanTree(program: Node, scopes: ReadonlyMap<Node, Names>): FileScan {
  const uses: ScopeUse[] = [];
  const unread: UnreadCall[] = [];
  /** Imported and not called yet, by name. */
  const imported = new Map<string, ScopeUse>();
  const called = new Set<string>();

  function visit(node: Node, around: Names): void {
    const names = scopes.get(node) ?? around;
    if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
      const rest = restCall(node, names, rangeOf(node));
      if (rest) {
        uses.push(...rest.uses);
        unread.push(...rest.unread);
      } else {
        const found = forgeCall(node.callee, names);
        if (found) {
          called.add(found.api.name);
          uses.push(toUse(found.api, found.text, node));
        }
      }
    } else if (node.type === 'ImportDeclaration' && node.importKind !== 'type') {
      for (const specifier of node.specifiers) {
        const origin = originOf(specifier.local, names);
        const api = origin && forgeApiAt(origin);
        if (api) imported.set(api.name, toUse(api, api.name, specifier));
      }
    }
    for (const child of childrenOf(node)) visit(child, names);
  }

  visit(program, noNames);
  // What is imported and handed on is used somewhere.
  for (const [name, use] of imported) if (!called.has(name)) uses.unshift(use);
  return { uses, unread };
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

function rangeOf({ loc }: Node): Range {
  const place = (at: { line: number; column: number } | undefined) => ({ line: (at?.line ?? 1) - 1, character: at?.column ?? 0 });
  return { start: place(loc?.start), end: place(loc?.end) };
}
