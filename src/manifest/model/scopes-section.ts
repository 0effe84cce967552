import type { Position } from '../../core/text-position.ts';

/** The lines of a manifest that hold its scopes, found without parsing. */
export interface ScopesSection {
  /** Line and column of the key `scopes`, and the column of its colon. */
  readonly line: number;
  readonly column: number;
  readonly colon: number;
  /** The line after the last one. */
  readonly end: number;
  /** The opening bracket or brace; absent in block style. */
  readonly bracket?: Position;
}

/** The lines of a text without their line endings. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** Finds `scopes` below `permissions` by their indentation; undefined where there is no such key. */
export function findScopesSection(lines: readonly string[]): ScopesSection | undefined {
  let isBelow = false;
  for (let line = 0; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^[^\s#]/.test(text)) isBelow = /^(["']?)permissions\1\s*:/.test(text);
    const key = isBelow ? /^((?:permissions\s*:\s*\{.*?|\s+))(["']?)scopes\2\s*:(?=\s|$)/.exec(text) : null;
    if (key === null) continue;
    const column = key[1]?.length ?? 0;
    const colon = key[0].length - 1;
    const bracket = openingBracket(lines, line, colon);
    return { line, column, colon, end: endOf(lines, line, column), ...(bracket && { bracket }) };
  }
  return undefined;
}

/** The text of a line before its comment. */
export function withoutComment(line: string): string {
  const start = line.search(/(?:^|\s)#/);
  return start < 0 ? line : line.slice(0, start);
}

function openingBracket(lines: readonly string[], line: number, colon: number): Position | undefined {
  const rest = (lines[line] ?? '').slice(colon + 1);
  const character = colon + 1 + rest.search(/\S|$/);
  return /^\s*[[{]/.test(rest) ? { line, character } : undefined;
}

/**
 * The line after the value of a key: the first one that is not indented further than the key, unless it continues the
 * list.
 */
function endOf(lines: readonly string[], key: number, column: number): number {
  for (let line = key + 1; line < lines.length; line++) {
    const text = lines[line] ?? '';
    const indent = text.search(/\S/);
    // Tabs are errors in YAML and say nothing about the indentation.
    if (indent < 0 || text[indent] === '#' || text.slice(0, indent).includes('\t')) continue;
    if (indent < column || (indent === column && !/^(?:-(?:\s|$)|[\]}])/.test(text.slice(indent)))) return line;
  }
  return lines.length;
}
