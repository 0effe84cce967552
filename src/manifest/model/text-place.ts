import type { Position, Range } from '../../core/text-position.ts';
import { splitLines, withoutComment } from './scopes-section.ts';

/** A key or value at a position of a manifest, found by the indentation alone: the text need not be valid YAML. */
export interface TextPlace {
  /** The keys around it, from the outermost on; items of lists have none. */
  readonly path: readonly string[];
  /** `value`: behind a key, which is the last of the path. `item`: behind a dash, where a key or a value may stand. */
  readonly kind: 'key' | 'value' | 'item';
  /** The word at the position, without quotes. */
  readonly text: string;
  readonly range: Range;
  /** The other keys of the same map. */
  readonly siblings: ReadonlySet<string>;
  /** Whether a colon follows. */
  readonly hasColon: boolean;
}

/** Longer lines are not looked into, in characters. */
const maxLineLength = 1_000;

/** A line in block style. */
interface Line {
  /** The columns of the first dash, and of what follows the dashes and spaces. */
  readonly dash: number | undefined;
  readonly column: number;
  /** A key, with the column of its colon. */
  readonly key?: { readonly name: string; readonly colon: number };
  readonly text: string;
}

/** The place at a position; undefined in comments, brackets and texts of several lines, as far as these can be told. */
export function placeAt(text: string, at: Position): TextPlace | undefined {
  const lines = splitLines(text);
  const written = lines[at.line] ?? '';
  if (written.length > maxLineLength || at.character > withoutComment(written).length) return undefined;
  const line = readLine(written) ?? { dash: undefined, column: at.character, text: written };
  if (at.character < line.column) return undefined;
  const { path, siblings } = surroundings(lines, at.line, line);
  const { key } = line;
  if (key !== undefined && at.character > key.colon)
    return wordAt({ path: [...path, key.name], kind: 'value', siblings, hasColon: false }, written, key.colon + 1, at);
  const kind = line.dash !== undefined && key === undefined ? 'item' : 'key';
  return wordAt({ path, kind, siblings, hasColon: key !== undefined }, written, line.column, at);
}

function wordAt(
  place: Omit<TextPlace, 'text' | 'range'>,
  line: string,
  from: number,
  at: Position,
): TextPlace | undefined {
  const start = from + (/^\s*["']?/.exec(line.slice(from, at.character))?.[0].length ?? 0);
  const rest = withoutComment(line).slice(start);
  const end = start + (place.kind === 'value' ? rest.trimEnd() : (/^[\w:.<>-]*/.exec(rest)?.[0] ?? '')).length;
  const text = line.slice(start, end).replace(/["']$/, '').replace(/:$/, '');
  if (/[[\]{}|>&*]/.test(text)) return undefined;
  const range = { start: { line: at.line, character: start }, end: { line: at.line, character: start + text.length } };
  return at.character >= start && at.character <= start + text.length ? { ...place, text, range } : undefined;
}

/** The line as dash, key and rest; undefined where it is empty or a comment. */
function readLine(line: string): Line | undefined {
  const text = withoutComment(line.slice(0, maxLineLength));
  const lead = /^ *(?:- +|-$)*/.exec(text)?.[0] ?? '';
  const column = lead.length;
  const dash = lead.includes('-') ? lead.indexOf('-') : undefined;
  if (column === text.trimEnd().length && dash === undefined) return undefined;
  const key = keyIn(text, column);
  return { dash, column: Math.max(column, dash === undefined ? 0 : dash + 1), text, ...(key && { key }) };
}

/** The key that begins at a column: up to a colon with a space or the end of the line behind it. */
function keyIn(text: string, column: number): Line['key'] {
  const colon = text.endsWith(':')
    ? Math.min(...[text.indexOf(': ', column), text.length - 1].filter((at) => at >= 0))
    : text.indexOf(': ', column);
  if (colon <= column) return undefined;
  const name = text
    .slice(column, colon)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  return /^[\w$<][\w:.$<-]*$/.test(name) ? { name, colon } : undefined;
}

/** The keys around a line, and those of the map that it is in. */
function surroundings(lines: readonly string[], at: number, own: Line): { path: string[]; siblings: Set<string> } {
  const path: string[] = [];
  const siblings = new Set<string>();
  // Keys around the line begin before this column.
  let column = own.dash === undefined ? own.column : own.dash + 1;
  let isSibling = own.dash === undefined;
  for (let index = at - 1; index >= 0 && column > 0; index--) {
    const line = readLine(lines[index] ?? '');
    if (line === undefined) continue;
    if (isSibling && line.column === own.column && line.key) siblings.add(line.key.name);
    if (line.column === column && line.dash !== undefined) {
      // The first line of the item that the map is.
      column = line.dash + 1;
      isSibling = false;
    } else if (line.column < column && line.key) {
      path.unshift(line.key.name);
      column = line.dash === undefined ? line.column : line.dash + 1;
      isSibling = false;
    }
  }
  for (let index = at + 1; index < lines.length; index++) {
    const line = readLine(lines[index] ?? '');
    if (line === undefined) continue;
    if (line.column < own.column || line.dash !== undefined) break;
    if (line.column === own.column && line.key) siblings.add(line.key.name);
  }
  return { path, siblings };
}
