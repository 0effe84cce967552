import type { Position, Range } from '../../core/text-position.ts';
import { findScopesSection, type ScopesSection, splitLines, withoutComment } from './scopes-section.ts';

/** Where a scope can be completed, or typed, in a manifest. */
export interface CompletionTarget {
  /** The range that the chosen scope replaces: the scope as far as it is typed, without quotes. */
  readonly range: Range;
  /** The text in the range. */
  readonly text: string;
  /** Inserted before the scope: a dash with its space, or the space after a dash. */
  readonly prefix: string;
  /** Inserted after the scope: empty settings, where the scopes are a map. */
  readonly suffix: string;
}

/**
 * The completion target at a position; undefined where no scope can be. The text need not be valid YAML: scopes may be
 * half-typed, in unclosed quotes, after a dash, or missing on an empty line among scopes.
 */
export function completionTargetAt(text: string, at: Position): CompletionTarget | undefined {
  const lines = splitLines(text);
  const section = findScopesSection(lines);
  const line = lines[at.line] ?? '';
  if (
    section === undefined ||
    at.line < section.line ||
    at.line >= section.end ||
    at.character > withoutComment(line).length
  )
    return undefined;
  if (section.bracket !== undefined) return targetInBrackets(lines, section, section.bracket, at);
  return at.line === section.line ? undefined : targetInBlock(lines, section, at);
}

/** The scopes of a text, found without parsing, but for the one at the target. */
export function otherScopes(text: string, target: CompletionTarget): ReadonlySet<string> {
  const lines = splitLines(text);
  const section = findScopesSection(lines);
  const { start, end } = target.range;
  const found = new Set<string>();
  for (let line = section?.line ?? 0; section && line < section.end; line++) {
    const from = line === section.line ? section.colon + 1 : 0;
    for (const { 0: scope, index } of withoutComment(lines[line] ?? '')
      .slice(from)
      .matchAll(/(?<![\w.-])[a-z][\w.-]*(?::[\w.-]+)+/gi)) {
      const column = index + from;
      if (line !== start.line || column < start.character || column > end.character) found.add(scope);
    }
  }
  return found;
}

function targetInBlock(lines: readonly string[], section: ScopesSection, at: Position): CompletionTarget | undefined {
  const line = lines[at.line] ?? '';
  const sibling = siblingEntry(lines, section, at.line);
  const isList = sibling === undefined ? !/^\s*["']?\w[\w.:-]*["']?:\s+\S/.test(line) : sibling.isItem;
  const isEntryColumn = (column: number) =>
    sibling === undefined ? column > section.column : column === sibling.column;

  const indent = line.search(/\S/);
  if (indent < 0) {
    if (!isEntryColumn(at.character)) return undefined;
    return targetOf(at, { start: at.character, end: at.character }, line, isList ? itemPrefix : keySuffix);
  }
  const dashEnd = /^\s*-(?=\s|$)/.exec(line)?.[0].length;
  if (dashEnd !== undefined) return targetAfterDash(line, dashEnd, at);
  // Deeper entries are the settings of a scope. Tabs are errors in YAML and say nothing about the depth.
  if (!isEntryColumn(indent) && !line.slice(0, indent).includes('\t')) return undefined;
  const token = tokenAt(line, indent, at.character);
  if (token === undefined) return undefined;
  if (isList) return targetOf(at, token, line, itemPrefix);
  return targetOf(at, token, line, hasColon(line, token.end) ? {} : keySuffix);
}

/** A scope belongs right after a dash, or after the spaces that follow it. */
function targetAfterDash(line: string, dashEnd: number, at: Position): CompletionTarget | undefined {
  if (at.character < dashEnd) return undefined;
  const first = dashEnd + (/^\s*/.exec(line.slice(dashEnd))?.[0].length ?? 0);
  const token =
    first === line.length
      ? { start: Math.max(dashEnd, at.character), end: line.length }
      : tokenAt(line, first, at.character);
  return token && targetOf(at, token, line, token.start === dashEnd ? { prefix: ' ' } : {});
}

function targetInBrackets(
  lines: readonly string[],
  section: ScopesSection,
  bracket: Position,
  at: Position,
): CompletionTarget | undefined {
  if (at.line < section.line || (at.line === bracket.line && at.character <= bracket.character)) return undefined;
  const line = lines[at.line] ?? '';
  const first = /(?<![\w.:-])[\w.:-]*$/.exec(line.slice(0, at.character))?.index ?? at.character;
  const start = at.line === bracket.line ? Math.max(first, bracket.character + 1) : first;
  const token = tokenAt(line, start, at.character);
  if (token === undefined || !isEntryStart(lines, bracket, { line: at.line, character: start })) return undefined;
  const isMap = lines[bracket.line]?.[bracket.character] === '{';
  return targetOf(at, token, line, isMap && !hasColon(line, token.end) ? keySuffix : {});
}

/** Whether an entry of the outermost collection begins at a position: after its bracket or a comma. */
function isEntryStart(lines: readonly string[], bracket: Position, at: Position): boolean {
  const before = lines.slice(bracket.line, at.line + 1).map((text, index, all) => {
    const upTo = index === all.length - 1 ? text.slice(0, at.character) : withoutComment(text);
    return index === 0 ? upTo.slice(bracket.character) : upTo;
  });
  const open = before.join('\n').replace(/["']$/, '').trimEnd();
  const depth = (open.match(/[[{]/g)?.length ?? 0) - (open.match(/[\]}]/g)?.length ?? 0);
  return depth === 1 && /[[{,]$/.test(open);
}

interface Token {
  readonly start: number;
  readonly end: number;
}

/** The scope that begins at a column, after an anchor and a quote, where the position touches it. */
function tokenAt(line: string, from: number, at: number): Token | undefined {
  const start = from + (/^(?:&\S+\s+)?["']?/.exec(line.slice(from))?.[0].length ?? 0);
  const end = start + (/^[\w.-]*(?::[\w.-]+)*/.exec(line.slice(start))?.[0].length ?? 0);
  // A colon at the end is that of a key, or the next part of the scope is about to be typed.
  const reach = at === end + 1 && /^:["']?\s*$/.test(line.slice(end)) ? end + 1 : end;
  return at >= start && at <= reach ? { start, end: reach } : undefined;
}

/** The first entry of the scopes on another line. */
function siblingEntry(
  lines: readonly string[],
  section: ScopesSection,
  exceptLine: number,
): { column: number; isItem: boolean } | undefined {
  for (let line = section.line + 1; line < section.end; line++) {
    const text = lines[line] ?? '';
    const column = text.search(/\S/);
    if (line !== exceptLine && column >= 0 && text[column] !== '#')
      return { column, isItem: /^-(?:\s|$)/.test(text.slice(column)) };
  }
  return undefined;
}

const hasColon = (line: string, from: number) => /^["']?\s*:/.test(line.slice(from)) || line[from - 1] === ':';

const itemPrefix = { prefix: '- ' };
const keySuffix = { suffix: ': {}' };

function targetOf(
  { line }: Position,
  { start, end }: Token,
  lineText: string,
  { prefix = '', suffix = '' }: Partial<Pick<CompletionTarget, 'prefix' | 'suffix'>>,
): CompletionTarget {
  return {
    range: { start: { line, character: start }, end: { line, character: end } },
    text: lineText.slice(start, end),
    prefix,
    suffix,
  };
}
