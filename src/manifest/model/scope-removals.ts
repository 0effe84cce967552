import {
  offsetsOf,
  type ScopeEntry,
  type ScopesCollection,
  type ScopesLocation,
  type TextChange,
} from './locate-scopes.ts';
import type { TextLines } from './text-lines.ts';
import { insert } from './verified-changes.ts';

/** The changes that remove entries; a collection that loses all of them stays empty. Undefined where that is unsafe. */
export function scopeRemovals(
  location: ScopesLocation,
  lines: TextLines,
  isRemoved: (entry: ScopeEntry) => boolean,
): TextChange[] | undefined {
  if (location.kind !== 'list' && location.kind !== 'map') return undefined;
  const flags = location.entries.map(isRemoved);
  const removed = location.entries.filter((_, index) => flags[index]);
  if (!removed.every((entry) => hasOwnLines(entry, location, lines)))
    return location.flow ? inlineRemovals(location, lines, flags) : undefined;
  const changes = removed.map(({ keyStart, end }) => lines.removeLines(keyStart, end));
  if (location.flow || !flags.every(Boolean)) return changes;
  const colon = lines.text.indexOf(':', offsetsOf(location.key)[1]);
  return [insert(colon + 1, location.kind === 'map' ? ' {}' : ' []'), ...changes];
}

/** Whether nothing but a comma or a comment shares the lines of an entry. */
function hasOwnLines({ keyStart, end }: ScopeEntry, { kind, flow }: ScopesCollection, lines: TextLines): boolean {
  const lead = kind === 'list' && !flow ? /^[^\S\r\n]*-[^\S\r\n]*$/ : undefined;
  return (
    lines.isFirstOnLine(keyStart, lead) &&
    /^[^\S\r\n]*,?[^\S\r\n]*(?:#.*)?$/.test(lines.text.slice(end, lines.lineEnd(end)))
  );
}

/** Removals from entries that share lines. It is unclear which entry a comment between them belongs to. */
function inlineRemovals(
  { entries, start, end }: ScopesCollection,
  { text }: TextLines,
  flags: readonly boolean[],
): TextChange[] | undefined {
  const lastKeptIndex = flags.lastIndexOf(false);
  const changes = entries.flatMap(({ keyStart }, index): TextChange[] => {
    const next = entries[index + 1];
    return flags[index] === true && index < lastKeptIndex && next
      ? [{ start: keyStart, end: next.keyStart, text: '' }]
      : [];
  });
  const [last, lastKept] = [entries.at(-1), entries[lastKeptIndex]];
  if (last && lastKeptIndex < 0) changes.push({ start: start + 1, end: end - 1, text: '' });
  else if (last && lastKept && lastKeptIndex < entries.length - 1)
    changes.push({ start: lastKept.end, end: last.end, text: '' });
  return changes.some((change) => text.slice(change.start, change.end).includes('#')) ? undefined : changes;
}
