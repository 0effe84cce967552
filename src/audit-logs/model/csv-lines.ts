import { csvFormat, formulaSafeCell } from '../../files/csv-cell.ts';

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

/** What a cell needs quotes for. */
const special = /[",\r\n]/;

/**
 * Rows as CSV, in chunks: RFC 4180 quoting, CRLF line ends; with `formulaSafe`, no cell is a formula. csv-stringify
 * writes every chunk in which a cell needs quotes. One without is joined, which is the same text in a fraction of the
 * time.
 */
export async function* csvChunks(
  rows: Iterable<readonly string[]>,
  formulaSafe: boolean,
): AsyncGenerator<string, void, undefined> {
  const { stringify } = await import('csv-stringify/sync');
  let some: (readonly string[])[] = [];
  let isPlain = true;
  const written = () => (isPlain ? some.map((row) => `${row.join()}\r\n`).join('') : stringify(some, csvFormat));
  for (const row of rows) {
    const safe = formulaSafe ? row.map(formulaSafeCell) : row;
    isPlain &&= !safe.some((cell) => special.test(cell));
    some.push(safe);
    if (some.length < rowsAtOnce) continue;
    yield written();
    [some, isPlain] = [[], true];
  }
  if (some.length > 0) yield written();
}
