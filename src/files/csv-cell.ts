export interface CsvOptions {
  /** Begin the text with a byte order mark, for programs that take a file without one for another encoding. */
  readonly byteOrderMark?: boolean;
  /** Keep cells that a spreadsheet would take for a formula from being one; on unless false. */
  readonly formulaSafe?: boolean;
}

/**
 * Beginnings of cells that a spreadsheet takes for a formula, the full-width signs among them (OWASP, "CSV Injection").
 */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * How csv-stringify writes RFC 4180: CRLF line ends, and cells with a line break of any kind quoted, not only with the
 * one that ends a row.
 */
export const csvFormat = { record_delimiter: 'windows', quote_record_delimiter: true } as const;

/** A cell that no spreadsheet takes for a formula: one that begins like a formula is prefixed with an apostrophe. */
export function formulaSafeCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that `formulaSafeCell` made a cell of. */
export function unguardedCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Rows as CSV: RFC 4180 quoting, CRLF line ends, UTF-8, and cells that are no formulas unless the options say
 * otherwise.
 */
export async function csvText(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { byteOrderMark = false, formulaSafe = true }: CsvOptions = {},
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const cell = formulaSafe ? formulaSafeCell : (text: string) => text;
  return stringify(
    [columns, ...rows].map((row) => row.map(cell)),
    { ...csvFormat, bom: byteOrderMark },
  );
}
