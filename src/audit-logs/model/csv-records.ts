// Not a library: the archive keeps every row exactly as it stands in the file, and csv-parse returns neither the exact
// text of a row nor rows with stray quotes. It also takes about four times as long.
import type { Separator } from '../../files/csv-cell.ts';
import { byteOrderMark } from './csv-lines.ts';

/** A row of a CSV file. */
export interface CsvRecord {
  /** The exact text of the row, without the line end. */
  readonly text: string;
  readonly cells: readonly string[];
}

/**
 * Parses CSV (RFC 4180) into rows, each with its exact text. Lines may also end with LF alone, as after Git converted
 * them. Leaves out empty lines and byte order marks. The last line needs no line end.
 */
export function* csvRecords(csv: string, separator: Separator = ','): Generator<CsvRecord, void, undefined> {
  let text = csv;
  while (text.startsWith(byteOrderMark)) text = text.slice(byteOrderMark.length);
  for (let start = 0; start < text.length;) {
    const end = endOfRecord(text, start);
    const line = text.slice(start, end).replace(/\r$/, '');
    if (line !== '') yield { text: line, cells: cellsOf(line, separator) };
    start = end + 1;
  }
}

/** The index of the line feed that ends a record: the first one outside quotes. */
function endOfRecord(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 34) quoted = !quoted;
    else if (character === 10 && !quoted) return at;
  }
  return text.length;
}

/** Whether a closing quote is missing: anything appended to such a text becomes part of its last cell. */
export function endsInQuotes(csv: string): boolean {
  let quotes = 0;
  for (let at = csv.indexOf('"'); at !== -1; at = csv.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function cellsOf(line: string, separator: Separator): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    const quoted = line.charAt(at) === '"';
    let end = quoted ? closingQuote(line, at + 1) + 1 : line.indexOf(separator, at);
    if (end < at) end = line.length;
    cells.push(quoted ? line.slice(at + 1, end - 1).replaceAll('""', '"') : line.slice(at, end));
    at = end + 1;
  }
  return cells;
}

function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2))
    if (line.charAt(at + 1) !== '"') return at;
  return line.length;
}
