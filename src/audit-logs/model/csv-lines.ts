import { csvLine } from '../../files/csv-cell.ts';

export interface CsvForm {
  /** Guard cells that a spreadsheet would run as a formula. */
  readonly formulaSafe: boolean;
  /** Begin with a byte order mark, which some programs need to detect UTF-8. */
  readonly byteOrderMark: boolean;
}

export const byteOrderMark = '\uFEFF';

/** Rows per chunk: enough to be fast, few enough not to block the extension host. */
const rowsAtOnce = 1000;

/** Formats rows as CSV, in chunks; with `formulaSafe`, no cell is a formula. */
export function* csvChunks(
  rows: Iterable<readonly string[]>,
  formulaSafe: boolean,
): Generator<string, void, undefined> {
  let [lines, count] = ['', 0];
  for (const row of rows) {
    lines += csvLine(row, formulaSafe);
    if (++count % rowsAtOnce !== 0) continue;
    yield lines;
    lines = '';
  }
  if (lines !== '') yield lines;
}
