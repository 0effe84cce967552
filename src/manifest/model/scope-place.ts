import type { Place, Range } from '../../core/text-position.ts';
import { linesOf, type ScopesSection, scopesSection, withoutComment } from './scopes-section.ts';

/** A place in a manifest where a scope stands, or where one can be typed. */
export interface ScopePlace {
  /** What a scope that is chosen here replaces: the scope as far as it is typed, without quotes. */
  readonly range: Range;
  /** Its text; empty where nothing is typed. */
  readonly text: string;
  /** What has to be put before the scope: a dash, or the space behind one. */
  readonly lead: string;
  /** What has to be put behind the scope: the settings of an entry of a map, which are empty at first. */
  readonly tail: string;
}

/**
 * What of a scope stands at a place, which need not be valid YAML: half-typed, in quotes that never end, behind a dash,
 * or nothing on an empty line among scopes. Undefined anywhere else.
 */
export function scopePlaceAt(text: string, at: Place): ScopePlace | undefined {
  const lines = linesOf(text);
  const section = scopesSection(lines);
  const line = lines[at.line] ?? '';
  if (
    section === undefined ||
    at.line < section.line ||
    at.line >= section.end ||
    at.character > withoutComment(line).length
  )
    return undefined;
  if (section.bracket !== undefined) return inBrackets(lines, section, section.bracket, at);
  return at.line === section.line ? undefined : inBlock(lines, section, at);
}

/** The scopes of a text, as far as its lines tell; the one at a place is left out. */
export function scopesBeside(text: string, place: ScopePlace): ReadonlySet<string> {
  const lines = linesOf(text);
  const section = scopesSection(lines);
  const { start, end } = place.range;
  const found = new Set<string>();
  for (let line = section?.line ?? 0; section && line < section.end; line++) {
    const from = line === section.line ? section.colon + 1 : 0;
    for (const { 0: scope, index } of withoutComment(lines[line] ?? '')
      .slice(from)
      .matchAll(/[a-z][\w.-]*(?::[\w.-]+)+/gi)) {
      const column = index + from;
      if (line !== start.line || column < start.character || column > end.character) found.add(scope);
    }
  }
  return found;
}

function inBlock(lines: readonly string[], section: ScopesSection, at: Place): ScopePlace | undefined {
  const line = lines[at.line] ?? '';
  const column = line.search(/\S/);
  const others = entryBeside(lines, section, at.line);
  const isList = others === undefined ? !/^\s*["']?\w[\w.:-]*["']?:\s+\S/.test(line) : others.isItem;
  const fits = (own: number) => (others === undefined ? own > section.column : own === others.column);
  if (column < 0)
    return fits(at.character)
      ? placed(at, { start: at.character, end: at.character }, line, isList ? '- ' : '', isList ? '' : ': {}')
      : undefined;
  const dash = /^\s*-(?=\s|$)/.exec(line)?.[0].length;
  if (dash !== undefined) {
    if (at.character < dash) return undefined;
    // The place right behind a dash, or in the spaces behind it, is that of the scope.
    const first = dash + (/^\s*/.exec(line.slice(dash))?.[0].length ?? 0);
    const token =
      first === line.length
        ? { start: Math.max(dash, at.character), end: line.length }
        : tokenAt(line, first, at.character);
    return token && placed(at, token, line, token.start === dash ? ' ' : '', '');
  }
  // What is deeper are the settings of a scope. Tabs, which are wrong here, say nothing of a depth.
  const token = fits(column) || line.slice(0, column).includes('\t') ? tokenAt(line, column, at.character) : undefined;
  if (token === undefined) return undefined;
  return isList
    ? placed(at, token, line, '- ', '')
    : placed(at, token, line, '', hasColon(line, token.end) ? '' : ': {}');
}

function inBrackets(
  lines: readonly string[],
  section: ScopesSection,
  bracket: Place,
  at: Place,
): ScopePlace | undefined {
  const line = lines[at.line] ?? '';
  const isMap = lines[bracket.line]?.[bracket.character] === '{';
  const first = /[\w.:-]*$/.exec(line.slice(0, at.character))?.index ?? at.character;
  const start = at.line === bracket.line ? Math.max(first, bracket.character + 1) : first;
  const token = tokenAt(line, start, at.character);
  if (token === undefined || at.line < section.line || (at.line === bracket.line && at.character <= bracket.character))
    return undefined;
  const before = lines.slice(bracket.line, at.line + 1).map((text, index, all) => {
    const upTo = index === all.length - 1 ? text.slice(0, start) : withoutComment(text);
    return index === 0 ? upTo.slice(bracket.character) : upTo;
  });
  const open = before.join('\n').replace(/["']$/, '').trimEnd();
  const depth = (open.match(/[[{]/g)?.length ?? 0) - (open.match(/[\]}]/g)?.length ?? 0);
  if (depth !== 1 || !/[[{,]$/.test(open)) return undefined;
  return placed(at, token, line, '', isMap && !hasColon(line, token.end) ? ': {}' : '');
}

interface Token {
  readonly start: number;
  readonly end: number;
}

/** The scope that begins at a column, behind an anchor and a quote, where a place is in it or at its ends. */
function tokenAt(line: string, from: number, at: number): Token | undefined {
  const start = from + (/^(?:&\S+\s+)?["']?/.exec(line.slice(from))?.[0].length ?? 0);
  const end = start + (/^[\w.-]*(?::[\w.-]+)*/.exec(line.slice(start))?.[0].length ?? 0);
  // A colon at the end is the one behind a key, or the next letter's.
  const reach = at === end + 1 && /^:["']?\s*$/.test(line.slice(end)) ? end + 1 : end;
  return at >= start && at <= reach ? { start, end: reach } : undefined;
}

/** An entry of the scopes on another line. */
function entryBeside(
  lines: readonly string[],
  section: ScopesSection,
  but: number,
): { column: number; isItem: boolean } | undefined {
  for (let line = section.line + 1; line < section.end; line++) {
    const text = lines[line] ?? '';
    const column = text.search(/\S/);
    if (line !== but && column >= 0 && text[column] !== '#')
      return { column, isItem: /^-(?:\s|$)/.test(text.slice(column)) };
  }
  return undefined;
}

const hasColon = (line: string, from: number) => /^["']?\s*:/.test(line.slice(from)) || line[from - 1] === ':';

function placed({ line }: Place, { start, end }: Token, text: string, lead: string, tail: string): ScopePlace {
  return {
    range: { start: { line, character: start }, end: { line, character: end } },
    text: text.slice(start, end),
    lead,
    tail,
  };
}
