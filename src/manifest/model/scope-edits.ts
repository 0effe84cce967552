import { createLines, type Lines } from './text-lines.ts';
import { parseManifest } from './manifest.ts';
import { findScopes, rangeOf, type ScopesSite, type SiteEntry, type TextChange } from './scopes-site.ts';

export type { TextChange } from './scopes-site.ts';

/** Entries of `permissions.scopes` in a collection. */
type Collection = Extract<ScopesSite, { kind: 'list' | 'map' }>;

/**
 * The changes that declare more scopes: at the end of those that are declared, in the form that they have, or in a new
 * list where there are none. Scopes that are declared already are left out.
 *
 * As for the other edits of scopes, only the characters that are needed change. Undefined where nothing is to do, where
 * the text is too unusual, or where the result would not be exactly what is wanted.
 */
export function addScopes(text: string, scopes: readonly string[]): readonly TextChange[] | undefined {
  const declared = parseManifest(text).scopes;
  const added = [...new Set(scopes)].filter((scope) => !declared.some(({ key }) => key === scope));
  if (added.length === 0 || !added.every(isPlain)) return undefined;
  return checked(
    text,
    (site, lines) => additions(site, lines, added),
    (before) => [...before, ...added.map((key) => ({ key, allowImpersonation: false }))],
  );
}

/** The changes that take scopes out, with the comments on their lines, as often as they are there. */
export function removeScopes(text: string, scopes: readonly string[]): readonly TextChange[] | undefined {
  return checked(
    text,
    (site, lines) => removals(site, lines, ({ key }) => key !== undefined && scopes.includes(key)),
    (before) => before.filter(({ key }) => !scopes.includes(key)),
  );
}

/** The changes that leave the first of each scope. */
export function removeDuplicates(text: string): readonly TextChange[] | undefined {
  return checked(
    text,
    (site, lines) => {
      const seen = new Set<string>();
      return removals(site, lines, ({ key }) => key !== undefined && seen.size === seen.add(key).size);
    },
    (before) => before,
  );
}

/**
 * The change that makes one scope another one, in the quotes that it has; all of them where it is there several times.
 */
