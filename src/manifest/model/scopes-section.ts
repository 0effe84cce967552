import type { Place } from '../../core/text-position.ts';

/** The lines of a manifest that hold its scopes, told without parsing them. */
export interface ScopesSection {
  /** Line of the key `scopes`, its column, and that of its colon. */
  readonly line: number;
  readonly column: number;
  readonly colon: number;
  /** The line behind the last one. */
  readonly end: number;
  /** Where the bracket or brace around them opens; absent for block style. */
  readonly bracket?: Place;
}

/** The lines of a text, without what ends them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** Finds `scopes` below `permissions` by the columns in which they stand; undefined where there is none. */
export function scopesSection(lines: readonly string[]): ScopesSection | undefined {
  let isBelow = false;
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^[^\s#]/.test(text)) isBelow = /^(["']?)permissions\1\s*:/.test(text);
    const key = isBelow ? /^((?:permissions\s*:\s*\{.*?|\s+))(["']?)scopes\2\s*:(?=\s|$)/.exec(text) : null;
    if (key === null) continue;
    const column = key[1]?.length ?? 0;
    const colon = key[0].length - 1;
    const bracket = bracketBehind(lines, line, colon);
    return { line, column, colon, end: endOf(lines, line, column), ...(bracket && { bracket }) };
  }
  return undefined;
}

/** The text of a line before its comment. */
export function withoutComment(line: string): string {
  const start = line.search(/(?:^|\s)#/);
  return start < 0 ? line : line.slice(0, start);
}

function bracketBehind(lines: readonly string[], line: number, colon: number): Place | undefined {
  const rest = (lines[line] ?? '').slice(colon + 1);
  const character = colon + 1 + rest.search(/\S|$/);
  return /^\s*[[{]/.test(rest) ? { line, character } : undefined;
}

/**
 * The line behind what is below a key: the first one in the key's column or left of it, unless it goes on with the
 * list.
 */
function endOf(lines: readonly string[], key: number, column: number): number {
  for (let line = key + 1; line < lines.length; line++) {
    const text = lines[line] ?? '';
    const indent = text.search(/\S/);
    // A tab at the beginning is a mistake; it ends nothing.
    if (indent < 0 || text[indent] === '#' || text.slice(0, indent).includes('\t')) continue;
    if (indent < column || (indent === column && !/^(?:-(?:\s|$)|[\]}])/.test(text.slice(indent)))) return line;
  }
  return lines.length;
}
