import { offsetsOf, type ScopesCollection, type ScopesLocation, type TextChange } from './locate-scopes.ts';
import type { TextLines } from './text-lines.ts';
import { insert } from './verified-changes.ts';

/** The changes that add scopes to those of a manifest; undefined where they can't be added safely. */
export function scopeAdditions(
  location: ScopesLocation,
  lines: TextLines,
  scopes: readonly string[],
): TextChange[] | undefined {
  switch (location.kind) {
    case 'noPermissions':
      return [permissionsAddition(location, lines, scopes)];
    case 'noScopes':
      return scopesKeyAddition(location, lines, scopes);
    case 'empty':
      return emptyScopesChanges(location, lines, scopes);
    case 'text':
      return undefined;
    default:
      return location.flow ? flowAdditions(location, lines, scopes) : blockAdditions(location, lines, scopes);
  }
}

function listItems({ eol }: TextLines, indent: string, scopes: readonly string[]): string {
  return scopes.map((scope) => `${eol}${indent}- ${scope}`).join('');
}

function flowList(scopes: readonly string[]): string {
  return `[${scopes.join(', ')}]`;
}

function permissionsAddition(
  { root }: Extract<ScopesLocation, { kind: 'noPermissions' }>,
  lines: TextLines,
  scopes: readonly string[],
): TextChange {
  if (root?.flow === true) return insert(offsetsOf(root)[0] + 1, `permissions: {scopes: ${flowList(scopes)}}, `);
  const { text, eol } = lines;
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return insert(text.length, `${gap}permissions:${eol}  scopes:${listItems(lines, '    ', scopes)}${eol}`);
}

function scopesKeyAddition(
  { key, permissions, isBlock }: Extract<ScopesLocation, { kind: 'noScopes' }>,
  lines: TextLines,
  scopes: readonly string[],
): TextChange[] | undefined {
  if (permissions?.flow === true) {
    const [start, end] = offsetsOf(permissions);
    return permissions.items.length === 0
      ? [{ start, end, text: `{scopes: ${flowList(scopes)}}` }]
      : [insert(start + 1, `scopes: ${flowList(scopes)}, `)];
  }
  if (!isBlock) return undefined;
  const { eol } = lines;
  if (permissions === undefined) {
    const [keyStart, keyEnd] = offsetsOf(key);
    const indent = `${lines.indent(keyStart)}  `;
    return [insert(lines.lineEnd(keyEnd), `${eol}${indent}scopes:${listItems(lines, `${indent}  `, scopes)}`)];
  }
  if (permissions.items[0]?.key === undefined) return undefined;
  const [start] = offsetsOf(permissions);
  const indent = lines.indent(start);
  return [insert(lines.lineStart(start), `${indent}scopes:${listItems(lines, `${indent}  `, scopes)}${eol}`)];
}

function emptyScopesChanges(
  { key, value, isBlock }: Extract<ScopesLocation, { kind: 'empty' }>,
  lines: TextLines,
  scopes: readonly string[],
): TextChange[] | undefined {
  if (!isBlock) return value && [{ ...value, text: flowList(scopes) }];
  const { text } = lines;
  const [keyStart, keyEnd] = offsetsOf(key);
  const end = value?.end ?? text.indexOf(':', keyEnd) + 1;
  const added = insert(lines.lineEnd(end), listItems(lines, `${lines.indent(keyStart)}  `, scopes));
  if (value === undefined) return [added];
  return [{ start: text.lastIndexOf(':', value.start) + 1, end: value.end, text: '' }, added];
}

function blockAdditions(
  { kind, entries }: ScopesCollection,
  lines: TextLines,
  scopes: readonly string[],
): TextChange[] | undefined {
  const { text, eol } = lines;
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  if (kind === 'map') {
    const indent = lines.indent(last.keyStart);
    return [insert(lines.lineEnd(last.end), scopes.map((scope) => `${eol}${indent}${scope}: {}`).join(''))];
  }
  const prefix = itemPrefix(text.slice(lines.lineStart(last.keyStart)));
  if (prefix === undefined) return undefined;
  // The first scope goes to an item that is still empty, if there is one.
  const emptyItem = entries.find(({ key, isInForm }) => key === undefined && isInForm);
  const dash = emptyItem && text.lastIndexOf('-', emptyItem.keyStart - 1);
  const [first, ...others] = emptyItem === undefined ? [undefined, ...scopes] : scopes;
  return [
    ...(first === undefined || dash === undefined ? [] : [insert(dash + 1, ` ${first}`)]),
    ...(others.length === 0
      ? []
      : [insert(lines.lineEnd(last.end), others.map((scope) => `${eol}${prefix}${scope ?? ''}`).join(''))]),
  ];
}

/** The indentation and dash of an item, with at least one space after it. */
function itemPrefix(line: string): string | undefined {
  const withSpace = /^[^\S\r\n]*-[^\S\r\n]+/.exec(line)?.[0];
  return withSpace ?? /^[^\S\r\n]*-/.exec(line)?.[0].concat(' ');
}

function flowAdditions(
  { kind, entries }: ScopesCollection,
  lines: TextLines,
  scopes: readonly string[],
): TextChange[] | undefined {
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const added = scopes.map((scope) => (kind === 'map' ? `${scope}: {}` : scope));
  if (!lines.isFirstOnLine(last.keyStart)) return [insert(last.end, added.map((entry) => `, ${entry}`).join(''))];
  // Each entry has its own line.
  const indent = lines.indent(last.keyStart);
  const comma = /^\s*,/.test(lines.text.slice(last.end)) ? [] : [insert(last.end, ',')];
  const end = lines.lineEnd(last.end);
  const addedLines = added.map((entry) => `${lines.eol}${indent}${entry}`).join(',');
  return comma[0]?.start === end
    ? [insert(end, `,${addedLines}`)]
    : [...comma, insert(end, `${addedLines}${comma.length === 0 ? ',' : ''}`)];
}