export function replaceScope(text: string, from: string, to: string): readonly TextChange[] | undefined {
  if (!isPlain(to) || parseManifest(text).scopes.some(({ key }) => key === to)) return undefined;
  return checked(
    text,
    (site) => {
      if (site.kind !== 'list' && site.kind !== 'map') return undefined;
      return site.entries
        .filter(({ key }) => key === from)
        .map(({ keyStart, keyEnd }) => {
          const quote = /^["']/.exec(text.slice(keyStart, keyEnd))?.[0] ?? '';
          return { start: keyStart, end: keyEnd, text: `${quote}${to}${quote}` };
        });
    },
    (before) => before.map((scope) => (scope.key === from ? { ...scope, key: to } : scope)),
  );
}

/** What is compared: the scopes and what is said of them. */
export type Declared = readonly { readonly key: string; readonly allowImpersonation: boolean }[];

/** The changes that a plan has for the text, where they lead to the wanted scopes and to nothing else. */
export function checked(
  text: string,
  plan: (site: ScopesSite, lines: Lines) => readonly TextChange[] | undefined,
  wanted: (before: Declared, site: ScopesSite) => Declared,
): readonly TextChange[] | undefined {
  const before = parseManifest(text);
  if (before.problems.some(({ kind }) => kind === 'unreadable')) return undefined;
  const site = findScopes(text);
  const changes = site && plan(site, createLines(text))?.toSorted((a, b) => a.start - b.start);
  if (site === undefined || changes === undefined || changes.length === 0) return undefined;
  const after = parseManifest(applyChanges(text, changes));
  const words = (declared: Declared) =>
    declared
      .map(({ key, allowImpersonation }) => `${key} ${allowImpersonation}`)
      .sort()
      .join('\n');
  const rest = ({ app, modules, egress, remotes, contentPolicies }: typeof before) =>
    JSON.stringify([
      app?.id,
      modules.map(({ type, key }) => [type, key]),
      [egress, remotes, contentPolicies].map(({ length }) => length),
    ]);
  const isRight =
    words(after.scopes) === words(wanted(before.scopes, site)) &&
    rest(after) === rest(before) &&
    after.problems.length <= before.problems.length;
  return isRight ? changes : undefined;
}

/** A text with changes made to it; they don't overlap and come in the order of the text. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of changes) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

/** Whether a scope can stand in YAML as it is. */
export function isPlain(scope: string): boolean {
  return /^[a-z][\w.-]*(?::[\w.-]+)*$/i.test(scope);
}

function additions(site: ScopesSite, lines: Lines, scopes: readonly string[]): TextChange[] | undefined {
  const { text, eol } = lines;
  const list = (indent: string) => scopes.map((scope) => `${eol}${indent}- ${scope}`).join('');
  switch (site.kind) {
    case 'noPermissions': {
      if (site.root?.flow === true)
        return [insert(rangeOf(site.root)[0] + 1, `permissions: {scopes: [${scopes.join(', ')}]}, `)];
      const gap = text === '' || text.endsWith('\n') ? '' : eol;
      return [insert(text.length, `${gap}permissions:${eol}  scopes:${list('    ')}${eol}`)];
    }
    case 'noScopes': {
      const { key, permissions, isBlock } = site;
      if (permissions?.flow === true) {
        const [start, end] = rangeOf(permissions);
        return permissions.items.length === 0
          ? [{ start, end, text: `{scopes: [${scopes.join(', ')}]}` }]
          : [insert(start + 1, `scopes: [${scopes.join(', ')}], `)];
      }
      if (!isBlock) return undefined;
      const first = permissions?.items[0]?.key;
      if (permissions !== undefined && first === undefined) return undefined;
      const start = permissions === undefined ? undefined : rangeOf(permissions)[0];
      if (start === undefined) {
        const indent = `${lines.indent(rangeOf(key)[0])}  `;
        return [insert(lines.end(rangeOf(key)[1]), `${eol}${indent}scopes:${list(`${indent}  `)}`)];
      }
      const indent = lines.indent(start);
      return [insert(lines.start(start), `${indent}scopes:${list(`${indent}  `)}${eol}`)];
    }
    case 'empty': {
      const { key, value, isBlock } = site;
      if (!isBlock) return value && [{ ...value, text: `[${scopes.join(', ')}]` }];
      const end = value?.end ?? text.indexOf(':', rangeOf(key)[1]) + 1;
      const added = insert(lines.end(end), list(`${lines.indent(rangeOf(key)[0])}  `));
      return value === undefined
        ? [added]
        : [{ start: text.lastIndexOf(':', value.start) + 1, end: value.end, text: '' }, added];
    }
    case 'text':
      return undefined;
    default:
      return site.flow ? flowAdditions(site, lines, scopes) : blockAdditions(site, lines, scopes);
  }
}

function blockAdditions(
  { kind, entries }: Collection,
  lines: Lines,
  scopes: readonly string[],
): TextChange[] | undefined {
  const { text, eol } = lines;
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  if (kind === 'map') {
    const indent = lines.indent(last.keyStart);
    return [insert(lines.end(last.end), scopes.map((scope) => `${eol}${indent}${scope}: {}`).join(''))];
  }
  // An item that is not typed yet is filled in.
  const blank = entries.find(({ key, isInForm }) => key === undefined && isInForm);
  const dash = blank && text.lastIndexOf('-', blank.keyStart - 1);
  const [first, ...others] = blank === undefined ? [undefined, ...scopes] : scopes;
  const lead =
    /^[^\S\r\n]*-[^\S\r\n]+/.exec(text.slice(lines.start(last.keyStart)))?.[0] ??
    /^[^\S\r\n]*-/.exec(text.slice(lines.start(last.keyStart)))?.[0].concat(' ');
  if (lead === undefined) return undefined;
  return [
    ...(first === undefined || dash === undefined ? [] : [insert(dash + 1, ` ${first}`)]),
    ...(others.length === 0
      ? []
      : [insert(lines.end(last.end), others.map((scope) => `${eol}${lead}${scope ?? ''}`).join(''))]),
  ];
}

function flowAdditions(
  { kind, entries }: Collection,
  lines: Lines,
  scopes: readonly string[],
): TextChange[] | undefined {
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const texts = scopes.map((scope) => (kind === 'map' ? `${scope}: {}` : scope));
  if (!lines.isFirst(last.keyStart)) return [insert(last.end, texts.map((one) => `, ${one}`).join(''))];
  // Each has a line of its own.
  const indent = lines.indent(last.keyStart);
  const comma = /^\s*,/.test(lines.text.slice(last.end)) ? [] : [insert(last.end, ',')];
  const end = lines.end(last.end);
  const added = texts.map((one) => `${lines.eol}${indent}${one}`).join(',');
  return comma[0]?.start === end
    ? [insert(end, `,${added}`)]
    : [...comma, insert(end, `${added}${comma.length === 0 ? ',' : ''}`)];
}

/** The changes that take entries out of a collection; it stays behind empty where they are all. */
export function removals(
  site: ScopesSite,
  lines: Lines,
  isRemoved: (entry: SiteEntry) => boolean,
): TextChange[] | undefined {
  if (site.kind !== 'list' && site.kind !== 'map') return undefined;
  const flags = site.entries.map(isRemoved);
  const isWhole = flags.every(Boolean);
  const ownLine = ({ keyStart, end }: SiteEntry) =>
    lines.isFirst(keyStart, site.kind === 'list' && !site.flow ? /^[^\S\r\n]*-[^\S\r\n]*$/ : undefined) &&
    /^[^\S\r\n]*,?[^\S\r\n]*(?:#.*)?$/.test(lines.text.slice(end, lines.end(end)));
  const removed = site.entries.filter((_, index) => flags[index]);
  if (removed.every(ownLine)) {
    const changes = removed.map(({ keyStart, end }) => lines.whole(keyStart, end));
    return isWhole && !site.flow
      ? [insert(lines.text.indexOf(':', rangeOf(site.key)[1]) + 1, site.kind === 'map' ? ' {}' : ' []'), ...changes]
      : changes;
  }
  return site.flow ? inlineRemovals(site, lines, flags) : undefined;
}

/** The same for entries that share lines. A comment between them belongs to who knows whom. */
function inlineRemovals(
  { entries, start, end }: Collection,
  { text }: Lines,
  flags: readonly boolean[],
): TextChange[] | undefined {
  const kept = flags.lastIndexOf(false);
  const changes = entries.flatMap(({ keyStart }, index): TextChange[] => {
    const next = entries[index + 1];
    return flags[index] === true && index < kept && next ? [{ start: keyStart, end: next.keyStart, text: '' }] : [];
  });
  const [last, lastKept] = [entries.at(-1), entries[kept]];
  if (last && kept < 0) changes.push({ start: start + 1, end: end - 1, text: '' });
  else if (last && lastKept && kept < entries.length - 1)
    changes.push({ start: lastKept.end, end: last.end, text: '' });
  return changes.some((change) => text.slice(change.start, change.end).includes('#')) ? undefined : changes;
}

/** The change that puts a text in. */
export function insert(at: number, text: string): TextChange {
  return { start: at, end: at, text };
}
