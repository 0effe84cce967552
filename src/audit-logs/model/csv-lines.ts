import { csvFormat, formulaSafeCell } from '../../files/csv-cell.ts';

export interface CsvForm {
  /** Guard cells that a spreadsheet would run as a formula. */
  readonly formulaSafe: boolean;
  /** Begin with a byte order mark, which some programs need to detect UTF-8. */
  readonly byteOrderMark: boolean;
}

export const byteOrderMark = '\uFEFF';

/** Rows per chunk: enough to be fast, few enough not to block the extension host. */
const rowsAtOnce = 1000;

/** Cells with one of these characters need quotes. */
const special = /[",\r\n]/;

/**
 * Formats rows as CSV, in chunks: RFC 4180 quoting, CRLF line ends; with `formulaSafe`, no cell is a formula. Chunks
 * without a cell that needs quotes bypass csv-stringify: the result is the same, and much faster.
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
