import type { TextLines } from './text-lines.ts';
import { scopeRemovals } from './scope-removals.ts';
import { type DeclaredScopes, insert, isPlainScope, verifiedChanges } from './verified-changes.ts';
import {
  offsetsOf,
  type ScopeEntry,
  type ScopesCollection,
  type ScopesLocation,
  type TextChange,
} from './locate-scopes.ts';

/**
 * The changes that convert a list of scopes to a map, in which scopes can have settings; items that are maps keep
 * theirs. As for all edits of scopes, comments stay, and the result is undefined where there is nothing to do or it
 * can't be done safely.
 */
export function scopesToMap(text: string): readonly TextChange[] | undefined {
  return verifiedChanges(text, toMap, declaredIn);
}

/**
 * The changes that convert a map of scopes, or a text with scopes in it, to a list. Undefined also where a scope has
 * settings, which a list can't hold.
 */
export function scopesToList(text: string): readonly TextChange[] | undefined {
  return verifiedChanges(text, toList, declaredIn);
}

/** Every readable scope, once. */
function declaredIn(_before: DeclaredScopes, location: ScopesLocation): DeclaredScopes {
  if (location.kind === 'text') return scopesInText(location.text).map((key) => ({ key, allowImpersonation: false }));
  if (location.kind !== 'list' && location.kind !== 'map') return [];
  return location.entries.flatMap(({ key, allowImpersonation }, index) =>
    key === undefined || isRepeated(location, index) ? [] : [{ key, allowImpersonation }],
  );
}

function toMap(location: ScopesLocation, lines: TextLines): readonly TextChange[] | undefined {
  if (location.kind !== 'list') return undefined;
  const { flow, key, start, end, entries } = location;
  if (flow && !entries.every((entry, index) => entry.isInForm && isKept(location, index))) return undefined;
  const brackets = flow
    ? [
        { start, end: start + 1, text: '{' },
        { start: end - 1, end, text: '}' },
      ]
    : [];
  const outer = lines.indent(offsetsOf(key)[0]).length;
  return changesOf(
    location,
    lines,
    (entry) => {
      const braces = entry.isInForm ? [insert(entry.keyEnd, ': {}')] : [];
      if (flow) return braces;
      const dash = lines.text.lastIndexOf('-', entry.keyStart - 1);
      const column = dash - lines.lineStart(dash);
      return [{ start: dash, end: entry.keyStart, text: ' '.repeat(Math.max(outer + 2 - column, 0)) }, ...braces];
    },
    brackets,
  );
}

function toList(location: ScopesLocation, lines: TextLines): readonly TextChange[] | undefined {
  if (location.kind === 'text') return textToList(location, lines);
  if (location.kind !== 'map' || location.entries.some(({ hasSettings }) => hasSettings)) return undefined;
  const { flow, start, end } = location;
  const brackets = flow
    ? [
        { start, end: start + 1, text: '[' },
        { start: end - 1, end, text: ']' },
      ]
    : [];
  return changesOf(
    location,
    lines,
    ({ keyStart, keyEnd, end: last }) => {
      const colon = /^\s*:/.exec(lines.text.slice(keyEnd))?.[0].length ?? 0;
      return [
        ...(flow ? [] : [insert(keyStart, '- ')]),
        { start: keyEnd, end: Math.max(last, keyEnd + colon), text: '' },
      ];
    },
    brackets,
  );
}

/** The changes of the entries that stay and the removals of the others. */
function changesOf(
  location: ScopesCollection,
  lines: TextLines,
  change: (entry: ScopeEntry) => readonly TextChange[],
  more: readonly TextChange[],
): readonly TextChange[] | undefined {
  const kept = location.entries.filter((_, index) => isKept(location, index));
  const removed =
    kept.length === location.entries.length ? [] : scopeRemovals(location, lines, (entry) => !kept.includes(entry));
  return removed && [...kept.flatMap(change), ...removed, ...more];
}

function isKept(location: ScopesCollection, index: number): boolean {
  return location.entries[index]?.key !== undefined && !isRepeated(location, index);
}

function isRepeated({ entries }: ScopesCollection, index: number): boolean {
  return entries.findIndex(({ key }) => key === entries[index]?.key) !== index;
}

const scopesInText = (text: string) => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

function textToList(
  { key, start, end, text, isBlock }: Extract<ScopesLocation, { kind: 'text' }>,
  lines: TextLines,
): readonly TextChange[] | undefined {
  const words = scopesInText(text);
  if (words.length === 0 || !words.every(isPlainScope)) return undefined;
  if (!isBlock) return [{ start, end, text: `[${words.join(', ')}]` }];
  const indent = `${lines.indent(offsetsOf(key)[0])}  `;
  return [
    { start: lines.text.indexOf(':', offsetsOf(key)[1]) + 1, end, text: '' },
    insert(lines.lineEnd(end), words.map((word) => `${lines.eol}${indent}- ${word}`).join('')),
  ];
}
