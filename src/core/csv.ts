export interface CsvOptions {
  /** Begin the text with a byte order mark, for programs that take a file without one for another encoding. */
  readonly byteOrderMark?: boolean;
  /** Keep cells that a spreadsheet would take for a formula from being one; on unless false. */
  readonly formulaSafe?: boolean;
}

/** Beginnings of cells that a spreadsheet takes for a formula, the full-width signs among them (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * Rows as CSV: RFC 4180 quoting, CRLF line ends, UTF-8. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break is
 * prefixed with an apostrophe, since spreadsheets would run it as a formula.
 */
export async function csvText(columns: readonly string[], rows: readonly (readonly string[])[], { byteOrderMark = false, formulaSafe = true }: CsvOptions = {}): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const cell = (text: string) => (formulaSafe && formula.test(text) ? `'${text}` : text);
  // A line break of any kind is quoted, not only the one that ends a row.
  return stringify([columns, ...rows].map((row) => row.map(cell)), { bom: byteOrderMark, quoted_match: /[\r\n]/, record_delimiter: 'windows' });
}
