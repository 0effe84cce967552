import type { Range } from '../../core/text-position.ts';

/** A range of whole lines of a YAML text. */
export type Chunk =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  /** Keys alone on their line, with the chunk below them, and texts of whole entries. */
  | { readonly kind: 'map'; readonly range: Range; readonly parts: readonly (Chunk | KeyChunk)[] }
  /** Texts of whole items. */
  | { readonly kind: 'list'; readonly range: Range; readonly parts: readonly Chunk[] };

/** A key alone on its line, with its value below. */
export interface KeyChunk {
  readonly kind: 'key';
  readonly key: string;
  readonly range: Range;
  readonly value: Chunk;
}

/** Entries of up to this many lines are not split further. */
const maxLinesParsedWhole = 24;

/** The average number of lines in a chunk of list items. */
const averageChunkLines = 16;

/** A line with only a plain key, but not with one that YAML reads as another type than a string. */
const keyAloneOnLine = /^ *(?!(?:null|true|false|yes|no|on|off|y|n):)([a-z_][\w.:@/-]*):(?: +#.*| *)\r?\n?$/i;

interface SourceLines {
  readonly text: string;
  /** The offset of each line, and that of the end of the text. */
  readonly starts: readonly number[];
  /** The column of the first character of each line; -1 for empty lines and comments. */
  readonly indents: readonly number[];
}

/**
 * Splits a YAML text, at entries of block maps and lists, into chunks that can be parsed separately, so that an edit
 * affects few of them. Entries are found by their indentation. Undefined where parsing the chunks might not give the
 * same as parsing the whole: with anchors, tabs in the indentation, several documents, or a root that is no block map.
 */
export function splitYaml(text: string): Chunk | undefined {
  if (isUnusual(text)) return undefined;
  const lines = linesOf(text);
  const root = mapChunk({ lines, from: 0, to: lines.indents.length, parentColumn: -1 });
  return root?.kind === 'map' ? root : undefined;
}

/** Whether there are anchors, aliases, tabs in the indentation, document markers, directives or a byte order mark. */
function isUnusual(text: string): boolean {
  if (/[&*]/.test(text) && /(?:^|[\s[{,:-])[&*][^\s]/m.test(text)) return true;
  if (text.includes('\t') && /^ *\t[ \t]*[^\s#]/m.test(text)) return true;
  return text.includes('\uFEFF') || /^(?:---|\.\.\.|%)/m.test(text);
}

function linesOf(text: string): SourceLines {
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

/** The text of the lines `from` up to, but without, `to`. */
function textOf({ text, starts }: SourceLines, from: number, to = from + 1): string {
  return text.slice(starts[from] ?? text.length, starts[to] ?? text.length);
}

/** The first two characters of the text on a line. */
function lineStartText({ text, starts, indents }: SourceLines, line: number): string {
  const at = (starts[line] ?? text.length) + Math.max(indents[line] ?? 0, 0);
  return text.slice(at, at + 2);
}

const isItem = (lines: SourceLines, line: number) => /^-(?:\s|$)/.test(lineStartText(lines, line));

/** The first line at or after `from` that has text; the number of lines where none does. */
function firstText({ indents }: SourceLines, from: number): number {
  let line = from;
  while (line < indents.length && (indents[line] ?? -1) < 0) line++;
  return line;
}

/** The lines of a value in block style. */
interface Block {
  readonly lines: SourceLines;
  readonly from: number;
  /** The line after the last one. */
  readonly to: number;
  /** The column that entries must be indented further than. */
  readonly parentColumn: number;
}

/** The entries of a block: their column, the first line of each, and the last line with text. */
interface BlockEntries {
  readonly column: number;
  readonly firstLines: readonly number[];
  readonly lastLine: number;
}

function blockChunk(block: Block): Chunk | undefined {
  const first = firstText(block.lines, block.from);
  return first < block.to && isItem(block.lines, first) ? listChunk(block) : mapChunk(block);
}

/** Undefined where the indentation is ambiguous. */
function entriesOf(
  { lines, from, to, parentColumn }: Block,
  isEntry: (line: number) => boolean,
): BlockEntries | undefined {
  const firstLines: number[] = [];
  let column = -1;
  let lastLine = from;
  for (let line = from; line < to; line++) {
    const indent = lines.indents[line] ?? -1;
    if (indent < 0) continue;
    if (column < 0) column = indent;
    if (indent < column || column <= parentColumn) return undefined;
    if (indent === column && isEntry(line)) firstLines.push(line);
    lastLine = line;
  }
  if (firstLines[0] === undefined || firstText(lines, from) !== firstLines[0]) return undefined;
  return { column, firstLines, lastLine };
}

function mapChunk(block: Block): Chunk | undefined {
  const { lines, to } = block;
  // Items of a list, and closing brackets, may be in the column of the key.
  const isEntry = (line: number) => !isItem(lines, line) && !/^[\]}]/.test(lineStartText(lines, line));
  const entries = entriesOf(block, isEntry);
  if (entries === undefined || entries.firstLines.some((line) => /^(?:[[{?|>!@`]|: )/.test(lineStartText(lines, line))))
    return undefined;
  const parts = entries.firstLines.map((line, index): Chunk | KeyChunk => {
    const next = entries.firstLines[index + 1] ?? to;
    return keyChunk(lines, line, next, entries.column) ?? { kind: 'text', line, text: textOf(lines, line, next) };
  });
  return { kind: 'map', range: rangeOf(lines, entries), parts };
}

/** An entry of a map with its value as a chunk; undefined where it is short or its value can't be split. */
function keyChunk(lines: SourceLines, line: number, to: number, column: number): KeyChunk | undefined {
  if (to - line <= maxLinesParsedWhole) return undefined;
  const key = keyAloneOnLine.exec(textOf(lines, line))?.[1];
  if (key === undefined) return undefined;
  const isInKeyColumn = lines.indents[firstText(lines, line + 1)] === column;
  const value = blockChunk({ lines, from: line + 1, to, parentColumn: isInKeyColumn ? column - 1 : column });
  if (value === undefined) return undefined;
  const range = { start: { line, character: column }, end: { line, character: column + key.length } };
  return { kind: 'key', key, range, value };
}

function listChunk(block: Block): Chunk | undefined {
  const { lines, to } = block;
  const entries = entriesOf(block, () => true);
  if (entries?.firstLines.every((line) => isItem(lines, line)) !== true) return undefined;
  // An item alone decides whether a chunk begins at it, so that an edit leaves the other chunks as they are.
  const chunkStarts = entries.firstLines.filter(
    (line, index) => index === 0 || beginsChunk(textOf(lines, line), (entries.firstLines[index + 1] ?? to) - line),
  );
  const parts = chunkStarts.map((line, index): Chunk => ({
    kind: 'text',
    line,
    text: textOf(lines, line, chunkStarts[index + 1] ?? to),
  }));
  return { kind: 'list', range: rangeOf(lines, entries), parts };
}

/** Whether a chunk begins at an item with this first line and number of lines: pseudo-random, but reproducible. */
function beginsChunk(first: string, itemLines: number): boolean {
  let sum = 0;
  for (let at = 0; at < first.length; at++) sum += first.charCodeAt(at);
  return sum % Math.ceil(averageChunkLines / itemLines) === 0;
}

function rangeOf(lines: SourceLines, { column, firstLines: [line = 0], lastLine }: BlockEntries): Range {
  return {
    start: { line, character: column },
    end: { line: lastLine, character: textOf(lines, lastLine).trimEnd().length },
  };
}
