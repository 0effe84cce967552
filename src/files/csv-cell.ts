export interface CsvOptions {
  /** Begin with a byte order mark, for programs that otherwise assume another encoding. */
  readonly byteOrderMark?: boolean;
  /** Prefix cells that a spreadsheet would evaluate as a formula; true by default. */
  readonly formulaSafe?: boolean;
}

/** Cell beginnings that a spreadsheet evaluates as a formula, full-width signs included (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * How csv-stringify writes RFC 4180: CRLF line ends, and cells with any kind of line break quoted, not only the record
 * delimiter.
 */
export const csvFormat = { record_delimiter: 'windows', quote_record_delimiter: true } as const;

/**
 * Returns a cell that no spreadsheet evaluates as a formula: a text that begins like one is prefixed with an
 * apostrophe.
 */
export function formulaSafeCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Returns the text from which `formulaSafeCell` made a cell. */
export function unguardedCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * Returns rows as CSV: RFC 4180 quoting, CRLF line ends, UTF-8, and formula-safe cells unless the options say
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
