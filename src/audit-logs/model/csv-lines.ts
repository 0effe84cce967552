import { csvRows, type Separator } from '../../files/csv-cell.ts';

export interface CsvForm {
  /** Guard cells that a spreadsheet would run as a formula. */
  readonly formulaSafe: boolean;
  /** Begin with a byte order mark, which some programs need to detect UTF-8. */
  readonly byteOrderMark: boolean;
  /** A comma by default. */
  readonly separator?: Separator;
}

export const byteOrderMark = '\uFEFF';

/** Rows per chunk: enough to be fast, few enough not to block the extension host. */
const rowsAtOnce = 1000;

/** Formats rows as CSV, in chunks; with `formulaSafe`, no cell is a formula. */
export async function* csvChunks(
  rows: Iterable<readonly string[]>,
  formulaSafe: boolean,
  separator?: Separator,
): AsyncGenerator<string, void, undefined> {
  let some: (readonly string[])[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < rowsAtOnce) continue;
    yield await csvRows(some, formulaSafe, separator);
    some = [];
  }
  if (some.length > 0) yield await csvRows(some, formulaSafe, separator);
}
