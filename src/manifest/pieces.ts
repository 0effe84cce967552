import type { Range } from '../core/place.ts';

/** A stretch of whole lines of a YAML text. */
export type Piece =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  /** A map: keys that stand alone on their line, each with what lies below it, and texts that hold whole entries. */
  | { readonly kind: 'map'; readonly range: Range; readonly parts: readonly (Piece | KeyedPiece)[] }
  /** A list: texts that hold whole items. */
  | { readonly kind: 'list'; readonly range: Range; readonly parts: readonly Piece[] };

/** A key that stands alone on its line. */
export interface KeyedPiece {
  readonly kind: 'key';
  readonly key: string;
  readonly range: Range;
  readonly value: Piece;
}

/** What has no more lines than this is parsed in one go. */
const smallLines = 24;

/** A key without its value; words that YAML takes for something else than text are left to its parser. */
const lonelyKey = /^ *(?!(?:null|true|false|yes|no|on|off|y|n):)([a-z_][\w.:@/-]*):(?: +#.*| *)\r?\n?$/i;

/**
 * Cuts a YAML text into pieces that can be parsed by themselves, so that after an edit only the changed ones have to be:
 * at the entries of maps and lists in block style, which indentation tells apart. Undefined where this might not give what
 * the whole text gives: with anchors, tabs before text, several documents, or a root that is no map in block style.
 */
export function piecesOf(text: string): Piece | undefined {
  if (/(?:^|[\s[{,:-])[&*][^\s]|^\uFEFF|^(?:---|\.\.\.|%)|^ *\t[ \t]*[^\s#]/m.test(text)) return undefined;
  const lines = text.split(/(?<=\n)/);
  const indents = lines.map(indentOf);
  const root = mapPiece(lines, indents, 0, lines.length, -1);
  return root?.kind === 'map' ? root : undefined;
}

/** The column of a line's first character; -1 for an empty line or a comment. */
function indentOf(line: string): number {
  const column = line.search(/[^ ]/);
  const first = column < 0 ? '' : line.charAt(column);
  return first === '' || first === '#' || first === '\r' || first === '\n' || first === '\t' ? -1 : column;
}

/** The first line from one on that holds text; the number of lines where none does. */
function firstText(indents: readonly number[], from: number): number {
  let line = from;
  while (line < indents.length && (indents[line] ?? -1) < 0) line++;
  return line;
}

function block(lines: readonly string[], indents: readonly number[], from: number, to: number, parent: number): Piece | undefined {
  const first = firstText(indents, from);
  return first < to && isItem(lines[first]) ? listPiece(lines, indents, from, to, parent) : mapPiece(lines, indents, from, to, parent);
}

/** The entries of a block between two lines, by the lines at which they begin; undefined where the indentation tells them not. */
function starts(indents: readonly number[], from: number, to: number, parent: number, begins: (line: number) => boolean): { column: number; lines: number[]; end: number } | undefined {
  const found: number[] = [];
  let column = -1;
  let end = from;
  for (let line = from; line < to; line++) {
    const indent = indents[line] ?? -1;
    if (indent < 0) continue;
    if (column < 0) column = indent;
    if (indent < column || column <= parent) return undefined;
    if (indent === column && begins(line)) found.push(line);
    end = line;
  }
  return found[0] === undefined || firstText(indents, from) !== found[0] ? undefined : { column, lines: found, end };
}

function mapPiece(lines: readonly string[], indents: readonly number[], from: number, to: number, parent: number): Piece | undefined {
  // A list may stand in the column of its key, a bracket may close there.
  const entries = starts(indents, from, to, parent, (line) => !isItem(lines[line]) && !/^ *[\]}]/.test(lines[line] ?? ''));
  if (entries === undefined || entries.lines.some((line) => /^ *(?:[[{?|>!@`]|: )/.test(lines[line] ?? ''))) return undefined;
  const parts = entries.lines.map((line, index): Piece | KeyedPiece => {
    const next = entries.lines[index + 1] ?? to;
    const key = lonelyKey.exec(lines[line] ?? '')?.[1];
    const whole: Piece = { kind: 'text', line, text: lines.slice(line, next).join('') };
    if (key === undefined || next - line <= smallLines) return whole;
    const value = block(lines, indents, line + 1, next, isAt(indents, line + 1, next, entries.column) ? entries.column - 1 : entries.column);
    if (value === undefined) return whole;
    return { kind: 'key', key, range: { start: { line, character: entries.column }, end: { line, character: entries.column + key.length } }, value };
  });
  return { kind: 'map', range: rangeOf(lines, entries), parts };
}

function listPiece(lines: readonly string[], indents: readonly number[], from: number, to: number, parent: number): Piece | undefined {
  const entries = starts(indents, from, to, parent, () => true);
  if (entries?.lines.every((line) => isItem(lines[line])) !== true) return undefined;
  const parts = entries.lines.map((line, index): Piece => ({ kind: 'text', line, text: lines.slice(line, entries.lines[index + 1] ?? to).join('') }));
  return { kind: 'list', range: rangeOf(lines, entries), parts };
}

/** Whether the first text between two lines is a list's item in this column: where its key stands. */
function isAt(indents: readonly number[], from: number, to: number, column: number): boolean {
  for (let line = from; line < to; line++) if ((indents[line] ?? -1) >= 0) return indents[line] === column;
  return false;
}

const isItem = (line: string | undefined) => /^ *-(?:\s|$)/.test(line ?? '');

function rangeOf(lines: readonly string[], { column, lines: [line = 0], end }: { column: number; lines: number[]; end: number }): Range {
  return { start: { line, character: column }, end: { line: end, character: (lines[end] ?? '').trimEnd().length } };
}
