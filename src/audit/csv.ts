import { csvFormat, formulaSafeCell } from '../core/csv.ts';

/** How a file of audit events is written. */
export interface CsvForm {
  /** Keep cells that a spreadsheet would take for a formula from being one. */
  readonly formulaSafe: boolean;
  /** Begin with a byte order mark, for programs that take a file without one for another encoding. */
  readonly byteOrderMark: boolean;
}

export const byteOrderMark = '\uFEFF';

/** Rows written at once: enough to be fast, few enough that the editor does not wait. */
const rowsAtOnce = 1000;

/** Rows as CSV, in chunks: RFC 4180 quoting, CRLF line ends; with `formulaSafe`, no cell is a formula. */
export async function* csvChunks(rows: Iterable<readonly string[]>, formulaSafe: boolean): AsyncGenerator<string, void, undefined> {
  const { stringify } = await import('csv-stringify/sync');
  const write = (some: string[][]) => stringify(some, csvFormat);
  let some: string[][] = [];
  for (const row of rows) {
    some.push(formulaSafe ? row.map(formulaSafeCell) : [...row]);
    if (some.length < rowsAtOnce) continue;
    yield write(some);
    some = [];
  }
  if (some.length > 0) yield write(some);
}
