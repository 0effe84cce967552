// The yaml package only parses whole texts, which is too slow for a long manifest at every keystroke.
import type { Range } from '../../core/text-position.ts';

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

/** Items of a list are parsed some at a time: about this many lines, on the average. */
const linesAtOnce = 16;

/** A key without its value; words that YAML takes for something else than text are left to its parser. */
const lonelyKey = /^ *(?!(?:null|true|false|yes|no|on|off|y|n):)([a-z_][\w.:@/-]*):(?: +#.*| *)\r?\n?$/i;

/** A text by its lines. */
interface Lines {
  readonly text: string;
  /** Where each line begins, and the end of the text. */
  readonly starts: readonly number[];
  /** The column of each line's first character; -1 for an empty line or a comment. */
  readonly indents: readonly number[];
}

/**
 * Cuts a YAML text into pieces that can be parsed by themselves, so that after an edit only the changed ones have to
 * be: at the entries of maps and lists in block style, which indentation tells apart. Undefined where this might not
 * give what the whole text gives: with anchors, tabs before text, several documents, or a root that is no map in block
 * style.
 */
export function piecesOf(text: string): Piece | undefined {
  if (isUnusual(text)) return undefined;
  const lines = linesOf(text);
  const root = mapPiece(lines, 0, lines.indents.length, -1);
  return root?.kind === 'map' ? root : undefined;
}

/** Whether there are anchors or aliases, tabs before text, marks of documents or directives, or a byte order mark. */
function isUnusual(text: string): boolean {
  if (/[&*]/.test(text) && /(?:^|[\s[{,:-])[&*][^\s]/m.test(text)) return true;
  if (text.includes('\t') && /^ *\t[ \t]*[^\s#]/m.test(text)) return true;
  return text.includes('\uFEFF') || /^(?:---|\.\.\.|%)/m.test(text);
}

function linesOf(text: string): Lines {
  const starts = [0];
  const indents: number[] = [];
  for (let start = 0; start < text.length;) {
    let at = start;
    while (text.charCodeAt(at) === space) at++;
    const first = text.charAt(at);
    indents.push(first === '' || first === '#' || first === '\r' || first === '\n' || first === '\t' ? -1 : at - start);
    const end = text.indexOf('\n', at);
    start = end < 0 ? text.length : end + 1;
    starts.push(start);
  }
  return { text, starts, indents };
}

const space = 32;

/** The text of the lines from one to before another. */
function textOf({ text, starts }: Lines, from: number, to = from + 1): string {
  return text.slice(starts[from] ?? text.length, starts[to] ?? text.length);
}

/** The first character of a line that holds text, and the one behind it. */
function beginning({ text, starts, indents }: Lines, line: number): string {
  const at = (starts[line] ?? text.length) + Math.max(indents[line] ?? 0, 0);
  return text.slice(at, at + 2);
}

const isItem = (lines: Lines, line: number) => /^-(?:\s|$)/.test(beginning(lines, line));

/** The first line from one on that holds text; the number of lines where none does. */
function firstText({ indents }: Lines, from: number): number {
  let line = from;
  while (line < indents.length && (indents[line] ?? -1) < 0) line++;
  return line;
}

function block(lines: Lines, from: number, to: number, parent: number): Piece | undefined {
  const first = firstText(lines, from);
  return first < to && isItem(lines, first) ? listPiece(lines, from, to, parent) : mapPiece(lines, from, to, parent);
}

/**
 * The entries of a block between two lines, by the lines at which they begin; undefined where the indentation tells
 * them not.
 */
function entriesBetween(
  lines: Lines,
  from: number,
  to: number,
  parent: number,
  begins: (line: number) => boolean,
): { column: number; lines: number[]; end: number } | undefined {
  const found: number[] = [];
  let column = -1;
  let end = from;
  for (let line = from; line < to; line++) {
    const indent = lines.indents[line] ?? -1;
    if (indent < 0) continue;
    if (column < 0) column = indent;
    if (indent < column || column <= parent) return undefined;
    if (indent === column && begins(line)) found.push(line);
    end = line;
  }
  return found[0] === undefined || firstText(lines, from) !== found[0] ? undefined : { column, lines: found, end };
}

function mapPiece(lines: Lines, from: number, to: number, parent: number): Piece | undefined {
  // A list may stand in the column of its key, a bracket may close there.
  const entries = entriesBetween(
    lines,
    from,
    to,
    parent,
    (line) => !isItem(lines, line) && !/^[\]}]/.test(beginning(lines, line)),
  );
  if (entries === undefined || entries.lines.some((line) => /^(?:[[{?|>!@`]|: )/.test(beginning(lines, line))))
    return undefined;
  const { column } = entries;
  const parts = entries.lines.map((line, index): Piece | KeyedPiece => {
    const next = entries.lines[index + 1] ?? to;
    const whole = (): Piece => ({ kind: 'text', line, text: textOf(lines, line, next) });
    const key = next - line <= smallLines ? undefined : lonelyKey.exec(textOf(lines, line))?.[1];
    const value =
      key === undefined
        ? undefined
        : block(lines, line + 1, next, lines.indents[firstText(lines, line + 1)] === column ? column - 1 : column);
    if (key === undefined || value === undefined) return whole();
    return {
      kind: 'key',
      key,
      range: { start: { line, character: column }, end: { line, character: column + key.length } },
      value,
    };
  });
  return { kind: 'map', range: rangeOf(lines, entries), parts };
}

function listPiece(lines: Lines, from: number, to: number, parent: number): Piece | undefined {
  const entries = entriesBetween(lines, from, to, parent, () => true);
  if (entries?.lines.every((line) => isItem(lines, line)) !== true) return undefined;
  // Where a piece begins depends on the item alone, so that an edit changes no other pieces.
  const firsts = entries.lines.filter(
    (line, index) => index === 0 || beginsPiece(textOf(lines, line), (entries.lines[index + 1] ?? to) - line),
  );
  const parts = firsts.map((line, index): Piece => ({
    kind: 'text',
    line,
    text: textOf(lines, line, firsts[index + 1] ?? to),
  }));
  return { kind: 'list', range: rangeOf(lines, entries), parts };
}

/** Whether a piece begins at an item of so many lines, the first of which is given. */
function beginsPiece(first: string, itemLines: number): boolean {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += first.charCodeAt(at);
  return sum % Math.ceil(linesAtOnce / itemLines) === 0;
}

function rangeOf(
  lines: Lines,
  { column, lines: [line = 0], end }: { column: number; lines: number[]; end: number },
): Range {
  return { start: { line, character: column }, end: { line: end, character: textOf(lines, end).trimEnd().length } };
}
