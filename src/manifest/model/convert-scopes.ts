import type { Lines } from './text-lines.ts';
import { checked, type Declared, insert, isPlain, removals } from './scope-edits.ts';
import { rangeOf, type ScopesSite, type SiteEntry, type TextChange } from './scopes-site.ts';

type Collection = Extract<ScopesSite, { kind: 'list' | 'map' }>;

/**
 * The changes that turn the scopes into a map, which can say more of each scope: entries of a list that are maps
 * themselves keep what they say. As for all edits of scopes, comments stay, and it is undefined where nothing is to do
 * or where it can't be done safely.
 */
export function scopesToMap(text: string): readonly TextChange[] | undefined {
  return checked(text, toMap, declaredIn);
}

/**
 * The changes that turn the scopes, a map or a text with scopes in it, into a list; undefined where something is said
 * of a scope, which a list can't say.
 */
export function scopesToList(text: string): readonly TextChange[] | undefined {
  return checked(text, toList, declaredIn);
}

/** Each scope that can be read, once. */
function declaredIn(_before: Declared, site: ScopesSite): Declared {
  if (site.kind === 'text') return wordsOf(site.text).map((key) => ({ key, allowImpersonation: false }));
  if (site.kind !== 'list' && site.kind !== 'map') return [];
  return site.entries.flatMap(({ key, allowImpersonation }, index) =>
    key === undefined || isRepeated(site, index) ? [] : [{ key, allowImpersonation }],
  );
}

function toMap(site: ScopesSite, lines: Lines): readonly TextChange[] | undefined {
  if (site.kind !== 'list') return undefined;
  const { flow, key, start, end, entries } = site;
  if (flow && !entries.every((entry, index) => entry.isInForm && isKept(site, index))) return undefined;
  const brackets = flow
    ? [
        { start, end: start + 1, text: '{' },
        { start: end - 1, end, text: '}' },
      ]
    : [];
  const outer = lines.indent(rangeOf(key)[0]).length;
  return collected(
    site,
    lines,
    (entry) => {
      const braces = entry.isInForm ? [insert(entry.keyEnd, ': {}')] : [];
      if (flow) return braces;
      const dash = lines.text.lastIndexOf('-', entry.keyStart - 1);
      const column = dash - lines.start(dash);
      return [{ start: dash, end: entry.keyStart, text: ' '.repeat(Math.max(outer + 2 - column, 0)) }, ...braces];
    },
    brackets,
  );
}

function toList(site: ScopesSite, lines: Lines): readonly TextChange[] | undefined {
  if (site.kind === 'text') return textToList(site, lines);
  if (site.kind !== 'map' || site.entries.some(({ hasSettings }) => hasSettings)) return undefined;
  const { flow, start, end } = site;
  const brackets = flow
    ? [
        { start, end: start + 1, text: '[' },
        { start: end - 1, end, text: ']' },
      ]
    : [];
  return collected(
    site,
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

/** The changes of each entry that stays, and those that take out the others. */
function collected(
  site: Collection,
  lines: Lines,
  change: (entry: SiteEntry) => readonly TextChange[],
  more: readonly TextChange[],
): readonly TextChange[] | undefined {
  const kept = site.entries.filter((_, index) => isKept(site, index));
  const removed = kept.length === site.entries.length ? [] : removals(site, lines, (entry) => !kept.includes(entry));
  return removed && [...kept.flatMap(change), ...removed, ...more];
}

function isKept(site: Collection, index: number): boolean {
  return site.entries[index]?.key !== undefined && !isRepeated(site, index);
}

function isRepeated({ entries }: Collection, index: number): boolean {
  return entries.findIndex(({ key }) => key === entries[index]?.key) !== index;
}

const wordsOf = (text: string) => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

function textToList(
  { key, start, end, text, isBlock }: Extract<ScopesSite, { kind: 'text' }>,
  lines: Lines,
): readonly TextChange[] | undefined {
  const words = wordsOf(text);
  if (words.length === 0 || !words.every(isPlain)) return undefined;
  if (!isBlock) return [{ start, end, text: `[${words.join(', ')}]` }];
  const indent = `${lines.indent(rangeOf(key)[0])}  `;
  return [
    { start: lines.text.indexOf(':', rangeOf(key)[1]) + 1, end, text: '' },
    insert(lines.end(end), words.map((word) => `${lines.eol}${indent}- ${word}`).join('')),
  ];
}
